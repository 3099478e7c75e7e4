/**
 * A mean, and how well it is known.
 * @module
 */
import { summarise, type Summary } from "../statistics/summary.ts";

/** A mean as a point with an error bar. */
export interface Estimate {
  readonly mean: number;
  /** 95 % interval of the mean; the mean twice for a single value. */
  readonly low: number;
  readonly high: number;
  readonly summary: Summary;
}

/**
 * The mean of values with its interval.
 *
 * @throws {StatisticsError} when there is no value, or one is not finite
 */
export function estimate(values: readonly number[]): Estimate {
  const summary = summarise(values);
  const { mean, confidenceInterval: [low, high] = [mean, mean] } = summary;
  return { mean, low, high, summary };
}
