/**
 * Student's t around the mean of a sample: the one place where intervals and p-values come from.
 * @module
 */
import tCdf from "@stdlib/stats-base-dists-t-cdf";
import { StatisticsError } from "./error.ts";
import { tQuantile } from "./t_quantile.ts";

/** What Student's t needs to know of a sample: at least two values. */
export interface Spread {
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
 * Probability that the mean of such a sample lies `distance` or more above the true mean. Values that
 * do not differ leave no doubt: 0 for a positive distance, else 1.
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
