/**
 * Gradient of the O-information.
 * @module
 */
import { requireVariables, type Variable } from "./blocks.ts";
import type { Covariance } from "./covariance.ts";
import type { EntropyOptions } from "./entropy_bias.ts";
import { InformationError } from "./errors.ts";
import { oInformation } from "./o_information.ts";

/**
 * ∂ᵢΩ(Z) = Ω(Z) − Ω(Z₋ᵢ) in nats, for every variable: what variable i adds to the balance of the
 * others. Above 0 it adds redundancy, below 0 synergy (Scagliarini et al. 2023,
 * doi:10.1103/PhysRevResearch.5.013025).
 *
 * @param variables at least two: columns, or blocks of columns that count as one variable
 * @returns one value a variable, in their order
 * @throws InformationError for fewer than two variables, variables that the covariance does not
 *   have, or that overlap
 * @throws TooFewSamplesError or NotPositiveDefiniteError when the covariance is singular
 * @example
 * ```ts
 * import { covarianceFromMatrix, oInformationGradient } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * // Two variables alone have Ω = 0, so in a triple every gradient is the triple's own Ω.
 * const synergy = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * for (const gradient of oInformationGradient(synergy, [0, 1, 2])) {
 *   ok(Math.abs(gradient - Math.log(3 / 4) / 2) < 1e-14);
 * }
 * ```
 */
export function oInformationGradient(
  covariance: Covariance,
  variables: readonly Variable[],
  options: EntropyOptions = {},
): Float64Array {
  requireVariables(covariance, variables);
  if (variables.length < 2) {
    throw new InformationError(
      "A gradient of the O-information needs at least two variables, got 1",
    );
  }
  const whole = oInformation(covariance, variables, options);
  return Float64Array.from(
    variables,
    (_, i) => whole - oInformation(covariance, variables.filter((_, j) => j !== i), options),
  );
}
