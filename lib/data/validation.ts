/**
 * Training samples set aside, for choices that must not see the test set.
 * @module
 */
import type { Dataset, Samples } from "./dataset.ts";
import { makeDataset } from "./fingerprint.ts";
import { selectSamples } from "./select.ts";
import { stratifiedSplit } from "./stratified_split.ts";

/** The share of the training samples that is set aside: one sixth, 10,000 of MNIST's 60,000. */
const SHARE = 1 / 6;

/** A data set without the samples that were set aside, and those. */
export interface WithheldValidation {
  /** With fewer training samples, and a name and fingerprint of its own; the test set is the same. */
  readonly dataset: Dataset;
  /** What was set aside; in neither part of the data set. */
  readonly validation: Samples;
}

/**
 * Sets aside one sixth of the training samples, rounded, in proportion to the classes and at random
 * from `seed`.
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist, withholdValidation } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const { dataset, validation } = withholdValidation(await loadEmbeddedMnist(), 1);
 * deepEqual([dataset.train.count, validation.count, dataset.test.count], [6667, 1333, 2000]);
 * ```
 */
export function withholdValidation(dataset: Dataset, seed: number): WithheldValidation {
  const { name, description, imageShape, classes, train, test } = dataset;
  const count = Math.round(SHARE * train.count);
  const rows = stratifiedSplit(train.labels, classes, count, seed);
  return {
    dataset: makeDataset({
      name: `${name}-without-validation-${seed}`,
      description: `${description} Of the training samples, ${count} are set aside for selection.`,
      imageShape,
      classes,
      train: selectSamples(train, rows.train),
      test,
    }),
    validation: selectSamples(train, rows.test),
  };
}
