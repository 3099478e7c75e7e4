/**
 * Two measurements on the same subjects: their difference, corrections for several such differences, and
 * tests of equivalence.
 */
import { requireProbabilities, requireShare, StatisticsError } from "./checks.ts";
import { moments } from "./moments.ts";
import { exceedance, meanInterval } from "./student.ts";

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
   * Two-sided p-value of "the mean difference is 0" by the same t; the interval excludes 0 exactly when it is
   * below 1 − level. Absent for a single pair. Differences that are all equal give 0, or 1 when they are all 0.
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
  const { count, mean, standardDeviation } = moments(first.map((value, i) => value - second[i]!));
  if (standardDeviation === undefined) return { count, mean, level };
  const spread = { count, mean, standardDeviation };
  return {
    ...spread,
    level,
    interval: meanInterval(spread, level),
    pValue: Math.min(1, 2 * exceedance(spread, Math.abs(mean))),
  };
}

/**
 * Holm–Bonferroni adjusted p-values: with m tests and p₁ ≤ p₂ ≤ … ≤ p_m, the i-th becomes
 * max over j ≤ i of min(1, (m − j + 1)·p_j). Rejecting where the adjusted value is below α keeps the
 * chance of any false rejection at α or less, however the tests depend on each other. After Holm (1979), "A
 * simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 65–70.
 *
 * @param pValues in any order
 * @returns adjusted values in the same order
 * @throws {StatisticsError} when a value is not within 0..1
 * @example
 * ```ts
 * import { holmAdjusted } from "@multiplet/multiplet/statistics";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(holmAdjusted([0.0625, 0.015625, 0.5]), [0.125, 0.046875, 0.5]);
 * ```
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  requireProbabilities(pValues);
  return pValues.map((own) =>
    Math.max(
      ...pValues.filter((p) => p <= own).map((p) => Math.min(1, p * remaining(p, pValues))),
    )
  );
}

/**
 * Levels of intervals that agree with Holm's tests. The i-th smallest p-value gets an interval of level 1 −
 * α/(m − i + 1) with α = 1 − level. The procedure stops at the first p-value that is not significant, p_i ≥
 * α/(m − i + 1); all later ones get the level of that one. So an interval excludes 0 exactly when the
 * adjusted p-value is below α; equal p-values get equal levels. Use these levels for the signs of
 * differences: an interval that excludes 0 belongs to a rejection by {@link holmAdjusted}. Unlike
 * Bonferroni's, the intervals do not cover all true values simultaneously at that level.
 *
 * @param pValues two-sided p-values of "the difference is 0", in any order
 * @param level of the whole family; default 0.95
 * @returns one level per p-value, in the same order
 * @throws {StatisticsError} when a value is not within 0..1, or the level is not between 0 and 1
 * @example
 * ```ts
 * import { holmLevels } from "@multiplet/multiplet/statistics";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const rounded = (levels: number[]) => levels.map((level) => level.toFixed(4));
 * deepEqual(rounded(holmLevels([0.001, 0.01, 0.04])), ["0.9833", "0.9750", "0.9500"]);
 * deepEqual(rounded(holmLevels([0.001, 0.03, 0.04])), ["0.9833", "0.9750", "0.9750"]);
 * ```
 */
export function holmLevels(pValues: readonly number[], level: number = 0.95): number[] {
  requireProbabilities(pValues);
  requireShare("level", level);
  const alpha = 1 - level;
  const failing = pValues.filter((p) => p * remaining(p, pValues) >= alpha);
  const stop = Math.min(...failing);
  return pValues.map((p) => 1 - alpha / remaining(Math.min(p, stop), pValues));
}

/** Number of hypotheses not yet tested before `p`: m − i + 1, with the first i of equal values. */
function remaining(p: number, pValues: readonly number[]): number {
  return pValues.filter((other) => other >= p).length;
}

/** A paired difference as one of several, with its level by Holm's procedure. */
export interface CorrectedDifference extends PairedDifference {
  /** Adjusted by Holm–Bonferroni. Absent for a single pair. */
  readonly adjustedPValue?: number;
}

/**
 * Paired differences `first[i] − second[i]` of one list against several others, with Holm-corrected
 * intervals: one that excludes 0 does so at the level of the whole family, see {@link holmLevels}.
 *
 * @param first one value per subject
 * @param others other values of the same subjects, in the same order
 * @param level of the whole family; default 0.95
 * @returns one difference for each of `others`, in their order
 * @throws {StatisticsError} as {@link pairedDifference} does
 * @example
 * ```ts
 * import { correctedDifferences } from "@multiplet/multiplet/statistics";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const [clear, unclear] = correctedDifferences([3, 4, 5, 6], [[1, 2, 3.5, 4], [2, 5, 4, 7]]);
 * deepEqual([clear?.level, unclear?.level], [0.975, 0.95]);
 * deepEqual([clear?.interval?.[0].toFixed(2), unclear?.interval?.[0].toFixed(2)], ["1.35", "-1.84"]);
 * ```
 */
