import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { TARGET_ENCODINGS } from "../../../lib/information/mod.ts";
import { type LayerRow, layerWarnings, resolveConfig } from "../../../lib/paper/mod.ts";
import { searchLayers, trainNetworks, type Workbench } from "../toy_experiment.ts";
import { tfjsTrainer } from "../../../lib/training/tfjs/mod.ts";
import { byPlace, extremesIn } from "../../../lib/paper/layers/rows.ts";
import { flat, inventedLayers } from "./invented.ts";
import { toyDataset } from "../../toy_dataset.ts";
import { permitted } from "../../permitted.ts";
import { inFolder } from "../../in_folder.ts";

const config = resolveConfig("smoke", { hiddenWidths: [6, 5], networks: 2 });
const dataset = toyDataset({ train: 200, test: 160, classes: 4 });

async function withWorkbench(use: (workbench: Workbench) => Promise<void>) {
  await inFolder(async (root) => {
    await use({ dataset, store: new ArtifactStore(root), trainer: tfjsTrainer("cpu") });
  });
}

Deno.test(
  "every layer of every network is searched and taken apart",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const result = await searchLayers(config, workbench);
      equal(result.samples, 160);
      equal(result.renamings, 10);
      deepEqual(result.networks, [0, 1]);
      deepEqual(result.layers.map(({ name, units }) => [name, units]), [
        ["fc1", 6],
        ["fc2", 5],
        ["fc_out", 4],
      ]);
      const conditions = [
        {},
        { search: "greedy" },
        { encoding: "none" },
        { encoding: "model" },
        { encoding: "one-hot" },
        ...(["none", "model", "one-hot"] as const).flatMap((encoding) => [
          { encoding, search: "greedy" } as const,
          { encoding, state: "untrained" } as const,
          { encoding, state: "untrained", search: "greedy" } as const,
        ]),
        { state: "untrained" },
        { state: "untrained", search: "greedy" },
        ...Array.from({ length: 10 }, (_, renaming) => ({ renaming })),
      ] as const;
      for (const condition of conditions) {
        const found = byPlace(extremesIn(result, condition));
        equal(found.length, 2 * 3);
        for (const rows of found) {
          const { units } = result.layers.find(({ name }) => name === rows[0]!.layer)!;
          const sizes = Array.from({ length: units - 1 }, (_, i) => [i + 2, i + 2]).flat();
          deepEqual(rows.map(({ size }) => size), sizes);
          ok(rows.every(({ multiplet, size }) => multiplet.length === size));
        }
      }
      // Layers of up to six neurons are searched exhaustively by both.
      for (const state of ["trained", "untrained"] as const) {
        for (const encoding of TARGET_ENCODINGS) {
          const values = (search: "exact" | "greedy") =>
            extremesIn(result, { state, encoding, search }).map(({ oInformation }) => oInformation);
          deepEqual(values("greedy"), values("exact"));
        }
      }
      // Only these columns stand in rows of the class-conditional model, and in those of the paper's search.
      const having = (column: keyof LayerRow) =>
        result.rows.filter((row) => row[column] !== undefined && row.size > 1);
      const both = 2 * extremesIn(result, { encoding: "model" }).length;
      equal(having("informationTogether").length, extremesIn(result).length + 2 * both);
      const usual = new Set<LayerRow>(extremesIn(result));
      for (const column of ["rankBias", "bootstrapDeviation"] as const) {
        equal(having(column).length, usual.size);
        ok(having(column).every((row) => usual.has(row)));
      }
      // The pre-activations of some layers are linearly dependent.
      const unranked = having("unrankedOInformation");
      ok(unranked.length > 0 && unranked.every((row) => usual.has(row)));
      equal(result.rows.filter(({ size }) => size === 1).length, 2 * (6 + 5 + 4));
      equal(
        result.rows.filter(({ classAgainstRest }) => classAgainstRest !== undefined).length,
        2 * 3 * 2 * 4,
      );
    }),
);

