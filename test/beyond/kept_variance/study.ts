/**
 * A study from outside the library, as CONTRIBUTING shows: how accurate a network stays right after all units but
 * those whose activations vary most are removed, compared with random units.
 */
import {
  ablate,
  activations,
  discreteTarget,
  evaluate,
  initialParameters,
  loadNamedDataset,
  mlp,
  type PairedDifference,
  pairedDifference,
  randomSource,
  rankedStrategy,
  STRATEGIES,
  summarise,
  toVariables,
} from "@multiplet/multiplet";
import {
  createTrainer,
  DATASET,
  type DatasetRef,
  provideContext,
  TRAINER,
  type TrainerRef,
} from "@multiplet/multiplet/paper";
import {
  type Finding,
  jsonFile,
  need,
  stage,
  type Step,
  type Study,
  type Table,
  type VerdictRow,
} from "@multiplet/multiplet/studies";
import { z } from "zod";
import datasets, { TOY_BARS } from "./data.ts";

/** Keeps the units whose activations vary most. */
export const variance = rankedStrategy(
  { name: "variance", label: "variance" },
  ({ activations }) =>
    Object.fromEntries(activations.map(({ layer, columns }) => [
      layer,
      columns.map(({ values }) => summarise([...values]).standardDeviation!),
    ])),
);

const strategies = STRATEGIES.with(variance);
const COMPARED = ["variance", "random"] as const;

/** One network. */
interface NetworkInput {
  readonly data: DatasetRef;
  readonly trainer: TrainerRef;
  readonly units: number;
  readonly epochs: number;
  readonly seed: number;
}

const row = z.object({
  network: z.int(),
  strategy: z.enum(["whole network", ...COMPARED]),
  size: z.int(),
  testAccuracy: z.number(),
});

/** A sub-network right after removal, or the whole network. */
export type Row = z.infer<typeof row>;

/** Trains a network and removes units. */
export const STEP: Step<NetworkInput, Row[]> = {
  kind: "kept-variance",
  module: import.meta.url,
  identify: ({ data, trainer, units, epochs, seed }) => (
    { dataset: data.fingerprint, trainer: trainer.revision, units, epochs, seed, revision: 1 }
  ),
  describe: ({ seed }) => `network ${seed}`,
  ...jsonFile("rows.json", () => z.array(row)),
  needs: ({ data, trainer }) => [need(DATASET, data), need(TRAINER, trainer)],
  run: async ([input], { resource, signal }) => {
    const { data, units, epochs, seed } = input!;
    const dataset = await resource(DATASET, data);
    const spec = mlp([dataset.parts.train.features, units, dataset.classes.length]);
    const initial = initialParameters(spec, "default", randomSource(seed));
    const trainer = await resource(TRAINER, input!.trainer);
    const [trained] = await trainer.train({
      spec,
      dataset,
      hyperparameters: { epochs, batchSize: 20, learningRate: 0.1 },
      batchSeed: seed,
      jobs: [{ name: `network ${seed}`, initial }],
    }, signal && { signal });
    const { parameters } = trained!;
    const { test } = dataset.parts;
    const subject = {
      spec,
      initial,
      final: parameters,
      activations: activations(spec, parameters, test)
        .filter(({ layer }) => layer.role === "hidden")
        .map(({ layer, samples, preActivations: values }) => (
          { layer: layer.name, ...toVariables({ samples, variables: layer.units, values }) }
        )),
      target: discreteTarget(test.labels),
      retrain: () => Promise.reject(new Error("no strategy here trains again")),
    };
    const rows: Row[] = [{
      network: seed,
      strategy: "whole network",
      size: units,
      testAccuracy: evaluate(spec, parameters, test).accuracy,
    }];
    for (const strategy of COMPARED) {
      const keep = strategies.get(strategy).prepare(subject);
      for (let size = 1; size < units; size++) {
        const { accuracy } = ablate(spec, parameters, await keep({ units: size }, seed), test);
        rows.push({ network: seed, strategy, size, testAccuracy: accuracy });
      }
    }
    return [rows];
  },
};

export default STEP;

const schema = z.strictObject({
  networks: z.int().min(1),
  units: z.int().min(2),
  epochs: z.int().min(1),
});

/** The whole result is its table. */
export interface KeptVariance {
  readonly rows: readonly Row[];
}

/** Accuracy with the units of large variance − with random units, mean over sizes, in points. */
export function difference({ rows }: KeptVariance): PairedDifference {
  const byNetwork = [...Map.groupBy(rows, ({ network }) => network).values()];
  const [first, second] = COMPARED.map((strategy) =>
    byNetwork.map((own) =>
      summarise(
        own.filter((row) => row.strategy === strategy)
          .map(({ testAccuracy }) => 100 * testAccuracy),
      ).mean
    )
  );
  return pairedDifference(first!, second!);
}

/** How both strategies compare. */
export function finding(result: KeptVariance): Finding {
  const { mean, interval } = difference(result);
  const words = interval === undefined
    ? "is not compared in a single network with"
    : interval[0] > 0
    ? "keeps more accuracy than"
    : interval[1] < 0
    ? "keeps less accuracy than"
    : "does not differ significantly from";
  return {
    statement: `Variance ${words} random`,
    verdict: interval === undefined || interval[0] <= 0 && interval[1] >= 0
      ? "undecided"
      : interval[0] > 0
      ? "reproduced"
      : "contradicted",
    estimates: [{ label: "variance − random", mean, interval, unit: "points" }],
  };
}

/** The row of the page of verdicts. */
export function verdicts(result: KeptVariance): VerdictRow[] {
  const { statement, verdict, estimates: [estimate] } = finding(result);
  return [{
    claim: "Units of large variance keep more accuracy than random units.",
    section: "toy",
    choices: { sizes: "mean over all" },
    verdict: verdict!,
    reason: `${statement} (${estimate!.mean.toFixed(2)} points).`,
  }];
}

/** The table of the study. */
export function table({ rows }: KeptVariance): Table<Row> {
  return {
    columns: {
      network: (row) => row.network,
      strategy: (row) => row.strategy,
      size: (row) => row.size,
      test_accuracy: (row) => row.testAccuracy,
    },
    rows,
  };
}

/** The study. */
export const KEPT_VARIANCE: Study<
  z.infer<typeof schema>,
  { readonly data: DatasetRef; readonly trainer: TrainerRef },
  KeptVariance,
  Row
> = {
  name: "kept-variance",
  title: "Accuracy with the units of large variance",
  schema,
  presets: { toy: { networks: 4, units: 6, epochs: 3 } },
  open: async (_config, runner) =>
    provideContext(runner, {
      dataset: await loadNamedDataset(TOY_BARS.name, { datasets }),
      trainer: await createTrainer("fused"),
      source: { name: TOY_BARS.name, module: TOY_BARS.module },
    }),
  *stages({ networks, units, epochs }, { data, trainer }) {
    const inputs = Array.from({ length: networks }, (_, seed) => (
      { data, trainer, units, epochs, seed }
    ));
    return { rows: (yield* stage("networks", STEP, inputs)).flat() };
  },
  table,
  findings: (result) => [finding(result)],
};
