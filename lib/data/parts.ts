/** Making, checking, splitting and sharing data sets. */
import { createHash } from "node:crypto";
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { deriveSeed, randomSource, shuffle } from "../system/random/mod.ts";
import { inSharedMemory } from "../system/workers/in_parallel.ts";
import {
  type Dataset,
  DatasetError,
  type DatasetParts,
  type InputShape,
  inputSize,
  type Samples,
} from "./dataset.ts";

/** The contents of a data set, before its fingerprint. */
export type DatasetContents = Omit<Dataset, "fingerprint">;

/**
 * SHA-256 (hex) over name, input shape, number of classes, and the inputs and labels of all parts. The
 * description and the names of classes are left out: texts do not change a training.
 *
 * @example
 * ```ts
 * import { fingerprint, loadEmbeddedMnist } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const dataset = await loadEmbeddedMnist();
 * equal(fingerprint(dataset), dataset.fingerprint);
 * equal(dataset.fingerprint.slice(0, 8), "b570f6c7");
 * ```
 */
export function fingerprint(contents: Omit<DatasetContents, "description">): string {
  const { name, input, classes, parts } = contents;
  const all = partsOf(parts).map(([, samples]) => samples);
  const shape = ({ count, features, inputs }: Samples) => [count, features, typeOf(inputs)];
  const hash = createHash("sha256");
  hash.update(JSON.stringify([name, hashedShape(input), classes.length, ...all.map(shape)]));
  for (const { inputs, labels } of all) {
    hash.update(new Uint8Array(inputs.buffer, inputs.byteOffset, inputs.byteLength));
    hash.update(labels);
  }
  return hash.digest("hex");
}

/** The hash of one-channel images must not change: it is part of the keys of stored results. */
function hashedShape(input: InputShape) {
  if (input.kind === "vector") return ["vector", input.size];
  const { height, width, channels } = input;
  return channels === 1 ? [height, width] : ["image", height, width, channels];
}

/**
 * Makes a {@link Dataset}: checks that its sizes and labels agree and adds the fingerprint.
 *
 * @throws DatasetError that says which part disagrees with what
 * @example
 * ```ts
 * import { makeDataset } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const part = { count: 1, features: 2, inputs: Uint8Array.of(0, 255), labels: Uint8Array.of(1) };
 * const { fingerprint } = makeDataset({
 *   name: "tiny",
 *   description: "One sample of two pixels.",
 *   input: { kind: "image", height: 1, width: 2, channels: 1 },
 *   classes: ["left", "right"],
 *   parts: { train: part, test: part },
 * });
 * equal(fingerprint.slice(0, 8), "beb004ae");
 * ```
 */
export function makeDataset(contents: DatasetContents): Dataset {
  const { name, input, classes, parts } = contents;
  const size = inputSize(input);
  for (const [part, { count, features, inputs, labels }] of partsOf(parts)) {
    const require = (what: string, found: number, needed: number, why: string) => {
      if (found !== needed) {
        throw new DatasetError(`${name}, ${part}: ${what} is ${found}, ${why} needs ${needed}`);
      }
    };
    require("features", features, size, inputText(input));
    require("inputs.length", inputs.length, count * features, `${count} × ${features}`);
    require("labels.length", labels.length, count, `count ${count}`);
    const flaw = labelFlaw(labels, classes.length);
    if (flaw !== undefined) throw new DatasetError(`${name}, ${part}: ${flaw}`);
  }
  return { ...contents, fingerprint: fingerprint(contents) };
}

/** The first label that is not below `classes`, as a clause; `undefined` if all labels are. */
export function labelFlaw(labels: Uint8Array, classes: number): string | undefined {
  const row = labels.findIndex((label) => label >= classes);
  if (row < 0) return undefined;
  return `row ${row} has label ${labels[row]}, ${classes} classes allow 0 to ${classes - 1}`;
}

function partsOf({ train, test, validation }: DatasetParts): [string, Samples][] {
  return Object.entries({ train, test, ...(validation && { validation }) });
}

function inputText(input: InputShape): string {
  if (input.kind === "vector") return `a vector of ${input.size}`;
  const { height, width, channels } = input;
  return `an image of ${height} × ${width}${channels === 1 ? "" : ` × ${channels}`}`;
}

