/** The study of all claims in one configuration, and of all readings at once. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { CLAIM_SUBJECTS, mostFavourable, support } from "../../../lib/beyond/readings/claims.ts";
import { claimLines, effectRows, repeatedRows } from "../../../lib/beyond/readings/findings.ts";
import { READING_LAYER, readingRows } from "../../../lib/beyond/readings/layer.ts";
import { READING_MARGINS, READINGS } from "../../../lib/beyond/readings/study.ts";
import {
  ALL_READINGS,
  READINGS_SETTINGS,
  type ReadingsResult,
  sweepFileOf,
} from "../../../lib/beyond/readings/sweep.ts";
import { type ExperimentConfig, resolveConfig } from "../../../lib/paper/mod.ts";
import { resolveSettings } from "../../../lib/paper/settings.ts";
import { ENCODINGS } from "../../../lib/paper/layers/encodings.ts";
import { LAYER } from "../../../lib/paper/layers/layer.ts";
import { layerRows } from "../../../lib/paper/layers/result.ts";
import { networkInput } from "../../../lib/paper/training/network.ts";
import { planStages, Runner, runStages, runStudy } from "../../../lib/studies/mod.ts";
import { artifactOf } from "../../../lib/studies/step.ts";
import { csvText } from "../../../lib/studies/table.ts";
import { specificationsOf } from "../../../lib/sweeps/effects.ts";
import { chanceText } from "../../../lib/sweeps/words.ts";
import { words } from "../../figures/svg_checks.ts";
import { type Verdict, VERDICTS } from "../../../lib/studies/verdict.ts";
import type { OutcomeRow } from "../../../lib/sweeps/outcomes.ts";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { outcome } from "../../sweeps/invented.ts";

const TOY: ExperimentConfig = resolveConfig("smoke", {
  samples: { train: 400, test: 250 },
  hiddenWidths: [7, 7],
  networks: 2,
  epochs: 1,
  strategies: ["synergy", "random", "mi-model", "mi-mixture"],
  subnetworkSizes: ["k*"],
  frozenSizes: [],
  randomSubsets: 2,
  newInitialisations: 0,
  controls: [],
  oneLayerAtATime: false,
});

const withRunner = (test: (runner: Runner) => Promise<void>) =>
  inFolder(async (root) => {
    using runner = new Runner({ store: new ArtifactStore(root), workers: 1 });
    await test(runner);
  });

Deno.test(
  "a layer is searched as the study of layers does, in fewer conditions",
  permitted,
  () =>
    withRunner(async (runner) => {
      const context = await READINGS.open(TOY, runner, {});
      const network = networkInput(TOY, context, 0);
      const [own] = await runner.obtain(READING_LAYER, [{ network, layer: "fc2" }]);
      const input = { network, layer: "fc2", renamings: 0 };
      const [layer] = await runner.obtain(LAYER, [input]);
      const [encodings] = await runner.obtain(ENCODINGS, [input]);
      const expected = layerRows(0, layer!, { encodings });
      const rows = readingRows(0, own!);
      equal(rows.length, 2 * 4 * 2 * 6);
      for (const row of rows) {
        const { informationTogether, ...found } = row;
        const same = expected.find((one) =>
          one.state === "trained" && one.search === row.search && one.encoding === row.encoding &&
          one.size === row.size && one.end === row.end && one.renaming === undefined &&
          one.classAgainstRest === undefined
        )!;
        for (const [column, value] of Object.entries(found)) {
          deepEqual(same[column as keyof typeof same], value, column);
        }
        equal(informationTogether !== undefined, row.encoding === "model");
        if (row.encoding === "model") equal(informationTogether, same.informationTogether);
      }
    }),
);

Deno.test(
  "one configuration: claims with all margins, one treatment of other neurons, keys and counts",
  permitted,
  () =>
    withRunner(async (runner) => {
      const removed = await runStudy(READINGS, TOY, runner);
      equal(removed.networks, 2);
      const names = Map.groupBy(removed.claims, ({ quotation }) => quotation.name);
      deepEqual([...names.keys()].slice(1), [
        "lowest accuracy drop",
        "MI methods similar to random",
        "minimal change",
      ]);
      // Layers of 7 units, and 10 in the output layer.
      const ofLayers = [...names.values()][0]!.map(({ choices }) => choices);
      deepEqual(
        new Set(
          ofLayers.map((own) => `${own["last layer"]}: ${own["size range"]!.split(", where")[0]}`),
        ),
        new Set(["fc2: 2 to 6", "fc_out: 2 to 6, in fc_out 2 to 9", "fc_out: 2 to 6"]),
      );
      ok(ofLayers.every((own) => own["search"] !== "exhaustive"));
      deepEqual(
        names.get("minimal change")!.map(({ choices }) => choices["margin"]),
        ["1 point", "0.5 points", "2 points"],
      );
      equal(names.get("MI methods similar to random")!.length, READING_MARGINS.length);
      equal(names.get("lowest accuracy drop")!.length, 1);
      ok(removed.claims.every(({ control }) => control === undefined));

      const frozen = await runStudy(READINGS, { ...TOY, frozenSizes: ["k*"] }, runner);
      const treatments = new Set(
        frozen.claims.flatMap(({ choices }) => choices["treatment of other neurons"] ?? []),
      );
      equal(treatments.size, 1);

      const context = await READINGS.open(TOY, runner, {});
      const { stages, complete } = await planStages(READINGS.stages(TOY, context), runner);
      ok(complete);
      const estimates = READINGS.estimates!(TOY, context);
      for (const { label, inputs } of stages) {
        const { least, most } = estimates.find((one) => one.label === label)!;
        ok(inputs.size >= least && inputs.size <= most, `${label}: ${inputs.size}`);
      }
      const [layer] = stages[1]!.inputs.values();
      equal(
        runner.store.key(artifactOf(READING_LAYER, layer as never)),
        "003cfe7c1c8600f50e0f1c25bd65de6d05f759a7f172836c0112a8f3ee75a679",
      );
    }),
);

const SMALL = { ...READINGS_SETTINGS.presets.smoke };

Deno.test(
  "all readings at once, the best of each claim again with fresh seeds",
  permitted,
  () =>
    withRunner(async (runner) => {
      const context = await ALL_READINGS.open(SMALL, runner, {});
      const { file, readings } = context;
      // Two readings are enough here.
      const few = { file, readings: readings.slice(0, 2) };
      const result = await runStages(ALL_READINGS.stages(SMALL, few), runner);
      equal(result.readings, 2);
      deepEqual(new Set(result.rows.map(({ reading }) => reading)), new Set([1, 2]));
      deepEqual(result.repeated.map(({ subject }) => subject), CLAIM_SUBJECTS);
      for (const { subject, best, fresh, among } of result.repeated) {
        const rank = ({ verdict }: Pick<OutcomeRow, "verdict">) => VERDICTS.indexOf(verdict!);
        const all = result.rows.filter(({ claim, verdict }) =>
          claim === subject.claim && verdict !== "not tested"
        );
        ok(among >= 1 && all.every((one) => rank(one) >= rank(best)));
        equal(fresh?.estimate?.label, best.estimate.label);
        deepEqual(fresh?.choices, best.choices);
        ok(fresh!.estimate!.mean !== best.estimate.mean, "the same networks");
      }
      const csv = csvText(ALL_READINGS.table(result));
      match(csv, /^reading,initialisation,removal,selection,layers,claim,analysis_/);
      equal(repeatedRows(result).length, 4);
      equal(claimLines(result).length, 4);
      ok(CLAIM_SUBJECTS.every((subject) => effectRows(result, subject).length > 0));
      equal(ALL_READINGS.findings(result).length, 5);
    }),
);

Deno.test("settings: the fresh seed is another one; networks and seed reach the sweep", () => {
  const resolve = (overrides: Readonly<Record<string, unknown>>) =>
    resolveSettings(READINGS_SETTINGS, "smoke", overrides);
  throws(() => resolve({ freshSeed: 1 }), /expected another number than seed/);
  throws(() => resolve({ networks: 1 }), /networks/);
  const { settings } = sweepFileOf(resolve({ networks: 5, seed: 9 }));
  deepEqual([settings["networks"], settings["seed"]], [5, 9]);
});

Deno.test("support is the distance of the interval from the reference, on the side of the claim", () => {
  const at = (low: number, high: number) =>
    ({ label: "", mean: 0, interval: [low, high], unit: "" }) as const;
  const above = { wanted: "above" } as const;
  equal(support(at(1, 3), above), 1);
  equal(support(at(-1, 3), above), -1);
  equal(support(at(-3, -1), { ...above, wanted: "below" }), 1);
  equal(support(at(0.2, 0.4), { ...above, wanted: "below", references: [1] }), 0.6);
  const within = { wanted: "within", references: [-0.5, 0.5] } as const;
  equal(support(at(-0.25, 0), within), 0.25);
  equal(support(at(-1, 0), within), -0.5);
  // 2 ± 4.302653 / √3: the interval at 95 %, whatever the level of the verdict's.
  const { estimate } = outcome({ values: [1, 2, 3] });
  equal(support({ ...estimate!, interval: [1.9, 2.1] }, above).toFixed(4), "-0.4841");
});

Deno.test("most favourable: the best verdict, then the usual margin, then the weakest part", () => {
  const subject = CLAIM_SUBJECTS.find(({ name }) => name === "lowest-drop")!;
  const reading = (
    number: number,
    verdict: Verdict,
    means: readonly number[],
    margin = "usual",
  ) =>
    means.map((mean, at) =>
      outcome({
        ...{ reading: number, levels: { a: `${number}` }, choices: { margin }, verdict },
        ...{ claim: subject.claim, label: at === 0 ? "synergy − random" : `synergy − ${at}` },
        ...{ values: [mean - 0.1, mean, mean + 0.1], outcome: "open" },
      })
    );
  const best = (...readings: ReturnType<typeof reading>[]) => {
    const found = mostFavourable(readings.flat(), subject);
    return found && [found.best.reading, found.best.choices["margin"], found.among];
  };
  // By its first part alone, reading 1 would be the best one.
  deepEqual(best(reading(1, "contradicted", [9, -9]), reading(2, "undecided", [1, -1])), [
    2,
    "usual",
    2,
  ]);
  deepEqual(best(reading(1, "undecided", [9, -3]), reading(2, "undecided", [1, -1])), [
    2,
    "usual",
    2,
  ]);
  const both = [
    reading(1, "undecided", [1]),
    reading(1, "reproduced", [1], "wide"),
    reading(2, "undecided", [2]),
    reading(2, "undecided", [2], "wide"),
  ];
  deepEqual(best(...both), [1, "wide", 2]);
  deepEqual(best(...both, reading(3, "reproduced", [0.5])), [3, "usual", 3]);
  equal(best(), undefined);
});

Deno.test(
  "what neurons are selected on is the only difference between two readings",
  permitted,
  () =>
    withRunner(async (runner) => {
      const [test, validation] = await Promise.all((["test", "validation"] as const).map(
        async (selection) => {
          const config = { ...TOY, selection };
          const network = networkInput(config, await READINGS.open(config, runner, {}), 0);
          return runner.store.key(artifactOf(READING_LAYER, { network, layer: "fc1" }));
        },
      ));
      equal(test, validation);
    }),
);

Deno.test("sentences: what the reproduced readings have, and the clear effects alone", () => {
  const claim = "minimal change";
  const reading = (number: number, layers: string, width: string, drop: number) =>
    outcome({
      ...{ reading: number, claim, levels: { layers, width }, label: "whole network − synergy" },
      ...{ values: [drop - 0.1, drop, drop + 0.1] },
      ...(drop < 1
        ? { verdict: "reproduced", outcome: "established" }
        : { verdict: "contradicted", outcome: "opposed" }),
    });
  const rows = [
    ...[reading(1, "fc2", "10", 0.1), reading(2, "fc2", "20", 0.2)],
    ...[reading(3, "all", "10", 3), reading(4, "all", "20", 3.1)],
  ];
  const [lines] = claimLines({ rows, repeated: [] } as unknown as ReadingsResult);
  deepEqual(lines?.lines.map(words), [
    "4 readings: 2 reproduced, 2 contradicted",
    "Whole network − synergy: supports the claim in 2 of 4, opposes it in 2",
    "the 2 reproduced ones have layers fc2",
    "largest clear effects (95 % together over all effects), with the share of the variance between levels, and each level " +
    "minus the others in points: layers 99.9 % (fc2: −2.90, all: 2.90); width 0.1 % (10: −0.10, 20: 0.10)",
  ]);
  const noisy = rows.map((row) => ({
    ...row,
    estimate: { ...row.estimate!, values: [-9, row.estimate!.mean, 9] },
  }));
  const [open] = claimLines({ rows: noisy, repeated: [] } as unknown as ReadingsResult);
  equal(
    words(open!.lines.at(-1)!),
    "no effect of a choice is clear from these networks (95 % together over all effects)",
  );
});

Deno.test("the chance share is that of choices given to configurations at random", () => {
  // Four configurations with two analyses each; a third of the variance lies between configurations.
  const rows = [0, 1, 2, 3].flatMap((at) =>
    ["x", "y"].map((search, analysis) =>
      outcome({
        ...{ reading: at + 1, claim: "claim", levels: { a: `${at & 1}`, b: `${at >> 1}` } },
        ...{ choices: { search } },
        values: [(at & 1) + (at >> 1) + 2 * analysis],
      })
    )
  );
  const own = specificationsOf(rows, "claim", () => true);
  // Configurations 0, 1, 1, 2 have the variance 1/2, analyses 1; of that a choice of two levels gets a third by chance.
  equal(words(chanceText(own)), "2 levels 11.1 %");
});
