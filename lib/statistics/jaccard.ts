/**
 * Jaccard index of two sets of unit indices: the size of their intersection divided by that of their union,
 * 0..1; 0 where both are empty.
 *
 * @param first distinct indices in any order; `second` likewise
 * @example
 * ```ts
 * import { jaccardIndex } from "@multiplet/multiplet/statistics";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(jaccardIndex([0, 1, 2], [3, 2, 1]), 0.5); // 1 and 2 of 0, 1, 2 and 3
 * ```
 */
export function jaccardIndex(first: readonly number[], second: readonly number[]): number {
  const shared = first.filter((index) => second.includes(index)).length;
  return jaccard(shared, first.length, second.length);
}

/**
 * Mean Jaccard index of two sets of `first` and `second` out of `all` indices, each drawn uniformly and
 * independently: how many they share is hypergeometric.
 *
 * @param all an integer ≥ 0; `first` and `second` are integers in 0..`all`
 * @example
 * ```ts
 * import { expectedJaccard } from "@multiplet/multiplet/statistics";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(expectedJaccard(5, 1, 1), 0.2); // the same one of five
 * ```
 */
export function expectedJaccard(all: number, first: number, second: number): number {
  let sum = 0;
  // The probability of sharing as few as possible, then each from the one before.
  const least = Math.max(0, first + second - all);
  let probability = choose(first, least) * choose(all - first, second - least) /
    choose(all, second);
  for (let shared = least; shared <= Math.min(first, second); shared++) {
    sum += probability * jaccard(shared, first, second);
    probability *= (first - shared) * (second - shared) /
      ((shared + 1) * (all - first - second + shared + 1));
  }
  return sum;
}

function jaccard(shared: number, first: number, second: number): number {
  const either = first + second - shared;
  return either === 0 ? 0 : shared / either;
}

/** Binomial coefficient. */
function choose(all: number, some: number): number {
  let product = 1;
  for (let at = 1; at <= some; at++) product *= (all - some + at) / at;
  return product;
}
