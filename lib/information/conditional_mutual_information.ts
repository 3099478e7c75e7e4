/**
 * Mutual information between blocks of Gaussian variables, given another block.
 * @module
 */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { requireVariables, type Variable } from "./blocks.ts";
import type { Covariance } from "./covariance.ts";
import { ENTROPY_OPTIONS, type EntropyOptions } from "./entropy_bias.ts";
import { InformationError } from "./errors.ts";
import { jointEntropy } from "./gaussian_entropy.ts";

/**
 * I(A; B | C) = H(A, C) + H(B, C) − H(A, B, C) − H(C) in nats, of Gaussian blocks. For a condition that
 * is a class label, see {@link labelConditionalMutualInformation}.
 *
 * @param a a column, or a block of columns
 * @param b a column, or a block of columns
 * @param condition a column, or a block of columns; the three have none in common
 * @throws InformationError for columns that the covariance does not have, or that overlap
 * @throws TooFewSamplesError or NotPositiveDefiniteError when the covariance is singular
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
  a: Variable,
  b: Variable,
  condition: Variable,
  options: EntropyOptions = {},
): number {
  rejectUnknownOptions(InformationError, "conditionalMutualInformation", options, ENTROPY_OPTIONS);
  const [blockA = [], blockB = [], blockC = []] = requireVariables(covariance, [a, b, condition]);
  const entropy = (columns: readonly number[]) => jointEntropy(covariance, columns, options);
  return entropy([...blockA, ...blockC]) + entropy([...blockB, ...blockC]) -
    entropy([...blockA, ...blockB, ...blockC]) - entropy(blockC);
}
