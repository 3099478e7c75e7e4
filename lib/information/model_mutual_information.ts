/**
 * Information about a discrete target by the class-conditional Gaussian (ANOVA) model.
 * @module
 */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { requireVariables, type Variable } from "./blocks.ts";
import type { ClassGaussians } from "./class_gaussians.ts";
import { ENTROPY_OPTIONS, type EntropyOptions } from "./entropy_bias.ts";
import { InformationError } from "./errors.ts";
import { jointEntropy } from "./gaussian_entropy.ts";

/**
 * I(X; y) = H(X) − Σ_c p_c H(X | y = c) in nats, with H(X) of the Gaussian of all samples and H(X | c) of
 * each class's, bias-corrected with N and n_c (the ANOVA method of Ince et al. 2017,
 * doi:10.1002/hbm.23471, which normalises all samples together).
 *
 * It is no bound: it can exceed H(y), since all samples together are taken for Gaussian, and fall below 0.
 *
 * @param gaussians of samples normalised together: `classGaussians(copulaNormalise(X), y)`
 * @param variable X: a column, or a block of columns
 * @throws InformationError for columns that the samples do not have
 * @throws TooFewSamplesError, ClassTooSmallError or NotPositiveDefiniteError, which names class and
 *   column, when a covariance is singular
 * @example
 * ```ts
 * import {
 *   classGaussians,
 *   copulaNormalise,
 *   discreteTarget,
 *   modelMutualInformation,
 * } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * const features = { samples: 6, variables: 1, values: Float64Array.of(1, 4, 2, 5, 3, 6) };
 * const target = discreteTarget([0, 1, 0, 1, 0, 1]);
 * const gaussians = classGaussians(copulaNormalise(features), target);
 * equal(modelMutualInformation(gaussians, 0, { biasCorrected: false }).toFixed(6), "0.551655");
 * ```
 */
export function modelMutualInformation(
  { overall, classes }: ClassGaussians,
  variable: Variable,
  options: EntropyOptions = {},
): number {
  rejectUnknownOptions(InformationError, "modelMutualInformation", options, ENTROPY_OPTIONS);
  const [block = []] = requireVariables(overall, [variable]);
  return classes.reduce(
    (information, { probability, covariance }) =>
      information - probability * jointEntropy(covariance, block, options),
    jointEntropy(overall, block, options),
  );
}
