/** Tests by comparison with values under a null hypothesis, and corrections for many tests. */
import { requireProbabilities, StatisticsError } from "./checks.ts";

/**
 * The p-value of an observed value among draws under the null hypothesis, (1 + draws at least as large) / (1 + draws):
 * never 0, and valid for any number of draws (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585).
 *
 * @param draws at least one
 * @throws {StatisticsError} when there is no draw, or a value is not a number
 * @example
 * ```ts
 * import { permutationPValue } from "@multiplet/multiplet/statistics";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(permutationPValue(5, [1, 2, 5]), 0.5);
 * ```
 */
export function permutationPValue(observed: number, draws: ArrayLike<number>): number {
  if (draws.length === 0) throw new StatisticsError("A permutation test needs draws, got none");
  let atLeast = 0;
  for (let at = 0; at < draws.length; at++) {
    requireNumber(draws[at]!);
    if (draws[at]! >= requireNumber(observed)) atLeast++;
  }
  return (1 + atLeast) / (1 + draws.length);
}

function requireNumber(value: number): number {
  if (!Number.isNaN(value)) return value;
  throw new StatisticsError("A permutation test compares numbers, got NaN");
}

/** p-values of several hypotheses that were tested together. */
export interface MaximumTest {
  /**
   * Adjusted step-down. Where all hypotheses are true, the chance that any is α or less is at most α, whatever the
   * dependence; where some are, the same holds for these if the draws have their joint distribution (subset pivotality).
   */
  readonly stepDown: readonly number[];
  /** Adjusted in a single step: each compared with the largest of all hypotheses; not smaller than step-down. */
  readonly singleStep: readonly number[];
  /** Of each hypothesis alone. */
  readonly unadjusted: readonly number[];
}

/**
 * The step-down test by maxima (Westfall and Young 1993, "Resampling-Based Multiple Testing", algorithm 2.8). Hypotheses
 * are ordered by their statistic, the largest first. The one at step s is compared, draw by draw, with the largest
 * statistic of the hypotheses at step s or later; (1 + draws at least as large) / (1 + draws), then made monotone.
 *
 * @param observed the statistic of each hypothesis: larger ones are further from the null hypothesis
 * @param draws the same under the null hypothesis of all, a row per draw
 * @throws {StatisticsError} when there is no draw, a row has another length, or a value is not a number
 * @example
 * ```ts
 * import { maximumTest } from "@multiplet/multiplet/statistics";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const { stepDown } = maximumTest([9, 2], [[1, 3], [4, 1], [0, 0]]);
 * deepEqual(stepDown, [0.25, 0.5]);
 * ```
 */
export function maximumTest(
  observed: readonly number[],
  draws: readonly ArrayLike<number>[],
): MaximumTest {
  if (draws.length === 0) throw new StatisticsError("A permutation test needs draws, got none");
  const other = draws.find(({ length }) => length !== observed.length);
  if (other !== undefined) {
    throw new StatisticsError(
      `Each draw needs a statistic of each of the ${observed.length} hypotheses, got ${other.length}`,
    );
  }
  observed.forEach(requireNumber);
  const order = observed.map((_, at) => at).sort((a, b) => observed[b]! - observed[a]! || a - b);
  const counts = observed.map(() => ({ stepDown: 0, singleStep: 0, unadjusted: 0 }));
  for (const row of draws) {
    let largest = -Infinity;
    // From the last step on, so that the maximum grows.
    for (const at of order.toReversed()) {
      const value = requireNumber(row[at]!);
      largest = Math.max(largest, value);
      if (largest >= observed[at]!) counts[at]!.stepDown++;
      if (value >= observed[at]!) counts[at]!.unadjusted++;
    }
    observed.forEach((value, at) => {
      if (largest >= value) counts[at]!.singleStep++;
    });
  }
  const pValue = (count: number) => (1 + count) / (1 + draws.length);
  const stepDown = observed.map(() => 0);
  let least = 0;
  for (const at of order) stepDown[at] = least = Math.max(least, pValue(counts[at]!.stepDown));
  return {
    stepDown,
    singleStep: counts.map(({ singleStep }) => pValue(singleStep)),
    unadjusted: counts.map(({ unadjusted }) => pValue(unadjusted)),
  };
}

/**
 * p-values adjusted for the false discovery rate: with m tests and p₁ ≤ p₂ ≤ … ≤ p_m, the i-th becomes the smallest of
 * p_j m / j over j ≥ i, at most 1. Of the tests with an adjusted value of at most α, a share of α is false on average,
 * where the tests are independent or positively dependent (Benjamini and Hochberg 1995,
 * doi:10.1111/j.2517-6161.1995.tb02031.x).
 *
 * @throws {StatisticsError} when a p-value is not in 0..1
 * @example
 * ```ts
 * import { falseDiscoveryAdjusted } from "@multiplet/multiplet/statistics";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(falseDiscoveryAdjusted([0.01, 0.5, 0.03]), [0.03, 0.5, 0.045]);
 * ```
 */
export function falseDiscoveryAdjusted(pValues: readonly number[]): number[] {
  requireProbabilities(pValues);
  const order = pValues.map((_, at) => at).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = pValues.map(() => 1);
  let least = 1;
  order.forEach((at, fromLargest) => {
    least = Math.min(least, pValues[at]! * (pValues.length / (pValues.length - fromLargest)));
    adjusted[at] = least;
  });
  return adjusted;
}
