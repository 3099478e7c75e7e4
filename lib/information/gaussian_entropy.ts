/**
 * Differential entropy of Gaussian variables, with the bias of its estimate from samples; mutual information
 * between blocks of them, also given another block or a class label.
 */
import digamma from "@stdlib/math-base-special-digamma";
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { InformationError } from "../variables/errors.ts";
import { type ColumnsOf, requireColumns, requireVariables } from "../variables/grouping.ts";
import { logDeterminant } from "./cholesky.ts";
import { choleskyFactor, type Covariance } from "./covariance.ts";
import type { ClassGaussians } from "./target_encoding.ts";

/** Option of the bias correction. */
export interface EntropyOptions {
  /** Subtract {@link entropyBias} from every entropy. Default `true`. */
  readonly biasCorrected?: boolean | undefined;
}

export const ENTROPY_OPTIONS = ["biasCorrected"] as const satisfies (keyof EntropyOptions)[];

/**
 * Bias in nats of the entropy of k Gaussian variables whose covariance was estimated from N samples
 * with N − 1:
 *
 * b(k, N) = ½ [ k ln(2/(N−1)) + Σ_{i=1..k} ψ((N−i)/2) ]
 *
 * It is negative: estimated entropies are too small (Goodman 1963; Ince et
 * al. 2017, doi:10.1002/hbm.23471).
 *
 * @param variables k, at least 0
 * @param samples N, more than k; `Infinity` has no bias
 * @example
 * ```ts
 * import { entropyBias } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * ok(Math.abs(entropyBias(3, 200) - -0.0151580857346989) < 1e-12);
 * ```
 */
export function entropyBias(variables: number, samples: number): number {
  return entropyBiases(variables, samples)[variables]!;
}

/** {@link entropyBias} of 0..`most` variables. */
export function entropyBiases(most: number, samples: number): Float64Array {
  const biases = new Float64Array(most + 1);
  if (samples === Infinity) return biases;
  const digammas = Array.from({ length: most }, (_, i) => digamma((samples - 1 - i) / 2));
  for (let variables = 1; variables <= most; variables++) {
    let sum = variables * Math.log(2 / (samples - 1));
    for (let i = 0; i < variables; i++) sum += digammas[i]!;
    biases[variables] = sum / 2;
  }
  return biases;
}

/**
 * H = Σ ln diag(chol C) + (k/2)(1 + ln 2π) in nats, minus its bias b(k, N): the joint entropy of k
 * columns with covariance C, if they are Gaussian.
 *
 * @param columns at least one, all different
 * @throws InformationError for columns that the covariance does not have, or where C is singular
 * @example
 * ```ts
 * import { covarianceFromMatrix, fromNats, gaussianEntropy } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * const standardNormal = covarianceFromMatrix(Float64Array.of(1), Infinity);
 * equal(fromNats(gaussianEntropy(standardNormal, [0]), "bits").toFixed(6), "2.047096");
 * ```
 */
export function gaussianEntropy(
  covariance: Covariance,
  columns: readonly number[],
  options: EntropyOptions = {},
): number {
  rejectUnknownOptions(InformationError, "gaussianEntropy", options, ENTROPY_OPTIONS);
  requireColumns(covariance.columnCount, columns);
  return jointEntropy(covariance, columns, options);
}

/** {@link gaussianEntropy} of checked columns; 0 for none. */
export function jointEntropy(
  covariance: Covariance,
  columns: readonly number[],
  { biasCorrected = true }: EntropyOptions,
): number {
  const size = columns.length;
  const determinant = logDeterminant(choleskyFactor(covariance, columns), size);
  const entropy = (determinant + size * (1 + Math.log(2 * Math.PI))) / 2;
  return biasCorrected ? entropy - entropyBias(size, covariance.samples) : entropy;
}

/**
 * I(A; B) = H(A) + H(B) − H(A, B) in nats, of two Gaussian blocks. With copula-normalised columns it is an
 * approximation for any distribution of the single columns, without nonlinear dependence (Ince et al. 2017,
 * doi:10.1002/hbm.23471); bias-corrected estimates can be below 0.
 *
 * @throws InformationError for columns that do not exist or overlap, or a singular covariance
 * @example
 * ```ts
 * import { covarianceFromMatrix, fromNats, mutualInformation } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * const pair = covarianceFromMatrix(Float64Array.of(1, 0.6, 0.6, 1), Infinity);
 * // −½ log₂(1 − 0.6²)
 * equal(fromNats(mutualInformation(pair, 0, 1), "bits").toFixed(12), "0.321928094887");
 * ```
 */
