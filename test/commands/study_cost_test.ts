import { deepStrictEqual as deepEqual, match, strictEqual as equal } from "node:assert/strict";
import { announceStudy } from "../../lib/commands/experiments.ts";
import { resolveConfig, studyCost } from "../../lib/paper/mod.ts";
import { inFolder } from "../in_folder.ts";
import { withVariables } from "../with_variables.ts";
import { writtenTo } from "./_written.ts";
import { runCaptured } from "./captured.ts";
import { permitted } from "../permitted.ts";

const wide = ["--preset", "smoke", "--set", "hiddenWidths=[31,20,20]"];

const refused: [args: string[], message: RegExp][] = [
  [
    ["search-layers"],
    /^Figure 1 .* of fc1, which has 31 units: .* 30 units are allowed\. Possible: layers of/,
  ],
  [
    ["retrain-subnetworks"],
    /^Sub-networks of size "k\* exact" .* fc1 has 31 units.* --set 'subnetworkSizes=\[4,/,
  ],
  [["figure1"], /^Figure 1 .* of fc1, which has 31 units/],
  [["figure2"], /^Sub-networks of size "k\* exact" .* fc1 has 31 units/],
  [["plan", "layers"], /^Figure 1 .* of fc1, which has 31 units/],
  [["reproduce"], /^Figure 1 .* of fc1, which has 31 units/],
  [["reproduce", "--only", "layers"], /^Figure 1 .* of fc1, which has 31 units/],
  [["reproduce", "--only", "figure1"], /^Figure 1 .* of fc1, which has 31 units/],
  [["reproduce", "--only", "subnetworks"], /^Sub-networks of size "k\* exact" .* fc1 has 31 units/],
];

for (const [args, message] of refused) {
  Deno.test(
    `${args.join(" ")} of a layer too wide ends with status 2, and nothing is trained`,
    permitted,
    () =>
      inFolder((folder) =>
        withVariables({ MULTIPLET_DATA: folder, MULTIPLET_REPORTS: folder }, async () => {
          const [command, ...rest] = args;
          const { status, text } = await runCaptured([command!, ...wide, ...rest]);
          equal(status, 2, text);
          match(text, message);
          deepEqual([...Deno.readDirSync(folder)], []);
        })
      ),
  );
}

Deno.test("the searches of a study are told before they begin where they take more than five seconds", () => {
  const config = (hiddenWidths: number[]) => resolveConfig("smoke", { hiddenWidths, networks: 2 });
  const told = (hiddenWidths: number[]) => {
    const { output, written } = writtenTo(false);
    announceStudy("layers", config(hiddenWidths), 2, output);
    return written.join("");
  };
  equal(told([6, 6]), "");
  match(
    told([24, 20]),
    /^Searching layers of 2 networks: 1\.\d · 10\^9 multiplets, about \d+ s on 2 workers, 51\d MiB; less where/,
  );
  const cost = studyCost("layers", { config: config([24, 20]), classes: 10, workers: 2 });
  equal(Math.round(cost.bytes / 2 ** 20), 513);
});
