/**
 * How many columns can be analysed together.
 * @module
 */
import { InformationError } from "./errors.ts";

/** Most bytes of all covariances of one analysis: 2 GiB. */
const MOST_BYTES = 2 ** 31;

/**
 * Throws an {@link InformationError} where covariances would take more than 2 GiB (more than 16,384
 * columns for a single one): a small file of few samples can ask for as many, and be refused for its
 * samples only after the memory is gone.
 *
 * @param covariances how many there are, of as many columns each
 */
export function requireMemory(columns: number, covariances: number = 1): void {
  const bytes = 8 * covariances * columns ** 2;
  if (bytes <= MOST_BYTES) return;
  const what = covariances === 1 ? "The covariance" : `${covariances} covariances`;
  throw new InformationError(
    `${what} of ${columns} columns would take ${(bytes / 2 ** 20).toFixed(0)} MiB, at most ` +
      `${MOST_BYTES / 2 ** 20} MiB are used: analyse fewer columns`,
  );
}
