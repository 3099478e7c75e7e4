/**
 * Factorisation of covariances, with errors that name the culprit.
 * @module
 */
import { choleskyInPlace, submatrix } from "./cholesky.ts";
import type { Covariance } from "./covariance.ts";
import {
  ClassTooSmallError,
  columnReference,
  NotPositiveDefiniteError,
  TooFewSamplesError,
} from "./errors.ts";

/**
 * The lower Cholesky factor of the covariance of `columns`, in that order.
 *
 * @param columns distinct columns of the covariance
 * @returns columns.length², row-major
 * @throws TooFewSamplesError or ClassTooSmallError when there are not more samples than columns
 * @throws NotPositiveDefiniteError that names the first column determined by those before it
 */
export function choleskyFactor(covariance: Covariance, columns: readonly number[]): Float64Array {
  requireSamples(covariance, columns.length);
  const factor = submatrix(covariance.values, covariance.order, columns);
  const failed = choleskyInPlace(factor, columns.length);
  if (failed < 0) return factor;
  throw new NotPositiveDefiniteError(
    columnReference(columns[failed]!, covariance.names),
    covariance.label,
  );
}

/**
 * Those of `columns` that the ones before them determine. The others have a positive definite
 * covariance.
 *
 * @throws TooFewSamplesError or ClassTooSmallError when there are not more samples than columns
 */
export function dependentColumns(
  covariance: Covariance,
  columns: readonly number[],
): number[] {
  requireSamples(covariance, columns.length);
  const dependent: number[] = [];
  let rest = columns;
  for (;;) {
    const factor = submatrix(covariance.values, covariance.order, rest);
    const failed = choleskyInPlace(factor, rest.length);
    if (failed < 0) return dependent;
    dependent.push(rest[failed]!);
    rest = rest.filter((_, at) => at !== failed);
  }
}

function requireSamples({ samples, label }: Covariance, columns: number): void {
  if (samples > columns) return;
  throw label === undefined
    ? new TooFewSamplesError(samples, columns)
    : new ClassTooSmallError(label, samples, columns);
}
