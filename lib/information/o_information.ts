/**
 * O-information.
 * @module
 */
import type { Variable } from "./blocks.ts";
import type { Covariance } from "./covariance.ts";
import type { EntropyOptions } from "./entropy_bias.ts";
import { multipletEntropies } from "./multiplet_entropies.ts";
import { measuresOf } from "./multiplet_measures.ts";

/**
 * Ω(Z) = (n−2) H(Z) + Σ_j [H(Z_j) − H(Z₋ⱼ)] = TC(Z) − DTC(Z) in nats, of Gaussian variables: above 0
 * the multiplet is dominated by redundancy, below 0 by synergy; 0 for n ≤ 2 (Rosas et al. 2019,
 * doi:10.1103/PhysRevE.100.032305).
 *
 * @param variables at least one: columns, or blocks of columns that count as one variable
 * @throws InformationError for variables that the covariance does not have, or that overlap
 * @throws TooFewSamplesError or NotPositiveDefiniteError when the covariance is singular
 * @example
 * ```ts
 * import { covarianceFromMatrix, fromNats, oInformation } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * // z = x + y + noise, all of variance 1 before adding: together x and y tell more about z than
 * // each alone does. Ω = ½ log₂(3/4).
 * const synergy = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * equal(fromNats(oInformation(synergy, [0, 1, 2]), "bits").toFixed(12), "-0.207518749639");
 * ```
 */
export function oInformation(
  covariance: Covariance,
  variables: readonly Variable[],
  options: EntropyOptions = {},
): number {
  return measuresOf(multipletEntropies("oInformation", covariance, variables, options))
    .oInformation;
}
