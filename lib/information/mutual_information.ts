/**
 * Mutual information between blocks of Gaussian variables.
 * @module
 */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { requireVariables, type Variable } from "./blocks.ts";
import type { Covariance } from "./covariance.ts";
import { ENTROPY_OPTIONS, type EntropyOptions } from "./entropy_bias.ts";
import { InformationError } from "./errors.ts";
import { jointEntropy } from "./gaussian_entropy.ts";

/**
 * I(A; B) = H(A) + H(B) − H(A, B) in nats, of two Gaussian blocks. With copula-normalised columns it
 * is a lower-bound style estimate for any distribution of the single columns (Ince et al. 2017,
 * doi:10.1002/hbm.23471); bias-corrected estimates can be below 0.
 *
 * @param a a column, or a block of columns
 * @param b a column, or a block of columns; none of those of `a`
 * @throws InformationError for columns that the covariance does not have, or that overlap
 * @throws TooFewSamplesError or NotPositiveDefiniteError when the covariance is singular
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
  a: Variable,
  b: Variable,
  options: EntropyOptions = {},
): number {
  rejectUnknownOptions(InformationError, "mutualInformation", options, ENTROPY_OPTIONS);
  const [blockA = [], blockB = []] = requireVariables(covariance, [a, b]);
  return jointEntropy(covariance, blockA, options) + jointEntropy(covariance, blockB, options) -
    jointEntropy(covariance, [...blockA, ...blockB], options);
}
