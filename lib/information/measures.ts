/** The measures of one multiplet: TC, DTC, Ω, its gradient and S; and their values for single samples. */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { InformationError } from "../variables/errors.ts";
import { type Block, type ColumnsOf, requireVariables } from "../variables/grouping.ts";
import { logDeterminant, squaredDistance } from "./cholesky.ts";
import { choleskyFactor, type Covariance, covariance, meanOf, type Sampled } from "./covariance.ts";
import { ENTROPY_OPTIONS, type EntropyOptions, jointEntropy } from "./gaussian_entropy.ts";

/** The four measures of a multiplet Z = Z₁..Z_n, in nats. */
export interface MultipletMeasures {
  /**
   * TC = Σ H(Z_j) − H(Z), = −½ ln |R| for single columns with correlations R: the distance of the variables from
   * independence (Watanabe 1960, doi:10.1147/rd.41.0066). At least 0 without bias correction, as are DTC and S.
   */
  readonly totalCorrelation: number;
  /**
   * DTC = H(Z) − Σ H(Z_j | Z₋ⱼ), = ½ (ln |R| + Σ ln (R⁻¹)_jj): the part of the joint entropy that variables share
   * (Han 1975).
   */
  readonly dualTotalCorrelation: number;
  /** Ω = TC − DTC: above 0 redundancy dominates, below 0 synergy. */
  readonly oInformation: number;
  /**
   * S = TC + DTC = Σ I(Z_j; Z₋ⱼ): the strength of the dependence of every variable on the others, whatever
   * the sign of Ω (Rosas et al. 2019, doi:10.1103/PhysRevE.100.032305).
   */
  readonly sInformation: number;
}

/**
 * All four measures of one multiplet, of Gaussian variables with this covariance.
 *
 * @throws InformationError for variables that do not exist or overlap, or a singular covariance
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
 * @throws InformationError for variables that do not exist or overlap, or a singular covariance
 * @example
 * ```ts
 * import { covarianceFromMatrix, fromNats, oInformation } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * // z = x + y + noise, all of variance 1 before adding: together x and y give more information about z than
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
 * ∂ᵢΩ(Z) = Ω(Z) − Ω(Z₋ᵢ) in nats, for every variable: the contribution of variable i to Ω. Above 0 it adds
 * redundancy, below 0 synergy (Scagliarini et al. 2023, doi:10.1103/PhysRevResearch.5.013025).
 *
 * @returns one value per variable, in their order
 * @throws InformationError for fewer than two variables, others that {@link oInformation} refuses, or a
 *   singular covariance
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

/** The terms of the measures for a multiplet Z = Z₁..Z_n. */
export interface MultipletTerms<Term> {
  /** For Z. */
  readonly joint: Term;
  /** For each variable Z_j. */
  readonly alone: readonly Term[];
  /** For each Z₋ⱼ, all variables but one. */
  readonly without: readonly Term[];
}

/**
 * Computes a term for every part of a multiplet, given by its columns (no columns if n = 1 and the part is Z₋ⱼ).
 */
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
 * The Gaussian entropies, in nats, of every part of a multiplet, computed from their definitions: the
 * reference for the faster computations of searches.
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

/** Each measure of {@link MultipletMeasures} for every sample, in nats. */
export type LocalMeasures = { readonly [Measure in keyof MultipletMeasures]: Float64Array };

/**
 * The measures of a multiplet for every single sample z: each entropy of {@link multipletMeasures} is
 * replaced by −ln N(z; m, C), with mean m and covariance C of the samples. Their means over the samples are
 * the measures without bias correction (Scagliarini et al. 2022, doi:10.1103/PhysRevResearch.4.013184).
 *
 * @param sampled columns, copula-normalised before if they are not Gaussian
 * @throws InformationError for variables that do not exist or overlap, or a singular covariance
 * @example
 * ```ts
 * import { localMeasures, toVariables } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * const values = Float64Array.of(1, 1, 1, -1, -1, -1, 0, 2, 2, 0, 0, -2);
 * const columns = toVariables({ samples: 4, variables: 3, values });
 * const { oInformation } = localMeasures(columns, [0, 1]);
 * ok(oInformation.every((value) => Math.abs(value) < 1e-14)); // A pair has no O-information.
 * ```
 */
export function localMeasures(
  sampled: Sampled,
  variables: readonly ColumnsOf[],
): LocalMeasures {
  const spread = covariance(sampled);
  const centre = sampled.columns.map(({ values }) => meanOf(values));
  const { joint, alone, without } = multipletTerms(
    requireVariables({ variables: sampled.columns.length }, variables),
    (columns) => localEntropies(sampled, centre, spread, columns),
  );
  const measures = Array.from(joint, (_, sample) =>
    measuresOf({
      joint: joint[sample]!,
      alone: alone.map((entropies) => entropies[sample]!),
      without: without.map((entropies) => entropies[sample]!),
    }));
  const each = (measure: keyof MultipletMeasures) =>
    Float64Array.from(measures, (values) => values[measure]);
  return {
    totalCorrelation: each("totalCorrelation"),
    dualTotalCorrelation: each("dualTotalCorrelation"),
    oInformation: each("oInformation"),
    sInformation: each("sInformation"),
  };
}

/** −ln N(z; centre, spread) of the columns of every sample; 0 for no columns. */
function localEntropies(
  { samples, columns: all }: Sampled,
  centre: readonly number[],
  spread: Covariance,
  columns: readonly number[],
): Float64Array {
  const size = columns.length;
  const factor = choleskyFactor(spread, columns);
  const constant = logDeterminant(factor, size) + size * Math.log(2 * Math.PI);
  const point = new Float64Array(size);
  return Float64Array.from({ length: samples }, (_, sample) => {
    columns.forEach((column, at) => {
      point[at] = all[column]!.values[sample]! - centre[column]!;
    });
    return (constant + squaredDistance(factor, size, point)) / 2;
  });
}
