/**
 * A handful of numbers in one: mean, spread, range and how well the mean is known.
 * @module
 */
import { StatisticsError } from "./error.ts";
import { meanInterval } from "./student_t.ts";

/** Summary of a sample, in the unit of its values. */
export interface Summary {
  /** Number of values, at least 1. */
  readonly count: number;
  /** Arithmetic mean. */
  readonly mean: number;
  /** Sample standard deviation, with N−1. Absent for a single value, which has no spread. */
  readonly standardDeviation?: number;
  /** Smallest value. */
  readonly minimum: number;
  /** Largest value. */
  readonly maximum: number;
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
 *
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
  const count = values.length;
  if (count === 0) throw new StatisticsError("Cannot summarise an empty list of values");
  let minimum = Infinity;
  let maximum = -Infinity;
  let sum = 0;
  values.forEach((value, at) => {
    if (!Number.isFinite(value)) {
      throw new StatisticsError(`Cannot summarise values[${at}] = ${value}: it is not finite`);
    }
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    sum += value;
  });
  const mean = sum / count;
  if (count === 1) return { count, mean, minimum, maximum };
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  const standardDeviation = Math.sqrt(squares / (count - 1));
  return {
    count,
    mean,
    standardDeviation,
    minimum,
    maximum,
    confidenceInterval: meanInterval({ count, mean, standardDeviation }, 0.95),
  };
}
