import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { retrainWithControl } from "../../lib/commands/experiments.ts";
import { type ExperimentConfig, openRunner, resolveConfig } from "../../lib/paper/mod.ts";
import { inFolder } from "../in_folder.ts";
import { withVariables } from "../with_variables.ts";
import { permitted } from "../permitted.ts";

const config = resolveConfig("smoke", {
  samples: { train: 240, test: 100 },
  hiddenWidths: [4, 4],
  networks: 1,
  epochs: 1,
  subnetworkSizes: [2, "k*"],
  frozenSizes: [],
  randomSubsets: 1,
  newInitialisations: 0,
  controls: [],
  oneLayerAtATime: false,
});

/** Figure 2 and its control, and how many artifacts of each kind they left. */
async function run(folder: string, config: ExperimentConfig) {
  const { signal } = new AbortController();
  using runner = openRunner({ workers: 1 });
  const results = await retrainWithControl(config, { runner, signal });
  const count = (kind: string) => [...Deno.readDirSync(`${folder}/runs/${kind}`)].length;
  return { results, network: count("network"), selection: count("selection") };
}

const inDataFolder = (test: (folder: string) => Promise<void>) =>
  inFolder((folder) => withVariables({ MULTIPLET_DATA: folder }, () => test(folder)));

Deno.test(
  "figure 2 by the test set comes with its control, whose networks are others",
  permitted,
  () =>
    inDataFolder(async (folder) => {
      const { results, network, selection } = await run(folder, config);
      const { figure2, figure2Validation } = results;
      equal(figure2.selection, "test");
      equal(figure2.networks.length, 1);
      const sizes = (result: typeof figure2) =>
        new Set(result.rows.filter(({ retrained }) => !retrained).map(({ size }) => size));
      deepEqual(sizes(figure2), new Set(["all", 2, "k*"]));
      equal(figure2Validation!.selection, "validation");
      deepEqual(sizes(figure2Validation!), new Set(["all", "k*"]));
      deepEqual([network, selection], [2, 2]);
      ok(figure2.rows[0]!.testAccuracy !== figure2Validation!.rows[0]!.testAccuracy);
    }),
);

Deno.test(
  "figure 2 by validation samples needs no control",
  permitted,
  () =>
    inDataFolder(async (folder) => {
      const { results, network, selection } = await run(folder, {
        ...config,
        selection: "validation",
      });
      equal(results.figure2.selection, "validation");
      deepEqual(Object.keys(results), ["figure2"]);
      deepEqual([network, selection], [1, 1]);
    }),
);
