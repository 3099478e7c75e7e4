/** Summaries of samples: mean, spread, range, interval by Student's t, counts of predictions by class. */
import { StatisticsError } from "./checks.ts";
import { type Moments, moments } from "./moments.ts";
import { meanInterval } from "./student.ts";

/** Summary of a sample, in the unit of its values. */
export interface Summary extends Moments {
  /**
   * Two-sided 95 % confidence interval of the mean by Student's t with N−1 degrees of freedom:
   * `mean ± t₀.₉₇₅ · standardDeviation / √N`. Absent for a single value.
   */
  readonly confidenceInterval?: readonly [lower: number, upper: number];
}

/**
 * Summarises values such as the test accuracies of several networks. The deviation is computed in
 * a second pass around the mean, so that values far from zero lose no digits.
 *
 * @throws {StatisticsError} when there is no value, or one is not finite
 * @example
 * ```ts
 * import { summarise } from "@multiplet/multiplet/statistics";
 * import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
 * const { mean, standardDeviation, confidenceInterval } = summarise([1, 2, 3]);
 * deepEqual([mean, standardDeviation], [2, 1]);
 * equal(confidenceInterval?.[1].toFixed(4), "4.4841"); // 2 + 4.3027 / √3
 * ```
 */
export function summarise(values: readonly number[]): Summary {
  const found = moments(values);
  const { count, mean, standardDeviation } = found;
  if (standardDeviation === undefined) return found;
  const confidenceInterval = meanInterval({ count, mean, standardDeviation }, 0.95);
  return { ...found, confidenceInterval };
}

/** Position of an interval relative to 0; `"around"`: it includes 0, so the sign is undetermined. */
export type IntervalSide = "above" | "below" | "around";

/**
 * Side of 0 on which an interval lies. A bound that is exactly 0 belongs to the interval.
 *
 * @param interval lower and upper bound, in any unit; a single value is its own lower and upper bound
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

/** Counts of samples: `matrix[t][p]` of true class `t` were predicted as class `p`. Square. */
export type ConfusionMatrix = readonly (readonly number[])[];

/**
 * Counts predictions by true class (rows) and predicted class (columns).
 *
 * @param labels true classes, 0..classes−1
 * @param predictions predicted classes, 0..classes−1, in the same order
 * @param classes number of rows and columns
 * @throws {StatisticsError} when the lists differ in length or a value is not a class index
 * @example
 * ```ts
 * import { confusionMatrix } from "@multiplet/multiplet/statistics";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(confusionMatrix([0, 0, 1, 1], [0, 1, 1, 1], 2), [[1, 1], [0, 2]]);
 * ```
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  if (labels.length !== predictions.length) {
    throw new StatisticsError(
      `Cannot compare ${labels.length} labels with ${predictions.length} predictions: ` +
        "there must be one prediction per label",
    );
  }
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let sample = 0; sample < labels.length; sample++) {
    const row = counts[classAt(labels, sample, classes, "labels")]!;
    row[classAt(predictions, sample, classes, "predictions")]! += 1;
  }
  return counts;
}

function classAt(values: ArrayLike<number>, at: number, classes: number, name: string): number {
  const value = values[at]!;
  if (!Number.isInteger(value) || value < 0 || value >= classes) {
    throw new StatisticsError(
      `${name}[${at}] = ${value} is not a class: expected an integer in 0..${classes - 1}`,
    );
  }
  return value;
}
