/** Differential entropy of Gaussian variables, and the bias of its estimate from samples. */
import digamma from "@stdlib/math-base-special-digamma";
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { InformationError } from "../variables/errors.ts";
import { requireColumns } from "../variables/grouping.ts";
import { logDeterminant } from "./cholesky.ts";
import { choleskyFactor, type Covariance } from "./covariance.ts";

/** Option of the bias correction. */
export interface EntropyOptions {
  /** Subtract {@link entropyBias} from every entropy. Default `true`. */
  readonly biasCorrected?: boolean;
}

/** The options of {@link EntropyOptions}, for checks of options that contain them. */
export const ENTROPY_OPTIONS = ["biasCorrected"] as const satisfies (keyof EntropyOptions)[];

/**
 * Bias in nats of the entropy of k Gaussian variables whose covariance was estimated from N samples
 * with N − 1:
 *
 * b(k, N) = ½ [ k ln(2/(N−1)) + Σ_{i=1..k} ψ((N−i)/2) ]
 *
 * It is negative: estimated entropies are too small (Goodman 1963; Ince et
 * al. 2017, doi:10.1002/hbm.23471).
 *
 * @param variables k, at least 0
 * @param samples N, more than k; `Infinity` has no bias
 * @example
 * ```ts
 * import { entropyBias } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * ok(Math.abs(entropyBias(3, 200) - -0.0151580857346989) < 1e-12);
 * ```
 */
export function entropyBias(variables: number, samples: number): number {
  return entropyBiases(variables, samples)[variables]!;
}

/** {@link entropyBias} of 0..`most` variables. */
export function entropyBiases(most: number, samples: number): Float64Array {
  const biases = new Float64Array(most + 1);
  if (samples === Infinity) return biases;
  const digammas = Array.from({ length: most }, (_, i) => digamma((samples - 1 - i) / 2));
  for (let variables = 1; variables <= most; variables++) {
    let sum = variables * Math.log(2 / (samples - 1));
    for (let i = 0; i < variables; i++) sum += digammas[i]!;
    biases[variables] = sum / 2;
  }
  return biases;
}

/**
 * H = Σ ln diag(chol C) + (k/2)(1 + ln 2π) in nats, minus its bias b(k, N): the joint entropy of k
 * columns with covariance C, if they are Gaussian.
 *
 * @param columns at least one, all different
 * @throws InformationError for columns that the covariance does not have, or where C is singular
 * @example
 * ```ts
 * import { covarianceFromMatrix, fromNats, gaussianEntropy } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * const standardNormal = covarianceFromMatrix(Float64Array.of(1), Infinity);
 * equal(fromNats(gaussianEntropy(standardNormal, [0]), "bits").toFixed(6), "2.047096");
 * ```
 */
export function gaussianEntropy(
  covariance: Covariance,
  columns: readonly number[],
  options: EntropyOptions = {},
): number {
  rejectUnknownOptions(InformationError, "gaussianEntropy", options, ENTROPY_OPTIONS);
  requireColumns(covariance, columns);
  return jointEntropy(covariance, columns, options);
}

/** {@link gaussianEntropy} of checked columns; 0 for none. */
export function jointEntropy(
  covariance: Covariance,
  columns: readonly number[],
  { biasCorrected = true }: EntropyOptions,
): number {
  const size = columns.length;
  const determinant = logDeterminant(choleskyFactor(covariance, columns), size);
  const entropy = (determinant + size * (1 + Math.log(2 * Math.PI))) / 2;
  return biasCorrected ? entropy - entropyBias(size, covariance.samples) : entropy;
}
