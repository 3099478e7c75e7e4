/**
 * The discrete variable that features may inform about: class labels.
 * @module
 */
import { InformationError } from "./errors.ts";
import type { FeatureMatrix } from "./feature_matrix.ts";

/** One class a sample. Made by {@link discreteTarget}. */
export interface DiscreteTarget {
  /** The labels that occur, ascending. A class index is a position in this list. */
  readonly labels: readonly number[];
  /** The class index of every sample. */
  readonly classes: Uint32Array;
  /** Number of samples of every class. */
  readonly counts: readonly number[];
}

/**
 * Reads integer labels, one a sample. Labels need not start at 0 nor be contiguous.
 *
 * @throws InformationError for a label that is not an integer, or when there are none
 * @example
 * ```ts
 * import { discreteTarget } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const { labels, classes, counts } = discreteTarget([7, 3, 7, 7]);
 * deepEqual([labels, [...classes], counts], [[3, 7], [1, 0, 1, 1], [1, 3]]);
 * ```
 */
export function discreteTarget(labels: ArrayLike<number>): DiscreteTarget {
  if (labels.length === 0) {
    throw new InformationError("A target needs at least one label, got none");
  }
  for (let i = 0; i < labels.length; i++) {
    if (!Number.isSafeInteger(labels[i])) {
      throw new InformationError(`Class labels are integers, got ${labels[i]} for sample ${i}`);
    }
  }
  const present = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  const indexOf = new Map(present.map((label, index) => [label, index]));
  const classes = Uint32Array.from(labels, (label) => indexOf.get(label)!);
  const counts = present.map(() => 0);
  for (const index of classes) counts[index]!++;
  return { labels: present, classes, counts };
}

/**
 * H(y) = −Σ_c p_c ln p_c in nats, with p_c the share of class c among the samples: what any
 * information about y is bounded by. In 0..ln C.
 *
 * @example
 * ```ts
 * import { discreteTarget, fromNats, targetEntropy } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(fromNats(targetEntropy(discreteTarget([0, 1, 1, 0])), "bits"), 1);
 * ```
 */
export function targetEntropy({ counts, classes }: DiscreteTarget): number {
  return counts.reduce((sum, count) => sum - count * Math.log(count / classes.length), 0) /
    classes.length;
}

/** Throws an {@link InformationError} unless there is one label for every sample. */
export function requireLabelled({ samples }: FeatureMatrix, { classes }: DiscreteTarget): void {
  if (classes.length !== samples) {
    throw new InformationError(
      `Every sample needs one label: ${samples} samples, ${classes.length} labels`,
    );
  }
}
