/** A mean, its interval, and its sign. */
import { type IntervalSide, intervalSide, summarise, type Summary } from "../../statistics/mod.ts";

/** A mean as a point with an error bar. */
export interface Estimate extends Summary {
  /** 95 % interval of the mean; the mean twice for a single value. */
  readonly low: number;
  readonly high: number;
  /** Side of 0 on which that interval lies. */
  readonly side: IntervalSide;
}

/** The mean of values, at least one, with its interval. */
export function estimate(values: readonly number[]): Estimate {
  const summary = summarise(values);
  const [low, high] = summary.confidenceInterval ?? [summary.mean, summary.mean];
  return { ...summary, low, high, side: intervalSide([low, high]) };
}

type Bounds = Pick<Estimate, "low" | "high">;
export const boundsOf = (all: readonly Bounds[]): number[] =>
  all.flatMap(({ low, high }) => [low, high]);

/** True where there is an interval of some width. */
export const isRange = ({ low, high }: Bounds): boolean => low < high;
