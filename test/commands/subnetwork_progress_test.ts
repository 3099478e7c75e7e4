import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { subnetworkProgress } from "../../lib/commands/progress.ts";
import type { SubnetworkProgress } from "../../lib/paper/mod.ts";
import { writtenTo } from "./_written.ts";

/** What is written for reports that come at the given milliseconds. */
function linesOf(isTerminal: boolean, reports: readonly [number, SubnetworkProgress][]): string[] {
  const { output, written } = writtenTo(isTerminal);
  const clock = { ms: 0 };
  const listen = subnetworkProgress(output, () => clock.ms);
  for (const [ms, progress] of reports) {
    clock.ms = ms;
    listen(progress);
  }
  return written;
}

const selecting = (done: number, kept = 0) =>
  ({ phase: "selecting", done, total: 4, kept }) as const;
const retraining = (done: number, kept = 0) =>
  ({ phase: "retraining", done, total: 240, kept }) as const;

Deno.test("a log tells both phases and what is left by the pace of each", () => {
  const lines = linesOf(false, [
    [1000, selecting(0)],
    [3000, selecting(1)],
    [7000, selecting(4)],
    [10_000, retraining(0)],
    [11_000, retraining(12)],
    [12_000, retraining(24)],
    [30_000, retraining(240)],
  ]);
  deepEqual(lines, [
    "neurons chosen in 1 of 4 networks, about 6.0 s left\n",
    "neurons chosen in 4 of 4 networks\n",
    "re-trained 24 of 240 sub-networks, about 18 s left\n",
    "re-trained 240 of 240 sub-networks\n",
  ]);
});

Deno.test("what was kept takes no time and is told apart", () => {
  const lines = linesOf(false, [
    [0, retraining(120, 120)],
    [10_000, retraining(140, 120)],
    [12_000, retraining(144, 120)],
  ]);
  deepEqual(lines, [
    "re-trained 120 of 240 sub-networks, 120 kept\n",
    "re-trained 144 of 240 sub-networks, 120 kept, about 48 s left\n",
  ]);
});

Deno.test("a terminal shows every step on one line a phase", () => {
  const lines = linesOf(true, [
    [0, selecting(0)],
    [1000, selecting(4, 4)],
    [1000, retraining(0)],
    [2000, retraining(1)],
  ]);
  deepEqual(lines, [
    "\r\x1b[Kneurons chosen in 0 of 4 networks",
    "\r\x1b[Kneurons chosen in 4 of 4 networks, 4 kept\n",
    "\r\x1b[Kre-trained 0 of 240 sub-networks",
    "\r\x1b[Kre-trained 1 of 240 sub-networks, about 3 min 59 s left",
  ]);
});
