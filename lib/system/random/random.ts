/** Seeded random numbers: the source, and functions that draw from it. */
import { mersenne } from "pure-rand/generator/mersenne";

/** A stream of uniform random numbers: an argument of every function that draws, never global. */
export interface RandomSource {
  /** Next uniform integer in [0, 2³²). */
  uint32(): number;
}

/**
 * Starts a Mersenne Twister (MT19937) at a 32-bit seed: same seed, same stream, everywhere. It is
 * the stream of numpy's `RandomState(seed)`, so other tools can draw the same numbers.
 *
 * @example
 * ```ts
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(randomSource(5489).uint32(), 3499211612);
 * ```
 */
export function randomSource(seed: number): RandomSource {
  const generator = mersenne(seed);
  return { uint32: () => generator.next() >>> 0 };
}

/**
 * Uniform in [0, 1) with 24 random bits: exact in float32, so no rounding can reach 1.
 *
 * @example
 * ```ts
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(uniform(randomSource(1)), 0.4170219898223877);
 * ```
 */
export function uniform(random: RandomSource): number {
  return (random.uint32() >>> 8) * 2 ** -24;
}

/**
 * Independent standard normal numbers, by Marsaglia's polar method with uniform numbers of 53 random bits. They
 * are those of numpy's `RandomState(seed).standard_normal`, but for the last digits. The numbers come in pairs; of
 * an odd count, the second number of the last pair is lost.
 *
 * @example
 * ```ts
 * import { normals, randomSource } from "@multiplet/multiplet/random";
 * import { strictEqual as equal } from "node:assert/strict";
 * const [first, second] = normals(2, randomSource(1));
 * equal(first!.toFixed(12), "1.624345363663");
 * equal(second!.toFixed(12), "-0.611756413650");
 * ```
 */
export function normals(count: number, random: RandomSource): Float64Array {
  const values = new Float64Array(count);
  // In [−1, 1).
  const next = () => ((random.uint32() >>> 5) * 2 ** 26 + (random.uint32() >>> 6)) * 2 ** -52 - 1;
  for (let at = 0; at < count;) {
    const a = next();
    const b = next();
    const square = a * a + b * b;
    if (square === 0 || square >= 1) continue;
    const scale = Math.sqrt(-2 * Math.log(square) / square);
    values[at++] = scale * b;
    if (at < count) values[at++] = scale * a;
  }
  return values;
}

/**
 * Uniform integer in [0, bound), without modulo bias (rejection). `bound` in 1..2³².
 *
 * @example
 * ```ts
 * import { integerBelow, randomSource } from "@multiplet/multiplet/random";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const random = randomSource(1);
 * deepEqual(Array.from({ length: 5 }, () => integerBelow(random, 10)), [5, 9, 4, 8, 3]);
 * ```
 */
export function integerBelow(random: RandomSource, bound: number): number {
  for (;;) {
    const value = random.uint32();
    // The quotient of integers of 32 bits is never rounded up to the next integer: `first` is exact. Several times as
    // fast as a remainder of doubles, and faster than one of integers.
    const first = Math.floor(value / bound) * bound;
    // The last, incomplete run of `bound` values would favour small remainders.
    if (first + bound <= 2 ** 32) return (value - first) >>> 0;
  }
}

/**
 * Shuffles in place (Fisher–Yates, from the last position down). Returns its argument.
 *
 * @example
 * ```ts
 * import { randomSource, shuffle } from "@multiplet/multiplet/random";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(shuffle([0, 1, 2, 3, 4], randomSource(1)), [1, 2, 4, 3, 0]);
 * ```
 */
export function shuffle<T extends { length: number; [index: number]: number }>(
  items: T,
  random: RandomSource,
): T {
  for (let i = items.length - 1; i > 0; i--) {
    const j = integerBelow(random, i + 1);
    const kept = items[i]!;
    items[i] = items[j]!;
    items[j] = kept;
  }
  return items;
}