export function mutualInformation(
  covariance: Covariance,
  a: ColumnsOf,
  b: ColumnsOf,
  options: EntropyOptions = {},
): number {
  rejectUnknownOptions(InformationError, "mutualInformation", options, ENTROPY_OPTIONS);
  const [blockA = [], blockB = []] = requireVariables(covariance.columnCount, [a, b]);
  return jointEntropy(covariance, blockA, options) + jointEntropy(covariance, blockB, options) -
    jointEntropy(covariance, [...blockA, ...blockB], options);
}

/**
 * I(A; B | C) = H(A, C) + H(B, C) − H(A, B, C) − H(C) in nats, of Gaussian blocks. For a condition that
 * is a class label, see {@link labelConditionalMutualInformation}.
 *
 * @throws InformationError for columns that do not exist or overlap, or a singular covariance
 * @example
 * ```ts
 * import { conditionalMutualInformation, covarianceFromMatrix } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * // x and y are independent, but not once z = x + y + noise is known: ½ ln(4/3).
 * const sum = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * equal(conditionalMutualInformation(sum, 0, 1, 2).toFixed(12), "0.143841036226");
 * ```
 */
export function conditionalMutualInformation(
  covariance: Covariance,
  a: ColumnsOf,
  b: ColumnsOf,
  condition: ColumnsOf,
  options: EntropyOptions = {},
): number {
  rejectUnknownOptions(InformationError, "conditionalMutualInformation", options, ENTROPY_OPTIONS);
  const blocks = requireVariables(covariance.columnCount, [a, b, condition]);
  const [blockA = [], blockB = [], blockC = []] = blocks;
  const entropy = (columns: readonly number[]) => jointEntropy(covariance, columns, options);
  return entropy([...blockA, ...blockC]) + entropy([...blockB, ...blockC]) -
    entropy([...blockA, ...blockB, ...blockC]) - entropy(blockC);
}

/** Option of the combination of classes. */
export interface LabelConditionOptions extends EntropyOptions {
  /**
   * - `false` (default): the mean over classes, Σ_c p_c I(A; B | y = c).
   * - `true`: one I(A; B) from the normalised samples of all classes together. Steadier where classes
   *   are small, but blind to differences between their dependences.
   */
  readonly pooled?: boolean | undefined;
}

/**
 * I(A; B | y) in nats of two blocks, given a discrete label (Ince et al. 2017,
 * doi:10.1002/hbm.23471). For a condition that is a variable, see {@link conditionalMutualInformation}.
 *
 * @param gaussians of samples normalised within classes:
 *   `classGaussians(copulaNormaliseWithinClasses(X, y), y)`
 * @throws InformationError for columns that do not exist or overlap, or a singular covariance
 * @example
 * ```ts
 * import {
 *   classGaussians,
 *   copulaNormaliseWithinClasses,
 *   labelConditionalMutualInformation,
 * } from "@multiplet/multiplet/information";
 * import { discreteTarget, toVariables } from "@multiplet/multiplet/variables";
 * import { ok } from "node:assert/strict";
 * // The columns rise together in class 0 and oppositely in class 1: pooled, nothing is left.
 * const values = Float64Array.of(1, 1, 2, 3, 3, 2, 4, 4, 1, 4, 2, 2, 3, 3, 4, 1);
 * const target = discreteTarget([0, 0, 0, 0, 1, 1, 1, 1]);
 * const columns = toVariables({ samples: 8, variables: 2, values });
 * const placed = copulaNormaliseWithinClasses(columns, target);
 * const gaussians = classGaussians(placed, target);
 * const options = { biasCorrected: false };
 * ok(labelConditionalMutualInformation(gaussians, 0, 1, options) > 0.5);
 * ok(labelConditionalMutualInformation(gaussians, 0, 1, { ...options, pooled: true }) < 0.01);
 * ```
 */
export function labelConditionalMutualInformation(
  { overall, classes }: ClassGaussians,
  a: ColumnsOf,
  b: ColumnsOf,
  options: LabelConditionOptions = {},
): number {
  const known = ["pooled", ...ENTROPY_OPTIONS] as const;
  rejectUnknownOptions(InformationError, "labelConditionalMutualInformation", options, known);
  const { pooled = false, ...entropy } = options;
  if (pooled) return mutualInformation(overall, a, b, entropy);
  return classes.reduce(
    (sum, { probability, covariance }) =>
      sum + probability * mutualInformation(covariance, a, b, entropy),
    0,
  );
}
