import { deepStrictEqual as deepEqual, match, strictEqual as equal } from "node:assert/strict";
import { announceStudy, type TrainedNetworks } from "../../lib/commands/experiments.ts";
import { resolveConfig, studyCost } from "../../lib/paper/mod.ts";
import { inFolder } from "../in_folder.ts";
import { withVariables } from "../with_variables.ts";
import { writtenTo } from "./_written.ts";
import { runCaptured } from "./captured.ts";
import { permitted } from "../permitted.ts";

const wide = ["--preset", "smoke", "--set", "hiddenWidths=[31,20,20]"];

const refused: [args: string[], message: RegExp][] = [
  [
    ["figure1"],
    /^Figure 1 .* of fc1, which has 31 units: .* 30 units are allowed\. Possible: layers of/,
  ],
  [
    ["figure2"],
    /^Sub-networks of size "k\* exact" .* fc1 has 31 units.* --set 'subnetworkSizes=\[4,/,
  ],
  [["reproduce"], /^Figure 1 .* of fc1, which has 31 units/],
  [["reproduce", "--only", "figure1"], /^Figure 1 .* of fc1, which has 31 units/],
  [["reproduce", "--only", "figure2"], /^Sub-networks of size "k\* exact" .* fc1 has 31 units/],
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

/** Networks that were trained, as far as the cost of their searches asks. */
function trained(hiddenWidths: number[], accepted: number): TrainedNetworks {
  const config = resolveConfig("smoke", { hiddenWidths });
  const runs = Array.from({ length: 3 }, (_, index) => ({ index, accepted: index < accepted }));
  const workbench = { dataset: { classes: Array(10) }, workers: 2 };
  return { config, workbench, training: { runs } } as unknown as TrainedNetworks;
}

Deno.test("the searches of a study are told before they begin where they take more than five seconds", () => {
  const told = (networks: TrainedNetworks) => {
    const { output, written } = writtenTo(false);
    announceStudy("figure1", networks, output);
    return written.join("");
  };
  equal(told(trained([6, 6], 3)), "");
  equal(told(trained([24], 0)), "");
  match(
    told(trained([24, 20], 2)),
    /^searching layers of 2 networks: 5\.\d · 10\^8 multiplets, about \d+ s on 2 workers, 51\d MiB, less where/,
  );
  const { config } = trained([24, 20], 2);
  const cost = studyCost("figure1", {
    config: { ...config, networks: 2 },
    classes: 10,
    workers: 2,
  });
  equal(Math.round(cost.bytes / 2 ** 20), 513);
});