Deno.test(
  "without draws and permutations there are no biases and no tests, and all other numbers are the same",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const stages = new Set<string>();
      const onProgress = ({ stage }: { stage: string }) => stages.add(stage);
      const one = { ...config, networks: 1 };
      const without = await searchLayers({ ...one, rankBiasDraws: 0, permutations: 0 }, {
        ...workbench,
        onProgress,
      });
      deepEqual([...stages], ["networks", "layers", "label encodings", "analyses"]);
      const { rows } = await searchLayers(one, { ...workbench, onProgress });
      ok(stages.has("biases of the ranks") && stages.has("tests of extremes"));
      const biases = ["unrankedOInformation", "rankBias", "bootstrapDeviation"];
      const tests = ["permutedClasses", "contributionTest", "independentColumns", "otherHalf"];
      const more = [...biases, ...tests];
      const others = rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([column]) => !more.includes(column)))
      );
      deepEqual(without.rows, others);
      const tested = rows.filter((row) => row.permutedClasses !== undefined);
      ok(tested.length > 0 && tested.every((row) => row.search === "exact" && row.otherHalf));
    }),
);

Deno.test(
  "parts of a multiplet: a pair is its own only pair",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const result = await searchLayers({ ...config, networks: 1 }, workbench);
      const singles = result.rows.filter(({ size }) => size === 1);
      const pairs = extremesIn(result, { size: 2 });
      equal(pairs.length, 2 * 3);
      for (const { layer, oInformation, pairsOInformation, multiplet, informationAlone } of pairs) {
        equal(pairsOInformation, oInformation);
        const [i, j] = multiplet.map((neuron) =>
          singles.find((one) => one.layer === layer && one.multiplet[0] === neuron)!
            .informationTogether!
        );
        equal(informationAlone, i! + j!);
      }
    }),
);

Deno.test(
  "renumbered classes leave Ω(X) alone and change the target contribution",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const result = await searchLayers({ ...config, networks: 1 }, workbench);
      // All neurons together are one multiplet under every numbering.
      const all = { layer: "fc1", size: 6, end: "synergy" } as const;
      const [whole] = extremesIn(result, all);
      const renamed = Array.from(
        { length: 10 },
        (_, renaming) => extremesIn(result, { ...all, renaming }),
      ).flat();
      equal(renamed.length, 10);
      ok(renamed.every((one) => one.featuresOInformation === whole!.featuresOInformation));
      ok(renamed.some((one) => one.targetContribution !== whole!.targetContribution));
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
  // H(y) is 2 bits.
  const result = (...values: number[]) =>
    inventedLayers(values.map((bits) => ({
      fc1: {
        exact: { redundancy: [1, 1], synergy: [0, 0] },
        together: (size: number) => size === 3 ? bits : 1,
      },
    })));
  deepEqual(layerWarnings(result(1, 1)), []);
  deepEqual(layerWarnings(result(1, 4)), [
    "fc1: for extreme multiplets from k = 3 on in 1 of 2 networks, the class-conditional model estimates " +
    "more information about the class (up to 4.0 bits) than H(y) = 2.00 bits: do not interpret those " +
    "values of I(X; y).",
  ]);
  const sizes = (...firsts: number[]) =>
    inventedLayers(firsts.map((first) => ({
      fc1: { exact: flat(1, 0, 4), together: (size: number) => size >= first ? 4 : 1 },
    })));
  const from = (own: ReturnType<typeof sizes>) =>
    /multiplets (.*), the class-conditional/.exec(layerWarnings(own)[0]!)![1];
  equal(from(sizes(3)), "from k = 3 on");
  equal(from(sizes(3, 3)), "from k = 3 on in all 2 networks");
  equal(from(sizes(3, 2)), "from k = 2 on in at least one network, from k = 3 on in all 2");
  // An extreme without that estimate is no reason for a warning.
  const { rows, ...about } = sizes(2, 2);
  const unknown = rows.map(({ informationTogether: _, ...row }) => row);
  deepEqual(layerWarnings({ ...about, rows: unknown }), []);
  const place = { network: 4, layer: "fc2" };
  deepEqual(
    layerWarnings({
      ...result(1),
      leftOut: [{ ...place, neuron: 7, reason: "all its values are 0" }],
      warnings: [{ ...place, warning: "a warning" }],
    }),
    ["network 4, fc2: neuron 7 left out, all its values are 0", "network 4, fc2: a warning"],
  );
});
