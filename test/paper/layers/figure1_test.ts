import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import {
  type LayerResult,
  type LayerSearchResult,
  layerWarnings,
  resolveConfig,
} from "../../../lib/paper/mod.ts";
import { searchLayers, trainNetworks, type Workbench } from "../toy_experiment.ts";
import { tfjsTrainer } from "../../../lib/training/tfjs/mod.ts";
import { toyDataset } from "../../toy_dataset.ts";
import { permitted } from "../../permitted.ts";

const config = resolveConfig("smoke", { hiddenWidths: [6, 5], networks: 2 });
const dataset = toyDataset({ train: 200, test: 160, classes: 4 });

async function withWorkbench(use: (workbench: Workbench) => Promise<void>) {
  const root = await Deno.makeTempDir();
  try {
    await use({ dataset, store: new ArtifactStore(root), trainer: tfjsTrainer("cpu") });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test(
  "every layer of every network is searched and taken apart",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const result = await searchLayers(config, workbench);
      equal(result.samples, 160);
      deepEqual(result.networks.map(({ index }) => index), [0, 1]);
      for (const { layers } of result.networks) {
        deepEqual(layers.map(({ layer, neurons }) => [layer, neurons]), [
          ["fc1", 6],
          ["fc2", 5],
          ["fc_out", 4],
        ]);
        for (const layer of layers) {
          const sizes = Array.from({ length: layer.neurons - 1 }, (_, i) => i + 2);
          const searches = [
            layer.exact,
            layer.greedy,
            layer.untrained.exact,
            layer.untrained.greedy,
            ...Object.values(layer.encodings),
            ...layer.renamings,
          ];
          for (const extremes of searches) deepEqual(extremes.map(({ size }) => size), sizes);
          equal(layer.renamings.length, 10);
          // Layers of up to six neurons are searched exhaustively by both.
          deepEqual(layer.greedy, layer.exact);
          equal(layer.singles.length, layer.neurons);
          equal(layer.bestSynergy.classContributions.length, 4);
          ok(
            layer.exact.every(({ synergy }) =>
              layer.bestSynergy.oInformation <= synergy.oInformation
            ),
          );
          ok(
            layer.exact.every(({ redundancy }) =>
              layer.bestRedundancy.oInformation >= redundancy.oInformation
            ),
          );
        }
      }
    }),
);

Deno.test(
  "parts of a multiplet: a pair is its own only pair",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const { networks: [network] } = await searchLayers({ ...config, networks: 1 }, workbench);
      for (const { synergyByParts, exact, singles } of network!.layers) {
        const [pair] = synergyByParts;
        equal(pair!.pairs, pair!.oInformation);
        const [i, j] = exact[0]!.synergy.multiplet;
        equal(pair!.alone, singles[i!]! + singles[j!]!);
      }
    }),
);

Deno.test(
  "renumbered classes leave Ω(X) alone and change the target's part",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const { networks: [network] } = await searchLayers({ ...config, networks: 1 }, workbench);
      const [fc1] = network!.layers;
      // All neurons together are one multiplet under every numbering.
      const whole = fc1!.exact.at(-1)!.synergy;
      const renamed = fc1!.renamings.map((extremes) => extremes.at(-1)!.synergy);
      ok(renamed.every((one) => one.featuresOInformation === whole.featuresOInformation));
      ok(renamed.some((one) => one.targetContribution !== whole.targetContribution));
    }),
);

Deno.test(
  "a second run reads every layer; an aborted one goes on",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      await trainNetworks(config, workbench);
      const controller = new AbortController();
      await rejects(
        searchLayers(config, {
          ...workbench,
          signal: controller.signal,
          onProgress: ({ stage, done }) => {
            if (stage === "layers" && done === 2) controller.abort(new Error("stop here"));
          },
        }),
        /stop here/,
      );
      const collect = async () => {
        const kept: boolean[] = [];
        const result = await searchLayers(config, {
          ...workbench,
          onProgress: ({ stage, last }) => {
            if (stage === "layers" && last) kept.push(last.kept);
          },
        });
        return { result, kept };
      };
      const resumed = await collect();
      deepEqual(resumed.kept.slice(0, 3), [true, true, false]);
      const again = await collect();
      ok(again.kept.every((one) => one));
      deepEqual(again.result, resumed.result);
    }),
);

Deno.test("neurons left out and estimates above H(y) are told, the latter once a layer", () => {
  const layer = (layer: string, together: number, dropped: LayerResult["dropped"] = []) =>
    ({
      layer,
      dropped,
      warnings: [],
      synergyByParts: [{ size: 2, together: 1 }, { size: 3, together }],
      redundancyByParts: [{ size: 2, together: 1 }],
    }) as unknown as LayerResult;
  const result = (...values: number[]): LayerSearchResult => ({
    layers: [],
    networks: values.map((together, index) => ({ index, layers: [layer("fc1", together)] })),
    samples: 100,
    targetEntropy: 2 * Math.LN2,
    renamings: 0,
  });
  deepEqual(layerWarnings(result(1, 1)), []);
  deepEqual(layerWarnings(result(1, 4 * Math.LN2)), [
    "fc1: from k = 3 on, the class-conditional model gives extreme multiplets of 1 of 2 networks " +
    "more information about the class than it has, up to 4.0 of 2.00 bits: those values of I(X; y) " +
    "are no information estimates.",
  ]);
  const dead = [{ neuron: 7, reason: "all its values are 0" }];
  deepEqual(
    layerWarnings({ ...result(), networks: [{ index: 4, layers: [layer("fc2", 1, dead)] }] }),
    ["network 4, fc2: neuron 7 left out, all its values are 0"],
  );
});
