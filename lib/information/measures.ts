/**
 * Total correlation, dual total correlation, O-information, its gradient, and S-information.
 * @module
 */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { InformationError } from "../variables/errors.ts";
import { type Block, type ColumnsOf, requireVariables } from "../variables/grouping.ts";
import type { Covariance } from "./covariance.ts";
import { ENTROPY_OPTIONS, type EntropyOptions, jointEntropy } from "./gaussian_entropy.ts";

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
  variables: readonly ColumnsOf[],
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
  variables: readonly ColumnsOf[],
  options: EntropyOptions = {},
): number {
  return measuresOf(multipletEntropies("oInformation", covariance, variables, options))
    .oInformation;
}

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
  variables: readonly ColumnsOf[],
  options: EntropyOptions = {},
): number {
  return measuresOf(multipletEntropies("totalCorrelation", covariance, variables, options))
    .totalCorrelation;
}

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
  variables: readonly ColumnsOf[],
  options: EntropyOptions = {},
): number {
  return measuresOf(multipletEntropies("dualTotalCorrelation", covariance, variables, options))
    .dualTotalCorrelation;
}

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
  variables: readonly ColumnsOf[],
  options: EntropyOptions = {},
): number {
  return measuresOf(multipletEntropies("sInformation", covariance, variables, options))
    .sInformation;
}

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
  variables: readonly ColumnsOf[],
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

/** Something about every part of a multiplet Z = Z₁..Z_n that the measures need. */
export interface MultipletTerms<Term> {
  /** Of Z. */
  readonly joint: Term;
  /** Of Z_j, for every variable. */
  readonly alone: readonly Term[];
  /** Of Z₋ⱼ, all variables but one, for every variable. */
  readonly without: readonly Term[];
}

/** Asks for a term of every part of a multiplet, given by its columns: none where n = 1. */
export function multipletTerms<Term>(
  blocks: readonly Block[],
  term: (columns: readonly number[]) => Term,
): MultipletTerms<Term> {
  return {
    joint: term(blocks.flat()),
    alone: blocks.map(term),
    without: blocks.map((block) => term(blocks.filter((other) => other !== block).flat())),
  };
}

/**
 * The Gaussian entropies, in nats, of every part of a multiplet. They are computed one by one, as
 * the definitions say; searches over many multiplets have faster ways and are tested against this.
 *
 * @param action the caller's name, for the message about an unknown option
 */
export function multipletEntropies(
  action: string,
  covariance: Covariance,
  variables: readonly ColumnsOf[],
  options: EntropyOptions,
): MultipletTerms<number> {
  rejectUnknownOptions(InformationError, action, options, ENTROPY_OPTIONS);
  const blocks = requireVariables(covariance, variables);
  return multipletTerms(blocks, (columns) => jointEntropy(covariance, columns, options));
}
