/**
 * Dual total correlation.
 * @module
 */
import type { Variable } from "./blocks.ts";
import type { Covariance } from "./covariance.ts";
import type { EntropyOptions } from "./entropy_bias.ts";
import { multipletEntropies } from "./multiplet_entropies.ts";
import { measuresOf } from "./multiplet_measures.ts";

/**
 * DTC(Z) = H(Z) − Σ_j H(Z_j | Z₋ⱼ) in nats, = ½ (ln |R| + Σ ln (R⁻¹)_jj) for single Gaussian columns with
 * correlations R: the part of the joint entropy that variables share (Han 1975). At least 0 without
 * bias correction.
 *
 * @param variables at least one: columns, or blocks of columns that count as one variable
 * @throws InformationError for variables that the covariance does not have, or that overlap
 * @throws TooFewSamplesError or NotPositiveDefiniteError when the covariance is singular
 * @example
 * ```ts
 * import { covarianceFromMatrix, dualTotalCorrelation, fromNats } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * const copies = covarianceFromMatrix(Float64Array.of(1, .5, .5, .5, 1, .5, .5, .5, 1), Infinity);
 * // ½ log₂(27/16)
 * equal(fromNats(dualTotalCorrelation(copies, [0, 1, 2]), "bits").toFixed(12), "0.377443751082");
 * ```
 */
export function dualTotalCorrelation(
  covariance: Covariance,
  variables: readonly Variable[],
  options: EntropyOptions = {},
): number {
  return measuresOf(multipletEntropies("dualTotalCorrelation", covariance, variables, options))
    .dualTotalCorrelation;
}
