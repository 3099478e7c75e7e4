/** The estimators of named multiplets by their names. */
import { rejectUnknownOptions, requireChoice } from "../../system/checks/options.ts";
import { InformationError } from "../../variables/errors.ts";
import { type Estimator, prepareWith } from "../estimator.ts";
import { gaussianCopula, gaussianMoments } from "../gaussian_system.ts";
import type { TargetEncoding } from "../target_encoding.ts";
import { exceedsTargetEntropy } from "../target_information.ts";
import { binsEstimator } from "./bins_estimator.ts";
import { boundedEstimator } from "./bounded_estimator.ts";
import {
  columnCountOf,
  ESTIMATED_MEASURES,
  type MultipletEstimate,
  type MultipletEstimator,
  multipletOf,
  type MultipletSubject,
  refusable,
  withReferences,
} from "./interface.ts";
import { ksgEstimator, type NeighbourScale } from "./ksg_estimator.ts";

/** A name of an estimator of {@link multipletEstimator}. */
export type MultipletEstimatorName = (typeof MULTIPLET_ESTIMATORS)[number];

/** All values of {@link MultipletEstimatorName}. */
export const MULTIPLET_ESTIMATORS = ["copula", "gaussian", "ksg", "bins", "bounded"] as const;

/** Options of {@link multipletEstimator}. */
export interface MultipletEstimatorOptions {
  /** Of `"copula"` and `"gaussian"`: the encoding of the target. Default `"copula"` with a target. */
  readonly encoding?: TargetEncoding | undefined;
  /** Of `"copula"` and `"gaussian"`: false for entropies as they are. Default `true`. */
  readonly biasCorrected?: boolean | undefined;
  /** Of `"ksg"`: nearest other samples that set the scale of each sample, from 1. Default 4. */
  readonly neighbours?: number | undefined;
  /** Of `"ksg"`: the scale of the columns, on which the result depends. Default `"copula"`. */
  readonly scale?: NeighbourScale | undefined;
  /** Of `"bins"`: bins per column, from 2 to 1000. Default 3. */
  readonly bins?: number | undefined;
  /** Of `"ksg"`, `"bins"` and `"bounded"`: samples of each reference, from 2. Default 10. */
  readonly draws?: number | undefined;
}

/** The options that each estimator has. */
const OPTIONS: Readonly<
  Record<MultipletEstimatorName, readonly (keyof MultipletEstimatorOptions)[]>
> = {
  copula: ["encoding", "biasCorrected"],
  gaussian: ["encoding", "biasCorrected"],
  ksg: ["neighbours", "scale", "draws"],
  bins: ["bins", "draws"],
  bounded: ["draws"],
};

/**
 * An estimator of the measures of named multiplets:
 * - `"copula"`: Gaussian formulas on normal scores of the ranks, equal values with average ranks, bias-corrected: the
 *   estimator of searches, see `gaussianCopula`. It has no reference.
 * - `"gaussian"`: the same formulas on the values as they are, see `gaussianMoments`. It has no reference.
 * - `"ksg"`: nearest neighbours, see `ksgMeasures`: Ω, TC, DTC and S of X. The reference are Gaussian samples with the
 *   correlations of X, in the same scale, whose Ω is known: at six variables or more the bias can be as large as any
 *   synergy, so read the difference. I(X; y) of a class and Δ = (1−k) I(X; y) + Σ_j I(X₋ⱼ; y) are those of Ross, see
 *   `classInformation`, for up to 4 columns; their reference are permuted labels, with 0 as the truth. Refused for
 *   fewer than 50 samples, and where more than 2 % of the values of a column are equal.
 * - `"bins"`: frequencies in quantile bins with the correction of Miller and Madow, see `cellMeasures`; the classes of y
 *   are cells, too. It sees any dependence between bins, none within them. The reference are the same samples with
 *   each variable, and y, in a random order of its own, with 0 as the truth. Refused for fewer than 10 samples per cell.
 * - `"bounded"`: I(X; y) by a cross-validated classifier, between 0 and H(y), see `ClassBound`, and Δ from such I, which
 *   is not bounded; Ω(X) is that of `"copula"`. The reference of I and Δ are permuted labels. Needs classes.
 *
 * The mean of a reference minus its truth is the bias of the estimator. A number has no value, only the difference to the
 * mean, where the bias is larger than this difference and than the standard deviation; of `"ksg"`, this holds for Ω(X),
 * Δ and I.
 *
 * @throws InformationError for an unknown name, or an option that the estimator does not have
 * @example
 * ```ts
 * import { multipletEstimator, toVariables } from "@multiplet/multiplet/information";
 * import { normals, randomSource } from "@multiplet/multiplet/random";
 * import { discreteTarget } from "@multiplet/multiplet/variables";
 * import { ok, strictEqual as equal } from "node:assert/strict";
 * // The exclusive or of two signs is synergy, Ω = −1 bit. Bins see most of it, correlations none.
 * const values = normals(4000, randomSource(1));
 * const variables = toVariables({ samples: 2000, variables: 2, values });
 * const signs = Array.from({ length: 2000 }, (_, row) => values[2 * row]! * values[2 * row + 1]! > 0);
 * const subject = { variables, target: discreteTarget(signs) };
 * const estimate = async (name: "copula" | "bins", options = {}) => {
 *   const found = await multipletEstimator(name, options).measure(subject, [0, 1], randomSource(2));
 *   if ("refused" in found) throw new Error(found.refused);
 *   return found.measures.oInformation!.value! / Math.LN2;
 * };
 * ok(Math.abs(await estimate("copula")) < 0.01);
 * equal((await estimate("bins", { bins: 4 })).toFixed(2), "-0.90");
 * // 1,000,000 cells need more samples than these.
 * const many = await multipletEstimator("bins", { bins: 1000 }).measure(subject, [0, 1], randomSource(3));
 * ok("refused" in many && many.refused.includes("10000000 samples or more, got 2000"));
 * ```
 */
