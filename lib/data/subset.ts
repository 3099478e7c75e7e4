/**
 * A small data set out of a large one.
 * @module
 */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import type { Dataset, Samples } from "./dataset.ts";
import { DatasetError } from "./errors.ts";
import { makeDataset } from "./fingerprint.ts";
import { rowsByClass, selectSamples } from "./select.ts";

/** How many samples to keep of each part. */
export interface SubsetSizes {
  /** Training samples, at least one per class. */
  readonly train: number;
  /** Test samples, at least one per class. */
  readonly test: number;
}

/**
 * The first samples of every class, as many of each: `train` and `test` divided by the number of
 * classes, one more for the lowest classes where that leaves a remainder. Kept rows stay in their
 * order, so the subset is the same at every call and needs no seed. Validation samples all stay.
 *
 * The name becomes `<name>-<train>-<test>`; the description says what was taken, and the
 * fingerprint is that of the smaller set.
 *
 * @throws DatasetError for sizes that are not integers of at least the number of classes, or when
 * a class has too few samples
 * @example
 * ```ts
 * import { loadEmbeddedMnist, takeSamples } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const small = takeSamples(await loadEmbeddedMnist(), { train: 2_000, test: 1_000 });
 * equal(small.parts.train.labels.filter((label) => label === 5).length, 200);
 * ```
 */
export function takeSamples(dataset: Dataset, sizes: SubsetSizes): Dataset {
  rejectUnknownOptions(DatasetError, "takeSamples", sizes, ["train", "test"]);
  const { name, description, classes, parts } = dataset;
  const { train, test } = sizes;
  const take = (part: "train" | "test"): Samples => {
    const { labels } = parts[part];
    const rows = evenRows(labels, classes.length, sizes[part], `${name}, ${part}`);
    return selectSamples(parts[part], rows);
  };
  return makeDataset({
    ...dataset,
    name: `${name}-${train}-${test}`,
    description: `${description} Of these, the first ${train} training and ${test} test samples ` +
      `with as many of each class.`,
    parts: { ...parts, train: take("train"), test: take("test") },
  });
}

function evenRows(labels: Uint8Array, classes: number, size: number, where: string): number[] {
  if (!Number.isInteger(size) || size < classes) {
    throw new DatasetError(
      `${where}: a subset has an integer number of samples, at least one for each of ${classes} ` +
        `classes; got ${size}`,
    );
  }
  const kept = rowsByClass(labels, classes).flatMap((rows, label) => {
    const needed = Math.floor(size / classes) + (label < size % classes ? 1 : 0);
    if (rows.length < needed) {
      throw new DatasetError(
        `${where}: a subset of ${size} needs ${needed} samples of class ${label}, ` +
          `there are ${rows.length}`,
      );
    }
    return rows.slice(0, needed);
  });
  return kept.sort((a, b) => a - b);
}
