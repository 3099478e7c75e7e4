/**
 * Two measurements on the same subjects: how far they are apart on average.
 * @module
 */
import { StatisticsError } from "./error.ts";
import { exceedance, meanInterval, requireShare } from "./student_t.ts";
import { summarise } from "./summary.ts";

/** Mean of `first − second` over pairs, in the unit of the values. */
export interface PairedDifference {
  /** Number of pairs, at least 1. */
  readonly count: number;
  /** Of the differences. */
  readonly mean: number;
  /** Of the differences, with N−1. Absent for a single pair. */
  readonly standardDeviation?: number;
  /** Level of the interval, between 0 and 1. */
  readonly level: number;
  /**
   * Two-sided confidence interval of the mean by Student's t with N−1 degrees of freedom. Absent for a
   * single pair; a single point where all differences are equal.
   */
  readonly interval?: readonly [lower: number, upper: number];
  /**
   * Two-sided p-value of "the mean difference is 0" by the same t; the interval excludes 0 exactly when
   * it is below 1 − level. Absent for a single pair. Differences that are all equal give 0, or 1 when
   * they are all 0.
   */
  readonly pValue?: number;
}

/**
 * Mean of the differences `first[i] − second[i]`, with its interval and p-value.
 *
 * @param first one value per subject
 * @param second the other value of the same subjects, in the same order
 * @param level of the interval; default 0.95
 * @throws {StatisticsError} when the lists differ in length or are empty, a difference is not finite, or
 * the level is not between 0 and 1
 *
 * @example
 * ```ts
 * import { pairedDifference } from "@multiplet/multiplet/statistics";
 * import { strictEqual as equal } from "node:assert/strict";
 * const { mean, interval, pValue } = pairedDifference([3, 5, 7], [2, 3, 4]); // 1, 2, 3
 * equal(mean, 2);
 * equal(interval?.[0].toFixed(4), "-0.4841"); // 2 − 4.3027 / √3
 * equal(pValue?.toFixed(4), "0.0742"); // t = 2√3 with 2 degrees of freedom
 * ```
 */
export function pairedDifference(
  first: readonly number[],
  second: readonly number[],
  level: number = 0.95,
): PairedDifference {
  requireShare("level", level);
  if (first.length !== second.length) {
    throw new StatisticsError(
      `Cannot pair ${first.length} values with ${second.length}: there must be as many of each`,
    );
  }
  const { count, mean, standardDeviation } = summarise(first.map((value, i) => value - second[i]!));
  if (standardDeviation === undefined) return { count, mean, level };
  const spread = { count, mean, standardDeviation };
  return {
    count,
    mean,
    standardDeviation,
    level,
    interval: meanInterval(spread, level),
    pValue: Math.min(1, 2 * exceedance(spread, Math.abs(mean))),
  };
}