export function correctedDifferences(
  first: readonly number[],
  others: readonly (readonly number[])[],
  level: number = 0.95,
): CorrectedDifference[] {
  return holmDifferences(others.map((other) => [first, other]), level);
}

/** Two values of the same subjects: one list each, in the same order. */
export type Comparison = readonly [first: readonly number[], second: readonly number[]];

/**
 * {@link correctedDifferences} of comparisons that share no list, and can be of different subjects; a comparison of a
 * single pair has no p-value and is left out of the correction.
 *
 * @param comparisons the differences are `first − second`
 * @param level of the whole family; default 0.95
 * @throws {StatisticsError} as {@link pairedDifference} does
 * @example
 * ```ts
 * import { holmDifferences } from "@multiplet/multiplet/statistics";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const differences = holmDifferences([[[3, 4, 5, 6], [1, 2, 3.5, 4]], [[1, 2], [2, 2.5]], [[1], [2]]]);
 * deepEqual(differences.map(({ level }) => level), [0.975, 0.95, 0.95]);
 * ```
 */
export function holmDifferences(
  comparisons: readonly Comparison[],
  level: number = 0.95,
): CorrectedDifference[] {
  const plain = comparisons.map(([first, second]) => pairedDifference(first, second, level));
  const pValues = plain.flatMap(({ pValue }) => pValue ?? []);
  const levels = holmLevels(pValues, level);
  const adjusted = holmAdjusted(pValues);
  let tested = 0;
  return plain.map((difference, at) => {
    if (difference.pValue === undefined) return difference;
    const [first, second] = comparisons[at]!;
    const own = tested++;
    return { ...pairedDifference(first, second, levels[own]!), adjustedPValue: adjusted[own]! };
  });
}

/** Outcome of two one-sided tests. */
export interface Equivalence {
  /** Differences up to this, in either direction, count as none. */
  readonly margin: number;
  /** Mean difference with the interval of level 1 − 2α. */
  readonly difference: PairedDifference;
  /**
   * The larger p-value of the two tests "the mean difference is −margin or less" and "… is margin or
   * more". Absent for a single pair.
   */
  readonly pValue?: number;
  /** True if the interval lies within −margin..margin, both ends excluded. Absent for a single pair. */
  readonly equivalent?: boolean;
  /** The tests reject for every larger margin, and for no smaller one. Absent for a single pair. */
  readonly smallestMargin?: number;
}

/**
 * Tests by two one-sided t tests (TOST; Schuirmann 1987) whether paired values are equivalent. Both tests
 * reject at level α exactly when the interval of level 1 − 2α, 90 % by default, lies within the margins. A
 * test that does not reject does not show a difference.
 *
 * @param first one value per subject
 * @param second the other value of the same subjects, in the same order
 * @param margin largest mean difference that counts as none, above 0, in the unit of the values
 * @param alpha level of each of the two tests, below 0.5; default 0.05
 * @throws {StatisticsError} as {@link pairedDifference} does, and when the margin is not positive or α is not
 * between 0 and 0.5
 * @example
 * ```ts
 * import { equivalence } from "@multiplet/multiplet/statistics";
 * import { strictEqual as equal } from "node:assert/strict";
 * const first = [10.1, 12.2, 9, 11];
 * const second = [10, 12, 9.1, 11];
 * equal(equivalence(first, second, 0.5).equivalent, true); // mean 0.05, 90 % interval −0.10 to 0.20
 * equal(equivalence(first, second, 0.15).equivalent, false);
 * equal(equivalence(first, second, 0.5).smallestMargin?.toFixed(2), "0.20");
 * ```
 */
export function equivalence(
  first: readonly number[],
  second: readonly number[],
  margin: number,
  alpha: number = 0.05,
): Equivalence {
  if (!(margin > 0 && margin < Infinity)) {
    throw new StatisticsError(`The margin of equivalence must be positive, got ${margin}`);
  }
  if (!(alpha > 0 && alpha < 0.5)) {
    throw new StatisticsError(`The level α of each test must lie between 0 and 0.5, got ${alpha}`);
  }
  const difference = pairedDifference(first, second, 1 - 2 * alpha);
  const { count, mean, standardDeviation, interval } = difference;
  if (standardDeviation === undefined || interval === undefined) return { margin, difference };
  // The test on the side of the mean's sign has the larger p-value.
  const pValue = exceedance({ count, mean, standardDeviation }, margin - Math.abs(mean));
  return {
    margin,
    difference,
    pValue,
    equivalent: interval[0] > -margin && interval[1] < margin,
    smallestMargin: Math.max(-interval[0], interval[1]),
  };
}
