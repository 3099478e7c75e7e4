/**
 * Whether two measurements are the same for practical purposes.
 * @module
 */
import { StatisticsError } from "./error.ts";
import { type PairedDifference, pairedDifference } from "./paired_difference.ts";
import { exceedance } from "./student_t.ts";

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
  /** Whether the interval lies within −margin..margin, both ends excluded. Absent for a single pair. */
  readonly equivalent?: boolean;
}

/**
 * Tests by two one-sided t tests (TOST; Schuirmann 1987) whether paired values are equivalent. Both tests
 * reject at level α exactly when the interval of level 1 − 2α, 90 % by default, lies within the margins.
 * That they are not equivalent in this sense does not show a difference.
 *
 * @param first one value per subject
 * @param second the other value of the same subjects, in the same order
 * @param margin largest mean difference that counts as none, above 0, in the unit of the values
 * @param alpha level of each of the two tests, below 0.5; default 0.05
 * @throws {StatisticsError} as {@link pairedDifference} does, and when the margin is not positive or α is
 * not between 0 and 0.5
 *
 * @example
 * ```ts
 * import { equivalence } from "@multiplet/multiplet/statistics";
 * import { strictEqual as equal } from "node:assert/strict";
 * const first = [10.1, 12.2, 9, 11];
 * const second = [10, 12, 9.1, 11];
 * equal(equivalence(first, second, 0.5).equivalent, true); // mean 0.05, 90 % interval −0.10 to 0.20
 * equal(equivalence(first, second, 0.15).equivalent, false);
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
  // The test on the side to which the mean leans has the larger p-value.
  const pValue = exceedance({ count, mean, standardDeviation }, margin - Math.abs(mean));
  return {
    margin,
    difference,
    pValue,
    equivalent: interval[0] > -margin && interval[1] < margin,
  };
}
