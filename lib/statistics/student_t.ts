/**
 * Student's t around the mean of a sample: all intervals and p-values are computed here. The package of the
 * quantiles includes a logger that lists the environment when it is loaded.
 */

// The order matters: modules run in the order of their imports.
import { showEnvironment } from "./hidden_environment.ts";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import tCdf from "@stdlib/stats-base-dists-t-cdf";

showEnvironment();

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

/** The properties of a sample of at least two values that Student's t uses. */
interface Spread {
  readonly count: number;
  readonly mean: number;
  /** With N−1. */
  readonly standardDeviation: number;
}

/**
 * Two-sided interval of the mean, `mean ± t · standardDeviation / √N` with N−1 degrees of freedom;
 * a single point where the values do not differ.
 *
 * @param level share of samples whose interval covers the true mean, between 0 and 1
 * @throws {StatisticsError} when the level is not between 0 and 1
 */
export function meanInterval(
  { count, mean, standardDeviation }: Spread,
  level: number,
): readonly [lower: number, upper: number] {
  requireShare("level", level);
  const margin = tQuantile((1 + level) / 2, count - 1) * standardDeviation / Math.sqrt(count);
  return [mean - margin, mean + margin];
}

/**
 * Probability that the mean of such a sample lies `distance` or more above the true mean. If all values are
 * equal: 0 for a positive distance, else 1.
 */
export function exceedance({ count, standardDeviation }: Spread, distance: number): number {
  if (standardDeviation === 0) return distance > 0 ? 0 : 1;
  // The lower tail keeps its digits where 1 − cdf would lose them.
  return tCdf(-distance * Math.sqrt(count) / standardDeviation, count - 1);
}

/** @throws {StatisticsError} when `value` is not between 0 and 1, both excluded */
export function requireShare(name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new StatisticsError(`The ${name} must lie between 0 and 1, got ${value}`);
  }
}
