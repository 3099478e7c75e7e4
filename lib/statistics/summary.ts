/**
 * Summaries of samples: mean, spread, range, intervals by Student's t, counts of predictions by class. The
 * package of the quantiles includes a logger that lists the environment when it is loaded.
 */

// The order matters: modules run in the order of their imports.
import { showEnvironment } from "./hidden_environment.ts";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import tCdf from "@stdlib/stats-base-dists-t-cdf";

showEnvironment();

/**
 * Error: a statistic is not defined for the given values.
 *
 * @example
 * ```ts
 * import { StatisticsError, summarise } from "@multiplet/multiplet/statistics";
 * import { throws } from "node:assert/strict";
 * throws(() => summarise([]), StatisticsError);
 * ```
 */
export class StatisticsError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "StatisticsError";
}

/** The properties of a sample of at least two values that Student's t uses. */
type Spread = Required<Pick<Summary, "count" | "mean" | "standardDeviation">>;

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

/** @throws {StatisticsError} when `value` is not between 0 and 1, both excluded */
export function requireShare(name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new StatisticsError(`The ${name} must lie between 0 and 1, got ${value}`);
  }
}

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

/** Throws a {@link StatisticsError} unless all values are in 0..1. */
export function requireProbabilities(pValues: readonly number[]): void {
  pValues.forEach((p, at) => {
    if (!(p >= 0 && p <= 1)) {
      throw new StatisticsError(`pValues[${at}] = ${p} is not a probability: expected 0..1`);
    }
  });
}
