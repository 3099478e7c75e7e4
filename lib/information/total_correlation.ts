/**
 * Total correlation.
 * @module
 */
import type { Variable } from "./blocks.ts";
import type { Covariance } from "./covariance.ts";
import type { EntropyOptions } from "./entropy_bias.ts";
import { multipletEntropies } from "./multiplet_entropies.ts";
import { measuresOf } from "./multiplet_measures.ts";

/**
 * TC(Z) = Σ_j H(Z_j) − H(Z) in nats, = −½ ln |R| for single Gaussian columns with correlations R: how
 * far the variables are from independence (Watanabe 1960, doi:10.1147/rd.41.0066). At least 0 without bias
 * correction.
 *
 * @param variables at least one: columns, or blocks of columns that count as one variable
 * @throws InformationError for variables that the covariance does not have, or that overlap
 * @throws TooFewSamplesError or NotPositiveDefiniteError when the covariance is singular
 * @example
 * ```ts
 * import { covarianceFromMatrix, fromNats, totalCorrelation } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * const copies = covarianceFromMatrix(Float64Array.of(1, .5, .5, .5, 1, .5, .5, .5, 1), Infinity);
 * equal(fromNats(totalCorrelation(copies, [0, 1, 2]), "bits").toFixed(12), "0.500000000000");
 * ```
 */
export function totalCorrelation(
  covariance: Covariance,
  variables: readonly Variable[],
  options: EntropyOptions = {},
): number {
  return measuresOf(multipletEntropies("totalCorrelation", covariance, variables, options))
    .totalCorrelation;
}
