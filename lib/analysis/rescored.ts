/** Multiplets of an analysis by another estimator. */
import { deriveSeed } from "../system/random/derive_seed.ts";
import { randomSource } from "../system/random/random.ts";
import { pauseEvery } from "../system/workers/in_parallel.ts";
import {
  type Estimate,
  ESTIMATED_MEASURES,
  fromNats,
  InformationError,
  type InformationUnit,
  type MultipletEstimate,
  type MultipletEstimator,
  multipletEstimator,
  type MultipletEstimatorName,
  type MultipletEstimatorOptions,
  type MultipletSubject,
  positionsOf,
  type ScoredMultiplet,
  type Target,
  type Variables,
} from "../information/mod.ts";
import { isDiscrete } from "../variables/target.ts";
import type { RescoringCost } from "./cost.ts";
import { AnalysisError } from "./pipeline.ts";

/** Another estimator for multiplets, with its options. */
export interface RescoringOptions extends MultipletEstimatorOptions {
  /** Its name. */
  readonly estimator: MultipletEstimatorName;
}

/** The other estimator of a result, with the options that it ran with. */
export interface Rescoring {
  /** Its name. */
  readonly estimator: MultipletEstimatorName;
  /** What references are, in a few words; absent if the estimator has none. */
  readonly reference?: string;
  /** Options of the estimator: `neighbours`, `scale`, `bins`, `draws` and `encoding`, as far as it has them. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** How many multiplets of the search are rescored, and how many it reports. */
  readonly found: { readonly rescored: number; readonly reported: number };
}

/** A multiplet with its numbers by the other estimator. */
export interface Rescored {
  /**
   * In the unit of the result; or why there are none. Of given multiplets, and of the first multiplet of each extreme of
   * the smallest sizes.
   */
  readonly rescored?: MultipletEstimate;
}

/** Ends of sizes of a search that are rescored: both of five sizes. */
const ENDS = 2;
const MOST_SIZES = 5;

/**
 * The estimator that is asked for; throws an {@link AnalysisError} for options that it does not have.
 *
 * @param analysis options of the analysis, for estimators that have them, too
 */
export function rescoringEstimator(
  rescore: MultipletEstimatorName | RescoringOptions | undefined,
  { encoding, biasCorrected }: Pick<MultipletEstimatorOptions, "encoding" | "biasCorrected">,
): MultipletEstimator | undefined {
  if (rescore === undefined) return undefined;
  const { estimator, ...options } = typeof rescore === "string" ? { estimator: rescore } : rescore;
  try {
    const isGaussian = estimator === "copula" || estimator === "gaussian";
    return multipletEstimator(estimator, {
      ...(isGaussian && { encoding, biasCorrected }),
      ...options,
    });
  } catch (cause) {
    if (!(cause instanceof InformationError)) throw cause;
    throw new AnalysisError(`The option rescore: ${cause.message}`, { cause });
  }
}

/**
 * The estimated time of an estimator, before it is known which multiplets a search finds: those of the widest variables
 * take longest.
 *
 * @param sizes of the search; none without one
 * @param given multiplets by own numbers
 */
export function rescoringCost(
  estimator: MultipletEstimator,
  { samples, variables }: Variables,
  target: Target | undefined,
  sizes: readonly number[],
  given: readonly (readonly number[])[],
): RescoringCost {
  const widthOf = new Map(variables.map(({ index, columns }) => [index, columns.length]));
  const widest = [...widthOf.values()].sort((a, b) => b - a);
  const smallest = [...new Set(sizes)].sort((a, b) => a - b).slice(0, MOST_SIZES);
  const named = new Map(given.map((multiplet) => [keyOf(multiplet), multiplet]));
  const all = [
    ...smallest.flatMap((size) => Array<number[]>(ENDS).fill(widest.slice(0, size))),
    ...[...named.values()].map((multiplet) => multiplet.map((index) => widthOf.get(index)!)),
  ];
  const classCounts = target && isDiscrete(target) ? target.counts : undefined;
  const seconds = all.reduce(
    (sum, widths) => sum + estimator.seconds({ samples, widths, classCounts }),
    0,
  );
  const { draws } = estimator.settings;
  return {
    estimator: estimator.name,
    multiplets: all.length,
    ...(typeof draws === "number" && { draws }),
    seconds,
  };
}

/** Equal for the same variables in any order. */
const keyOf = (multiplet: readonly number[]) => multiplet.toSorted((a, b) => a - b).join();

/** The multiplets that are rescored: the first of each extreme by ascending size, and all that were given. */
export interface RescoringRequest {
  readonly subject: MultipletSubject;
  readonly extremes: readonly ScoredMultiplet[];
  readonly given: readonly ScoredMultiplet[];
  /** Reported multiplets of the search. */
  readonly reported: number;
  readonly units: InformationUnit;
  /** Root of the seeds; the branch is `"rescoring"`, with the indices of the multiplet. */
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  /** Called several times with the finished share. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Numbers by the other estimator of each multiplet that is rescored, by own numbers of variables. */
export async function rescored(
  estimator: MultipletEstimator,
  { subject, extremes, given, reported, units, seed, signal, onProgress }: RescoringRequest,
): Promise<{ readonly rescoring: Rescoring; of(one: object): Rescored }> {
  const found = extremes.slice(0, ENDS * MOST_SIZES);
  const known = new Map<string, MultipletEstimate>();
  const results = new Map<object, Rescored>();
  const all = [...found, ...given];
  let finished = 0;
  const pause = pauseEvery(50, signal, () => onProgress?.(finished / all.length));
  for (const one of all) {
    await pause();
    const { multiplet } = one;
    const key = keyOf(multiplet);
    const estimate = known.get(key) ?? inUnits(
      await estimator.measure(
        subject,
        positionsOf(subject.variables.variables, multiplet),
        randomSource(deriveSeed(seed, "rescoring", ...multiplet)),
        () => pause(),
      ),
      units,
    );
    known.set(key, estimate);
    results.set(one, { rescored: estimate });
    finished++;
  }
  return {
    rescoring: {
      estimator: estimator.name as MultipletEstimatorName,
      ...(estimator.reference && { reference: estimator.reference }),
      settings: estimator.settings,
      found: { rescored: found.length, reported },
    },
    of: (one) => results.get(one) ?? {},
  };
}

function inUnits(estimate: MultipletEstimate, units: InformationUnit): MultipletEstimate {
  if ("refused" in estimate) return estimate;
  const convert = (value: number) => fromNats(value, units);
  const measures = ESTIMATED_MEASURES.flatMap((name): [string, Estimate][] => {
    const one = estimate.measures[name];
    if (one === undefined) return [];
    const { value, reference, difference } = one;
    return [[name, {
      ...(value !== undefined && { value: convert(value) }),
      ...(reference && {
        reference: {
          mean: convert(reference.mean),
          standardDeviation: convert(reference.standardDeviation),
          truth: convert(reference.truth),
        },
      }),
      ...(difference !== undefined && { difference: convert(difference) }),
    }]];
  });
  return { ...estimate, measures: Object.fromEntries(measures) };
}
