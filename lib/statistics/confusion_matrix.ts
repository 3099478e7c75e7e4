/**
 * Which classes are taken for which.
 * @module
 */
import { StatisticsError } from "./error.ts";

/** Counts of samples: `matrix[t][p]` of true class `t` were predicted as class `p`. Square. */
export type ConfusionMatrix = readonly (readonly number[])[];

/**
 * Counts predictions by true class (rows) and predicted class (columns).
 *
 * @param labels true classes, 0..classes−1
 * @param predictions predicted classes, 0..classes−1, in the same order
 * @param classes number of rows and columns
 * @throws {StatisticsError} when the lists differ in length or hold anything but class indices
 *
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
      `${name}[${at}] = ${value} is no class: expected an integer in 0..${classes - 1}`,
    );
  }
  return value;
}
