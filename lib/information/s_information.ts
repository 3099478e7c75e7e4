/**
 * S-information.
 * @module
 */
import type { Variable } from "./blocks.ts";
import type { Covariance } from "./covariance.ts";
import type { EntropyOptions } from "./entropy_bias.ts";
import { multipletEntropies } from "./multiplet_entropies.ts";
import { measuresOf } from "./multiplet_measures.ts";

/**
 * S(Z) = Σ_j I(Z_j; Z₋ⱼ) = TC(Z) + DTC(Z) in nats, of Gaussian variables: how strongly every variable
 * depends on the others, whatever the balance of redundancy and synergy (Rosas et al. 2019,
 * doi:10.1103/PhysRevE.100.032305). At least 0 without bias correction.
 *
 * @param variables at least one: columns, or blocks of columns that count as one variable
 * @throws InformationError for variables that the covariance does not have, or that overlap
 * @throws TooFewSamplesError or NotPositiveDefiniteError when the covariance is singular
 * @example
 * ```ts
 * import { covarianceFromMatrix, fromNats, sInformation } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * const pair = covarianceFromMatrix(Float64Array.of(1, 0.6, 0.6, 1), Infinity);
 * // Twice the mutual information −½ log₂(1 − 0.6²).
 * equal(fromNats(sInformation(pair, [0, 1]), "bits").toFixed(12), "0.643856189775");
 * ```
 */
export function sInformation(
  covariance: Covariance,
  variables: readonly Variable[],
  options: EntropyOptions = {},
): number {
  return measuresOf(multipletEntropies("sInformation", covariance, variables, options))
    .sInformation;
}
