/** The step that estimates multiplets of a layer with every estimator. */
import { z } from "zod";
import {
  ESTIMATED_MEASURES,
  type MultipletEstimate,
  multipletEstimator,
  type MultipletEstimatorName,
  type MultipletEstimatorOptions,
  type MultipletSubject,
  positionsOf,
} from "../../information/mod.ts";
import { readLayer } from "../../paper/layers/layer.ts";
import { DATASET } from "../../paper/resources.ts";
import { type NetworkInput, networkKey } from "../../paper/training/network.ts";
import { jsonFile, need, type Step, type Tools } from "../../studies/step.ts";
import { deriveSeed, randomSource } from "../../system/random/mod.ts";
import { pauseEvery } from "../../system/workers/in_parallel.ts";

/** An estimator of the comparison. */
export interface ComparedEstimator {
  /** What tables call it, and the command `analyze`. */
  readonly title: string;
  /** Its name in `multipletEstimator`. */
  readonly name: MultipletEstimatorName;
  /** Its options there. */
  readonly options: MultipletEstimatorOptions;
  /** Whether it has references. */
  readonly draws: boolean;
  /** Whether it has Ω with a class alone. */
  readonly needsClass: boolean;
  /** Whether it is that of the searches, but for ties. */
  readonly isOfSearch: boolean;
}

const compared = (
  name: MultipletEstimatorName,
  more: Partial<ComparedEstimator> = {},
): ComparedEstimator => (
  { title: name, name, options: {}, draws: false, needsClass: false, isOfSearch: false, ...more }
);

/**
 * The estimators that are compared. The first is that of the searches, but for ties: equal classes have their average rank
 * in all of them, as in `analyze`; the searches of the paper's study rank them in the order of the images.
 */
export const COMPARED: readonly ComparedEstimator[] = [
  compared("copula", { isOfSearch: true }),
  compared("copula", {
    title: "copula, class-gaussian",
    options: { encoding: "model" },
    needsClass: true,
  }),
  compared("gaussian"),
  compared("ksg", { draws: true }),
  compared("bins", { draws: true }),
  compared("bounded", { draws: true, needsClass: true }),
];

/** A multiplet, or a planted system, by every one of {@link COMPARED}; `null`: it needs a class. */
export type Estimates = readonly (MultipletEstimate | null)[];

const number = z.object({
  value: z.number().optional(),
  reference: z.object({ mean: z.number(), standardDeviation: z.number(), truth: z.number() })
    .optional(),
  difference: z.number().optional(),
});
/** The contents of a file. */
export const estimates: z.ZodType<Estimates> = z.array(
  z.union([
    z.object({
      measures: z.partialRecord(z.enum(ESTIMATED_MEASURES), number),
      warnings: z.array(z.string()),
    }),
    z.object({ refused: z.string() }),
  ]).nullable(),
).length(COMPARED.length) as z.ZodType<Estimates>;

/** Raised whenever the same samples would give other numbers. Part of each artifact key. */
export const ESTIMATES_REVISION = 1;

/** Multiplets of a layer. Plain JSON. */
export interface EstimatesInput {
  readonly network: NetworkInput;
  readonly layer: string;
  /** By own numbers of the neurons. */
  readonly multiplets: readonly (readonly number[])[];
  /** Samples of each reference. */
  readonly draws: number;
}

/** What every estimator finds in multiplets of a layer of a trained network, on the test set. */
export const ESTIMATES: Step<EstimatesInput, readonly Estimates[]> = {
  kind: "multiplet-estimates",
  module: import.meta.url,
  identify: ({ network, layer, multiplets, draws }) => ({
    network: networkKey(network),
    dataset: network.data.fingerprint,
    layer,
    multiplets: multiplets.map((multiplet) => [...multiplet]),
    draws,
    revision: ESTIMATES_REVISION,
  }),
  describe: ({ network, layer }) => `the estimates of ${layer} in network ${network.index}`,
  ...jsonFile("estimates.json", () => z.array(estimates)),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([input], tools) => {
    const { samples: { trained }, target } = await readLayer(input!, tools);
    const { network: { seed, index }, layer, multiplets, draws } = input!;
    const found: Estimates[] = [];
    for (const [done, multiplet] of multiplets.entries()) {
      tools.report({ done, total: multiplets.length });
      const own = deriveSeed(seed, "network", index, layer, "estimates", ...multiplet);
      const positions = positionsOf(trained.variables, multiplet);
      found.push(await byAll({ variables: trained, target }, positions, draws, own, tools));
    }
    return [found];
  },
};

export default ESTIMATES;

/** One multiplet by all estimators. */
export async function byAll(
  subject: MultipletSubject,
  positions: readonly number[],
  draws: number | undefined,
  seed: number,
  { signal }: Pick<Tools, "signal"> = {},
): Promise<Estimates> {
  const pause = pauseEvery<void>(50, signal, () => {});
  const found: (MultipletEstimate | null)[] = [];
  for (const { name, options, draws: hasDraws, needsClass } of COMPARED) {
    if (needsClass && subject.target === undefined) {
      found.push(null);
      continue;
    }
    const all = hasDraws && draws !== undefined ? { ...options, draws } : options;
    const estimator = multipletEstimator(name, all);
    found.push(await estimator.measure(subject, positions, randomSource(seed), () => pause()));
  }
  return found;
}
