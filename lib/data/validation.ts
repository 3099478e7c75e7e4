/**
 * Training samples set aside, for choices that must not see the test set.
 * @module
 */
import type { Dataset, DatasetParts } from "./dataset.ts";
import { DatasetError } from "./errors.ts";
import { makeDataset } from "./fingerprint.ts";
import { selectSamples } from "./select.ts";
import { stratifiedSplit } from "./stratified_split.ts";

/** The share of the training samples that is set aside: one sixth, 10,000 of MNIST's 60,000. */
const SHARE = 1 / 6;

/**
 * The same data set with one sixth of its training samples, rounded, set aside for validation, in
 * proportion to the classes and at random from `seed`. It has a name of its own, which has the seed.
 *
 * Its fingerprint is that of the two other parts: with the name it settles what was set aside.
 *
 * @throws DatasetError for a data set that has validation samples
 * @example
 * ```ts
 * import { loadEmbeddedMnist, withholdValidation } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const { train, validation, test } = withholdValidation(await loadEmbeddedMnist(), 1).parts;
 * deepEqual([train.count, validation.count, test.count], [6667, 1333, 2000]);
 * ```
 */
export function withholdValidation(
  dataset: Dataset,
  seed: number,
): Dataset & { readonly parts: Required<DatasetParts> } {
  const { name, description, classes, parts: { train, test, validation } } = dataset;
  if (validation !== undefined) {
    throw new DatasetError(`${name} has ${validation.count} validation samples: none to set aside`);
  }
  const count = Math.round(SHARE * train.count);
  const rows = stratifiedSplit(train.labels, classes.length, count, seed);
  const rest = makeDataset({
    ...dataset,
    name: `${name}-without-validation-${seed}`,
    description: `${description} Of the training samples, ${count} are set aside for selection.`,
    parts: { train: selectSamples(train, rows.train), test },
  });
  return { ...rest, parts: { ...rest.parts, validation: selectSamples(train, rows.test) } };
}
