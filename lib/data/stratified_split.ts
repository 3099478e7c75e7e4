/**
 * A random split that keeps the proportions of the classes.
 * @module
 */
import { deriveSeed, randomSource, shuffle } from "../system/random/mod.ts";
import { DatasetError } from "./errors.ts";
import { rowsByClass } from "./select.ts";

/** Row indices of the two parts. */
export interface Split {
  /** Of the training part, in a random order. */
  readonly train: number[];
  /** Of the test part, in a random order. */
  readonly test: number[];
}

/**
 * Splits rows into `labels.length − testCount` for training and `testCount` for testing.
 *
 * Each class gives its proportional share of the test rows; shares are rounded by the method of
 * largest remainders (ties: lower class first), so that they add up to `testCount` exactly. The
 * rows of class c are shuffled with the seed derived from `seed` and `"class", c`, and the first
 * ones go to the training part. Both parts are then shuffled, with the seeds derived from `seed`
 * and `"train"` or `"test"`, so that classes are mixed and any beginning is representative.
 *
 * @param labels class of every row, 0..classes−1
 * @throws DatasetError unless `testCount` is an integer of 0..labels.length
 * @example
 * ```ts
 * import { stratifiedSplit } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const labels = Uint8Array.of(0, 0, 0, 0, 1, 1);
 * const { train, test } = stratifiedSplit(labels, 2, 3, 1);
 * deepEqual([train, test], [[3, 1, 5], [0, 4, 2]]);
 * deepEqual(test.map((row) => labels[row]).sort(), [0, 0, 1]);
 * ```
 */
export function stratifiedSplit(
  labels: Uint8Array,
  classes: number,
  testCount: number,
  seed: number,
): Split {
  if (!Number.isInteger(testCount) || testCount < 0 || testCount > labels.length) {
    throw new DatasetError(
      `A split of ${labels.length} rows needs a test count of 0 to ${labels.length}, got ${testCount}`,
    );
  }
  const rows = rowsByClass(labels, classes);
  const shares = proportionalShares(rows.map((group) => group.length), testCount);
  const train: number[] = [];
  const test: number[] = [];
  rows.forEach((group, label) => {
    shuffle(group, randomSource(deriveSeed(seed, "class", label)));
    const trained = group.length - shares[label]!;
    train.push(...group.slice(0, trained));
    test.push(...group.slice(trained));
  });
  return {
    train: shuffle(train, randomSource(deriveSeed(seed, "train"))),
    test: shuffle(test, randomSource(deriveSeed(seed, "test"))),
  };
}

/**
 * Shares of `total` in proportion to `sizes`, as integers that add up to `total`: the method of
 * largest remainders, ties to the lower index.
 */
function proportionalShares(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const shares = sizes.map((size) => Math.floor((size * total) / all));
  // Integers, unlike fractional parts, so that ties are exact.
  const remainders = sizes.map((size) => (size * total) % all);
  const missing = total - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = sizes.map((_, index) => index)
    .sort((a, b) => remainders[b]! - remainders[a]! || a - b);
  for (const index of byRemainder.slice(0, missing)) shares[index]!++;
  return shares;
}
