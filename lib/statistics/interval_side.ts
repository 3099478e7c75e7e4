/**
 * The sign of an estimate, as far as its interval tells it.
 * @module
 */

/** Where an interval lies relative to 0; `"around"`: it includes 0, so the sign is open. */
export type IntervalSide = "above" | "below" | "around";

/**
 * Side of 0 on which an interval lies. A bound that is exactly 0 belongs to the interval.
 *
 * @param interval lower and upper bound, in any unit; a single value is its own lower and upper bound
 *
 * @example
 * ```ts
 * import { intervalSide, summarise } from "@multiplet/multiplet/statistics";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(intervalSide(summarise([0.2, 0.3, 0.4]).confidenceInterval!), "above"); // 0.05 to 0.55
 * equal(intervalSide([-0.1, 0.7]), "around");
 * ```
 */
export function intervalSide([low, high]: readonly [lower: number, upper: number]): IntervalSide {
  return low > 0 ? "above" : high < 0 ? "below" : "around";
}
