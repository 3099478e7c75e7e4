/** The studies of feature maps from training to their tables, on few invented images. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import {
  experimentConfig,
  MAPS_PRESETS,
  MAPS_SETTINGS,
  type MapsConfig,
  mapsNetwork,
} from "../../../lib/beyond/maps/config.ts";
import { mapsOnImagesFigure } from "../../../lib/beyond/maps/figures/images.ts";
import { MAP_LAYERS, mapsLayersStages } from "../../../lib/beyond/maps/layers.ts";
import { type MapsResult, mapsTable } from "../../../lib/beyond/maps/result.ts";
import { mapSubnetworksStages } from "../../../lib/beyond/maps/subnetworks.ts";
import { analyse, ranked } from "../../../lib/analysis/mod.ts";
import { activations } from "../../../lib/models/mod.ts";
import { PlotError } from "../../../lib/figures/kit/figure.ts";
import { provideContext } from "../../../lib/paper/context.ts";
import { resolveSettings } from "../../../lib/paper/settings.ts";
import { csvText } from "../../../lib/studies/table.ts";
import { Runner, runStages } from "../../../lib/studies/mod.ts";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { fusedTrainer } from "../../../lib/training/fused/mod.ts";
import { csvRows } from "../../figures/csv_checks.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { toyImages } from "../../toy_images.ts";

const TOY: MapsConfig = {
  ...MAPS_PRESETS.smoke,
  maps: [4, 5],
  networks: 2,
  epochs: 3,
  learningRate: 0.2,
};
const dataset = toyImages({ train: 200, test: 160 });

/** Runs both studies in a folder. */
async function run(folder: string, config: MapsConfig = TOY, workers = 1) {
  using runner = new Runner({ store: new ArtifactStore(folder), workers });
  const context = {
    ...provideContext(runner, { dataset, trainer: fusedTrainer() }),
    spec: mapsNetwork(config, dataset),
  };
  const result = await runStages(mapsLayersStages(config, context), runner);
  const { subnetworks } = await runStages(mapSubnetworksStages(config, context), runner);
  return { result, subnetworks };
}

/** The means over positions of the maps of a layer, by plain loops over all activations. */
function plainMeans(
  { training: { spec, runs } }: MapsResult,
  layer: string,
  values: "preActivations" | "postActivations",
) {
  const found = activations(spec, runs[0]!.final, dataset.parts.test)
    .find((one) => one.layer.name === layer)!;
  const { units, columnsPerUnit: positions } = found.layer;
  const means = Float64Array.from({ length: found.samples * units }, (_, at) => {
    const own = found[values].subarray(at * positions, (at + 1) * positions);
    return own.reduce((sum, value) => sum + value, 0) / positions;
  });
  return { samples: found.samples, variables: units, values: means };
}

Deno.test(
  "by means, the extremes are those of an analysis of means; after ReLU, or before it",
  permitted,
  () =>
    inFolder(async (folder) => {
      for (
        const [mapValues, key] of [
          ["after-relu", "postActivations"],
          ["before-relu", "preActivations"],
        ] as const
      ) {
        const { result } = await run(folder, { ...TOY, mapValues });
        const own = result.maps[0]!.layers[1]!;
        const analysed = await analyse(
          plainMeans(result, own.layer, key),
          Array.from(dataset.parts.test.labels),
          { units: "nats", degenerate: "drop" },
        );
        deepEqual(
          own.trained.mean.extremes.map(({ size }) => size),
          analysed.sizes.map(({ size }) => size),
        );
        for (const [at, size] of analysed.sizes.entries()) {
          for (const end of ["synergy", "redundancy"] as const) {
            const [one, other] = [own.trained.mean.extremes[at]![end], ranked(size[end])[0]!];
            deepEqual(one.multiplet, other.multiplet);
            ok(Math.abs(one.oInformation - other.oInformation) < 1e-9);
          }
        }
      }
    }),
);

Deno.test(
  "results do not depend on the number of workers; the table has both rules",
  permitted,
  () =>
    inFolder(async (folder) => {
      const [one, two] = [await run(`${folder}/1`), await run(`${folder}/2`, TOY, 2)];
      const text = csvText(mapsTable(one.result));
      equal(csvText(mapsTable(two.result)), text);
      deepEqual(two.subnetworks.rows, one.subnetworks.rows);
      const rows = csvRows(text);
      for (const rule of ["mean", "components"]) {
        const own = rows.filter((row) => row.maps_as === rule);
        // Sizes 2 to 4 and 2 to 5 at both ends, and a row of the whole layer; before and after training.
        equal(own.length, 2 * 2 * (2 * 3 + 2 * 4 + 2));
        ok(own.every((row) => row.extreme !== "" || row.variance_share !== ""));
        ok(own.some((row) => row.other_half_o_information_bits !== ""));
      }
      // Of every network k* and half of the maps, by four strategies.
      const retrained = one.subnetworks.rows.filter((row) => row.retrained);
      equal(retrained.length, 2 * 2 * 4);
      for (const { size, kept } of retrained) {
        if (size === "half") deepEqual(kept.map(({ length }) => length), [2, 3]);
      }
      ok(MAP_LAYERS.findings(one.result).every(({ statement }) => statement.length > 10));
      throws(
        () => mapsOnImagesFigure(one.result, dataset, { layer: "conv9" }),
        PlotError,
      );
    }),
);

Deno.test("settings, and networks that data do not fit", () => {
  const resolve = (overrides: Readonly<Record<string, unknown>>) =>
    resolveSettings(MAPS_SETTINGS, "smoke", overrides);
  deepEqual(resolve({ maps: [8, 16] }).maps, [8, 16]);
  throws(() => resolve({ maps: [2] }), /maps/);
  throws(() => resolve({ components: 1 }), /components/);
  throws(() => resolve({ mapValues: "pooled" }), /mapValues/);
  throws(() => resolve({ strategies: ["synergy"] }), /expected random among them at strategies/);
  throws(() => resolve({ hiddenWidths: [20] }), /hiddenWidths/);
  throws(() => resolve({ subnetworkSizes: [4] }), /subnetworkSizes/);
  throws(
    () => mapsNetwork({ maps: [4, 4, 4] }, dataset),
    /The setting maps does not fit .*: .*nothing would be left/,
  );
  const input = { kind: "vector", size: 4 } as const;
  throws(
    () => mapsNetwork(TOY, { ...dataset, input }),
    /Feature maps need images; the samples of .* are vectors/,
  );
  for (const config of Object.values(MAPS_PRESETS)) {
    deepEqual(experimentConfig(config).hiddenWidths, config.maps);
    match(config.dataset, /mnist-embedded|cifar-10/);
  }
});
