/** Statistics of a mean that do not rest on a normal distribution: median, signs, bootstrap interval. */
import { integerBelow, type RandomSource, randomSource } from "../system/random/mod.ts";
import { requireProbabilities, requireShare, StatisticsError } from "./checks.ts";
import { moments } from "./moments.ts";

/** Options of {@link bootstrapInterval}. */
export interface BootstrapOptions {
  /** Share of samples whose interval is meant to cover the true mean, between 0 and 1. Default 0.95. */
  readonly level?: number | undefined;
  /** Number of draws, at least 1. Default 10,000. */
  readonly draws?: number | undefined;
  /** Seed of the draws, 0..2³²−1. Default 1. */
  readonly seed?: number | undefined;
}

/** The positions that draws take from samples of one size, draw by draw; made once per size and seed. */
const drawn = new Map<string, Uint32Array>();

function positionsOf(count: number, draws: number, seed: number): Uint32Array {
  return drawn.getOrInsertComputed(`${count} ${draws} ${seed}`, () => {
    const random: RandomSource = randomSource(seed);
    return Uint32Array.from({ length: count * draws }, () => integerBelow(random, count));
  });
}

/**
 * Percentile bootstrap interval of the mean: values are drawn with replacement, as many as there are; the ends are
 * the quantiles (1 ∓ level)/2 of the means of the draws, between two means by linear interpolation. Draw after
 * draw takes `integerBelow(random, count)` from a Mersenne Twister that starts at the seed, so samples of one size
 * share their draws, and other programs can repeat them. Over 20 values that are normal, it covers the true mean less
 * often than its level says: in about 97, 93 and 87 % of samples at the levels 98.3, 95 and 90 %.
 *
 * @param values one per subject
 * @returns `undefined` for a single value, which has no spread
 * @throws {StatisticsError} when there is no value, one is not finite, or an option is out of range
 * @example
 * ```ts
 * import { bootstrapInterval } from "@multiplet/multiplet/statistics";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(bootstrapInterval([1, 2, 3, 6]), [1.5, 5]);
 * ```
 */
export function bootstrapInterval(
  values: readonly number[],
  { level = 0.95, draws = 10_000, seed = 1 }: BootstrapOptions = {},
): readonly [lower: number, upper: number] | undefined {
  requireShare("level", level);
  if (!(Number.isSafeInteger(draws) && draws >= 1)) {
    throw new StatisticsError(
      `A bootstrap needs a whole number of draws, at least 1, got ${draws}`,
    );
  }
  const { count } = moments(values);
  if (count === 1) return undefined;
  const positions = positionsOf(count, draws, seed);
  const means = new Float64Array(draws);
  for (let draw = 0, at = 0; draw < draws; draw++) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += values[positions[at++]!]!;
    means[draw] = sum / count;
  }
  means.sort();
  const tail = (1 - level) / 2;
  return [quantileOf(means, tail), quantileOf(means, 1 - tail)];
}

function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (at - Math.floor(at)) * (high - low);
}

/**
 * The value below which a share of the values lies: 0 is the smallest, 1 the largest, between two values by linear
 * interpolation.
 *
 * @throws {StatisticsError} when there is no value, one is not finite, or the share is not in 0..1
 * @example
 * ```ts
 * import { quantile } from "@multiplet/multiplet/statistics";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(quantile([4, 1, 2], 0.75), 3);
 * ```
 */
export function quantile(values: readonly number[], share: number): number {
  moments(values);
  requireProbabilities([share]);
  return quantileOf(Float64Array.from(values).sort(), share);
}

/**
 * The middle value; of an even number of values, the mean of the two in the middle.
 *
 * @throws {StatisticsError} when there is no value, or one is not finite
 * @example
 * ```ts
 * import { medianOf } from "@multiplet/multiplet/statistics";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(medianOf([3, 1, 2, 10]), 2.5);
 * ```
 */
export function medianOf(values: readonly number[]): number {
  return quantile(values, 0.5);
}
