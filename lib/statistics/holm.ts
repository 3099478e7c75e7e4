/**
 * Several tests at once, after Holm (1979), "A simple sequentially rejective multiple test procedure",
 * Scandinavian Journal of Statistics 6, 65–70.
 * @module
 */
import { StatisticsError } from "./error.ts";
import { requireShare } from "./student_t.ts";

/**
 * Holm–Bonferroni adjusted p-values: with m tests and p₁ ≤ p₂ ≤ … ≤ p_m, the i-th becomes
 * max over j ≤ i of min(1, (m − j + 1)·p_j). Rejecting where the adjusted value is below α keeps the
 * chance of any false rejection at α or less, however the tests depend on each other.
 *
 * @param pValues in any order
 * @returns adjusted values in the same order
 * @throws {StatisticsError} when a value is not within 0..1
 *
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
 * Levels of intervals that agree with Holm's tests. The i-th smallest p-value gets an interval of level
 * 1 − α/(m − i + 1) with α = 1 − level. At the first that fails its test, p_i ≥ α/(m − i + 1), the
 * procedure stops, and all later ones keep the level of that one. So an interval excludes 0 exactly when
 * the adjusted p-value is below α; equal p-values get equal levels. The levels are made for reading signs:
 * all signs read from intervals that exclude 0 belong to rejections of {@link holmAdjusted}; together the
 * intervals do not cover all true values at once with that level, as Bonferroni's would.
 *
 * @param pValues two-sided p-values of "the difference is 0", in any order
 * @param level of the whole family; default 0.95
 * @returns one level per p-value, in the same order
 * @throws {StatisticsError} when a value is not within 0..1, or the level is not between 0 and 1
 *
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

/** How many hypotheses are left when it is the turn of `p`: m − i + 1, the first i of equal values. */
function remaining(p: number, pValues: readonly number[]): number {
  return pValues.filter((other) => other >= p).length;
}

function requireProbabilities(pValues: readonly number[]): void {
  pValues.forEach((p, at) => {
    if (!(p >= 0 && p <= 1)) {
      throw new StatisticsError(`pValues[${at}] = ${p} is no probability: expected 0..1`);
    }
  });
}
