/**
 * Intervals and p-values of a mean by Student's t. The package of the quantiles includes a logger that lists the
 * environment when it is loaded, and needs Node: what runs in browsers imports the other modules of this folder.
 */

// The order matters: modules run in the order of their imports.
import { showEnvironment } from "./hidden_environment.ts";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import tCdf from "@stdlib/stats-base-dists-t-cdf";
import type { Moments } from "./moments.ts";

showEnvironment();

/** The properties of a sample of at least two values that Student's t uses. */
type Spread = Required<Pick<Moments, "count" | "mean" | "standardDeviation">>;

/**
 * Two-sided interval of the mean, `mean ± t · standardDeviation / √N` with N−1 degrees of freedom;
 * a single point where the values do not differ.
 *
 * @param level share of samples whose interval covers the true mean, between 0 and 1, both excluded
 */
export function meanInterval(
  { count, mean, standardDeviation }: Spread,
  level: number,
): readonly [lower: number, upper: number] {
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
