/** The error of the statistics, and checks of what they are given. */

/**
 * Error: a statistic is not defined for the given values.
 *
 * @example
 * ```ts
 * import { StatisticsError, summarise } from "@multiplet/multiplet/statistics";
 * import { throws } from "node:assert/strict";
 * throws(() => summarise([]), StatisticsError);
 * ```
 */
export class StatisticsError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "StatisticsError";
}

/** @throws {StatisticsError} when `value` is not between 0 and 1, both excluded */
export function requireShare(name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new StatisticsError(`The ${name} must lie between 0 and 1, got ${value}`);
  }
}

/** Throws a {@link StatisticsError} unless all values are in 0..1. */
export function requireProbabilities(pValues: readonly number[]): void {
  pValues.forEach((p, at) => {
    if (!(p >= 0 && p <= 1)) {
      throw new StatisticsError(`pValues[${at}] = ${p} is not a probability: expected 0..1`);
    }
  });
}
