import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { layerProgress } from "../../lib/commands/progress.ts";
import type { LayerProgress } from "../../lib/paper/mod.ts";
import { writtenTo } from "./_written.ts";

/** Four layers of two networks, which end in the order of a search over two workers. */
const REPORTS: readonly LayerProgress[] = [
  { network: 0, layer: "fc1", done: 1, total: 4, finished: "kept" },
  { network: 1, layer: "fc_out", done: 2, total: 4, finished: "searched" },
  { network: 0, layer: "fc_out", done: 3, total: 4, finished: "searched" },
  { network: 1, layer: "fc1", done: 4, total: 4, finished: "searched" },
];

const LINES = [
  "network  0  fc1     kept      1 of 4 layers",
  "network  1  fc_out  searched  2 of 4 layers",
  "network  0  fc_out  searched  3 of 4 layers",
  "network  1  fc1     searched  4 of 4 layers",
];

for (const isTerminal of [false, true]) {
  Deno.test(`layers in any order: ${isTerminal ? "a terminal's line" : "a log"} ends when all are done`, () => {
    const { output, written } = writtenTo(isTerminal);
    const listen = layerProgress(output);
    for (const progress of REPORTS) listen(progress);
    deepEqual(
      written,
      LINES.map((line, at) => isTerminal ? `\r\x1b[K${line}${at === 3 ? "\n" : ""}` : `${line}\n`),
    );
  });
}
