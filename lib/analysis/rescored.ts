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
} from "../information/mod.ts";
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

/** Most multiplets of a search that are rescored: both ends of five sizes. */
const MOST_FOUND = 10;

/**
 * The estimator that is asked for; throws an {@link AnalysisError} for options that it does not have.
 *
 * @param encoding that of the analysis, for estimators with encodings
 */
export function rescoringEstimator(
  rescore: MultipletEstimatorName | RescoringOptions | undefined,
  encoding: MultipletEstimatorOptions["encoding"],
): MultipletEstimator | undefined {
  if (rescore === undefined) return undefined;
  const { estimator, ...options } = typeof rescore === "string" ? { estimator: rescore } : rescore;
  try {
    const isGaussian = estimator === "copula" || estimator === "gaussian";
    return multipletEstimator(estimator, { ...(isGaussian && { encoding }), ...options });
  } catch (cause) {
    if (!(cause instanceof InformationError)) throw cause;
    throw new AnalysisError(`The option rescore: ${cause.message}`, { cause });
  }
}

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
}

/** Numbers by the other estimator of each multiplet that is rescored, by own numbers of variables. */
export async function rescored(
  estimator: MultipletEstimator,
  { subject, extremes, given, reported, units, seed, signal }: RescoringRequest,
): Promise<{ readonly rescoring: Rescoring; of(one: object): Rescored }> {
  const found = extremes.slice(0, MOST_FOUND);
  const known = new Map<string, MultipletEstimate>();
  const results = new Map<object, Rescored>();
  const pause = pauseEvery(50, signal, () => {});
  for (const one of [...found, ...given]) {
    await pause();
    const { multiplet } = one;
    const key = multiplet.join(",");
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
