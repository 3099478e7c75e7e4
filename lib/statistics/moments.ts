/** Mean, spread and range of a sample. */
import { StatisticsError } from "./checks.ts";

/** Mean, spread and range of a sample, in the unit of its values. */
export interface Moments {
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
}

/** The moments of values; see `summarise`, which adds the interval. */
export function moments(values: ArrayLike<number>): Moments {
  const count = values.length;
  if (count === 0) throw new StatisticsError("Cannot summarise an empty list of values");
  let minimum = Infinity;
  let maximum = -Infinity;
  let sum = 0;
  for (let at = 0; at < count; at++) {
    const value = values[at]!;
    if (!Number.isFinite(value)) {
      throw new StatisticsError(`Cannot summarise values[${at}] = ${value}: it is not finite`);
    }
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    sum += value;
  }
  const mean = sum / count;
  if (count === 1) return { count, mean, minimum, maximum };
  let squares = 0;
  for (let at = 0; at < count; at++) squares += (values[at]! - mean) ** 2;
  return { count, mean, standardDeviation: Math.sqrt(squares / (count - 1)), minimum, maximum };
}
