/**
 * Total correlation, dual total correlation, O-information and S-information of one multiplet.
 * @module
 */
import type { Variable } from "./blocks.ts";
import type { Covariance } from "./covariance.ts";
import type { EntropyOptions } from "./entropy_bias.ts";
import { multipletEntropies, type MultipletTerms } from "./multiplet_entropies.ts";

/** The four measures of a multiplet Z = Z₁..Z_n, in nats. */
export interface MultipletMeasures {
  /** TC = Σ H(Z_j) − H(Z). */
  readonly totalCorrelation: number;
  /** DTC = H(Z) − Σ H(Z_j | Z₋ⱼ). */
  readonly dualTotalCorrelation: number;
  /** Ω = TC − DTC: above 0 redundancy dominates, below 0 synergy. */
  readonly oInformation: number;
  /** S = TC + DTC. */
  readonly sInformation: number;
}

/**
 * All four measures of one multiplet, of Gaussian variables with this covariance; one at a time, see
 * {@link totalCorrelation}, {@link dualTotalCorrelation}, {@link oInformation} and
 * {@link sInformation}.
 *
 * @param variables at least one: columns, or blocks of columns that count as one variable
 * @throws InformationError for variables that the covariance does not have, or that overlap
 * @throws TooFewSamplesError or NotPositiveDefiniteError when the covariance is singular
 * @example
 * ```ts
 * import { covarianceFromMatrix, multipletMeasures } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * // Three noisy copies of one signal, correlated by ½, are redundant.
 * const copies = covarianceFromMatrix(Float64Array.of(1, .5, .5, .5, 1, .5, .5, .5, 1), Infinity);
 * const { totalCorrelation, dualTotalCorrelation, oInformation } = multipletMeasures(copies, [0, 1, 2]);
 * ok(Math.abs(totalCorrelation - Math.log(2) / 2) < 1e-15);
 * ok(Math.abs(dualTotalCorrelation - Math.log(27 / 16) / 2) < 1e-15);
 * ok(oInformation > 0);
 * ```
 */
export function multipletMeasures(
  covariance: Covariance,
  variables: readonly Variable[],
  options: EntropyOptions = {},
): MultipletMeasures {
  return measuresOf(multipletEntropies("multipletMeasures", covariance, variables, options));
}

/** The measures that follow from the entropies of a multiplet. */
export function measuresOf({ joint, alone, without }: MultipletTerms<number>): MultipletMeasures {
  const totalCorrelation = sum(alone) - joint;
  // H(Z_j | Z₋ⱼ) = H(Z) − H(Z₋ⱼ)
  const dualTotalCorrelation = joint - sum(without.map((others) => joint - others));
  return {
    totalCorrelation,
    dualTotalCorrelation,
    oInformation: totalCorrelation - dualTotalCorrelation,
    sInformation: totalCorrelation + dualTotalCorrelation,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
