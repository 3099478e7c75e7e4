/**
 * Mutual information between blocks of variables, given a class label.
 * @module
 */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import type { Variable } from "./blocks.ts";
import type { ClassGaussians } from "./class_gaussians.ts";
import { ENTROPY_OPTIONS, type EntropyOptions } from "./entropy_bias.ts";
import { InformationError } from "./errors.ts";
import { mutualInformation } from "./mutual_information.ts";

/** How the classes are combined. */
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
 * @param a a column, or a block of columns
 * @param b a column, or a block of columns; none of those of `a`
 * @throws InformationError for columns that the samples do not have, or that overlap
 * @throws TooFewSamplesError, ClassTooSmallError or NotPositiveDefiniteError when a covariance is
 *   singular
 * @example
 * ```ts
 * import {
 *   classGaussians,
 *   copulaNormaliseWithinClasses,
 *   discreteTarget,
 *   labelConditionalMutualInformation,
 * } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * // The columns rise together in class 0 and oppositely in class 1: pooled, nothing is left.
 * const values = Float64Array.of(1, 1, 2, 3, 3, 2, 4, 4, 1, 4, 2, 2, 3, 3, 4, 1);
 * const target = discreteTarget([0, 0, 0, 0, 1, 1, 1, 1]);
 * const placed = copulaNormaliseWithinClasses({ samples: 8, variables: 2, values }, target);
 * const gaussians = classGaussians(placed, target);
 * const options = { biasCorrected: false };
 * ok(labelConditionalMutualInformation(gaussians, 0, 1, options) > 0.5);
 * ok(labelConditionalMutualInformation(gaussians, 0, 1, { ...options, pooled: true }) < 0.01);
 * ```
 */
export function labelConditionalMutualInformation(
  { overall, classes }: ClassGaussians,
  a: Variable,
  b: Variable,
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
