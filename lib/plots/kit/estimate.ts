/**
 * A mean, how well it is known, and its sign.
 * @module
 */
import { type IntervalSide, intervalSide } from "../../statistics/interval_side.ts";
import { summarise, type Summary } from "../../statistics/summary.ts";

/** A mean as a point with an error bar. */
export interface Estimate extends Summary {
  /** 95 % interval of the mean; the mean twice for a single value. */
  readonly low: number;
  readonly high: number;
  /** Side of 0 on which that interval lies. */
  readonly side: IntervalSide;
}

/**
 * The mean of values with its interval.
 *
 * @throws {StatisticsError} when there is no value, or one is not finite
 */
export function estimate(values: readonly number[]): Estimate {
  const summary = summarise(values);
  const [low, high] = summary.confidenceInterval ?? [summary.mean, summary.mean];
  return { ...summary, low, high, side: intervalSide([low, high]) };
}