const typeOf = (inputs: Samples["inputs"]) => inputs instanceof Uint8Array ? "uint8" : "float32";

/** The rows of each class, in their order. */
export function rowsByClass(labels: Uint8Array, classes: number): number[][] {
  const rows: number[][] = Array.from({ length: classes }, () => []);
  labels.forEach((label, row) => rows[label]!.push(row));
  return rows;
}

/** A copy of the rows `rows`, in that order. */
export function selectSamples(samples: Samples, rows: readonly number[]): Samples {
  const { features, inputs, labels } = samples;
  const size = rows.length * features;
  const selected = inputs instanceof Uint8Array ? new Uint8Array(size) : new Float32Array(size);
  rows.forEach((row, at) => {
    selected.set(inputs.subarray(row * features, (row + 1) * features), at * features);
  });
  return {
    count: rows.length,
    features,
    inputs: selected,
    labels: Uint8Array.from(rows, (row) => labels[row]!),
  };
}

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
  const groups = rows.map((group, label) => {
    shuffle(group, randomSource(deriveSeed(seed, "class", label)));
    const trained = group.length - shares[label]!;
    return { train: group.slice(0, trained), test: group.slice(trained) };
  });
  const mixed = (part: "train" | "test") =>
    shuffle(groups.flatMap((group) => group[part]), randomSource(deriveSeed(seed, part)));
  return { train: mixed("train"), test: mixed("test") };
}

/** Integers in proportion to `sizes` that add up to `total`: largest remainders, ties to the lower index. */
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

/**
 * The same data set with one sixth of its training samples (10,000 of MNIST's 60,000), rounded, as validation
 * samples instead, in proportion to the classes and drawn from `seed`. Its name contains the seed.
 *
 * Its fingerprint is that of training and test samples: together with the name it determines the validation
 * samples.
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
    throw new DatasetError(`${name} has ${validation.count} validation samples already`);
  }
  const count = Math.round(train.count / 6);
  const rows = stratifiedSplit(train.labels, classes.length, count, seed);
  const rest = makeDataset({
    ...dataset,
    name: `${name}-without-validation-${seed}`,
    description: `${description} Of the training samples, ${count} are set aside for selection.`,
    parts: { train: selectSamples(train, rows.train), test },
  });
  return { ...rest, parts: { ...rest.parts, validation: selectSamples(train, rows.test) } };
}

/** Numbers of samples to keep. */
export interface SubsetSizes {
  /** Training samples, at least one per class. */
  readonly train: number;
  /** Test samples, at least one per class. */
  readonly test: number;
}

/**
 * The first samples of every class, equally many per class: `train` and `test` divided by the number of
 * classes, one more for the lowest classes if there is a remainder. Kept rows stay in their order, so the
 * subset is the same at every call and needs no seed. Validation samples all stay.
 *
 * The name becomes `<name>-<train>-<test>`; description and fingerprint are those of the smaller set.
 *
 * @throws DatasetError for sizes that are not integers of at least the number of classes, or when a class has
 * too few samples
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

/**
 * The same data set in shared memory: sending it to a worker takes no time and no memory. Parts already in
 * shared memory are used as they are.
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist, shareDataset } from "@multiplet/multiplet/data";
 * import { ok, strictEqual as equal } from "node:assert/strict";
 * const dataset = await loadEmbeddedMnist();
 * const shared = shareDataset(dataset);
 * ok(shared.parts.train.inputs.buffer instanceof SharedArrayBuffer);
 * equal(shared.parts.train.inputs.length, dataset.parts.train.inputs.length);
 * ```
 */
export function shareDataset(dataset: Dataset): Dataset {
  const { train, test, validation } = dataset.parts;
  return {
    ...dataset,
    parts: {
      train: shareSamples(train),
      test: shareSamples(test),
      ...(validation && { validation: shareSamples(validation) }),
    },
  };
}

function shareSamples(samples: Samples): Samples {
  const { inputs, labels } = samples;
  return { ...samples, inputs: inSharedMemory(inputs), labels: inSharedMemory(labels) };
}
