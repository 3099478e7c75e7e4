/**
 * Differential entropy of Gaussian variables.
 * @module
 */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { requireColumns } from "./blocks.ts";
import { logDeterminant } from "./cholesky.ts";
import type { Covariance } from "./covariance.ts";
import { choleskyFactor } from "./covariance_factor.ts";
import { ENTROPY_OPTIONS, entropyBias, type EntropyOptions } from "./entropy_bias.ts";
import { InformationError } from "./errors.ts";

/**
 * H = Σ ln diag(chol C) + (k/2)(1 + ln 2π) in nats, minus its bias b(k, N): the joint entropy of k
 * columns with covariance C, if they are Gaussian.
 *
 * @param columns at least one, all different
 * @throws InformationError for columns that the covariance does not have
 * @throws TooFewSamplesError, ClassTooSmallError or NotPositiveDefiniteError when C is singular
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