export function multipletEstimator(
  name: MultipletEstimatorName,
  options: MultipletEstimatorOptions = {},
): MultipletEstimator {
  requireChoice(InformationError, "The estimator", name, MULTIPLET_ESTIMATORS);
  rejectUnknownOptions(InformationError, `The estimator "${name}"`, options, OPTIONS[name]);
  const { draws } = options;
  if (draws !== undefined && (!Number.isSafeInteger(draws) || draws < 2)) {
    throw new InformationError(`draws must be an integer from 2, got ${draws}`);
  }
  switch (name) {
    case "copula":
      return gaussianEstimator(name, gaussianCopula({ ...options, ties: "average" }));
    case "gaussian":
      return gaussianEstimator(name, gaussianMoments(options));
    case "ksg":
      return ksgEstimator(options);
    case "bins":
      return binsEstimator(options);
    case "bounded":
      return boundedEstimator(options);
  }
}

/** Measured seconds per value, mostly of ranks. */
const SECONDS_PER_VALUE = 3e-7;

/** A Gaussian estimator for named multiplets. */
function gaussianEstimator(name: string, estimator: Estimator): MultipletEstimator {
  return {
    name,
    settings: {},
    measures: ESTIMATED_MEASURES,
    seconds: (shape) => SECONDS_PER_VALUE * shape.samples * columnCountOf(shape),
    measure: async (subject, multiplet) => {
      const variables = multipletOf(subject.variables, multiplet);
      return await refusable(() =>
        Promise.resolve(gaussianEstimate({ ...subject, variables }, estimator))
      );
    },
  };
}

function gaussianEstimate(
  { variables, target }: MultipletSubject,
  estimator: Estimator,
): MultipletEstimate {
  const system = prepareWith(estimator)(variables, target);
  const positions = variables.variables.map((_, at) => at);
  const { oInformation, featuresOInformation, targetContribution } = system.score(positions);
  const { alone, information } = system.entropy!(positions);
  const totalCorrelation = positions.reduce(
    (sum, at) => sum + system.entropy!([at]).alone,
    information - alone,
  );
  const hasTarget = system.encoding !== "none";
  const dualTotalCorrelation = totalCorrelation - oInformation;
  const found = withReferences({
    ...(hasTarget && { oInformation, targetContribution, information }),
    featuresOInformation,
    totalCorrelation,
    dualTotalCorrelation,
    sInformation: totalCorrelation + dualTotalCorrelation,
  }, []);
  const { targetEntropy } = system;
  const excess = hasTarget && targetEntropy !== undefined
    ? exceedsTargetEntropy("X", information, targetEntropy)
    : undefined;
  return { ...found, warnings: excess ? [excess] : [] };
}
