/** Mutual information between blocks of Gaussian variables, also given another block or a class label. */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { InformationError } from "../variables/errors.ts";
import { type ColumnsOf, requireVariables } from "../variables/grouping.ts";
import type { ClassGaussians } from "./target_encoding.ts";
import type { Covariance } from "./covariance.ts";
import { ENTROPY_OPTIONS, type EntropyOptions, jointEntropy } from "./gaussian_entropy.ts";

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
  const [blockA = [], blockB = []] = requireVariables(covariance, [a, b]);
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
 * import {
 *   conditionalMutualInformation,
 *   covarianceFromMatrix,
 *   fromNats,
 * } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * // x and y are independent, but not once z = x + y + noise is known: ½ log₂(4/3).
 * const sum = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * const bits = fromNats(conditionalMutualInformation(sum, 0, 1, 2), "bits");
 * equal(bits.toFixed(12), "0.207518749639");
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
  const [blockA = [], blockB = [], blockC = []] = requireVariables(covariance, [a, b, condition]);
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
  readonly pooled?: boolean;
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
 *   discreteTarget,
 *   labelConditionalMutualInformation,
 *   toVariables,
 * } from "@multiplet/multiplet/information";
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
  rejectUnknownOptions(InformationError, "labelConditionalMutualInformation", options, [
    "pooled",
    ...ENTROPY_OPTIONS,
  ]);
  const { pooled = false, ...entropy } = options;
  if (pooled) return mutualInformation(overall, a, b, entropy);
  return classes.reduce(
    (sum, { probability, covariance }) =>
      sum + probability * mutualInformation(covariance, a, b, entropy),
    0,
  );
}
