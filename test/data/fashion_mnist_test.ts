import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { DATASETS, loadNamedDataset } from "../../lib/data/catalogue.ts";
import { FASHION_MNIST } from "../../lib/data/sources/fashion_mnist.ts";
import { MNIST } from "../../lib/data/sources/mnist.ts";
import { MissingFilesError } from "../../lib/data/sources/published_files.ts";
import { rowsByClass } from "../../lib/data/parts.ts";
import { permitted, variable } from "../permitted.ts";
import { withFolder } from "./_tiny_source.ts";

const folder = variable("FASHION_MNIST_DIR");

const counts = (labels: Uint8Array) => rowsByClass(labels, 10).map((rows) => rows.length);

Deno.test({
  name: "Fashion-MNIST has 6,000 and 1,000 images of each class, the first one is an ankle boot",
  ignore: !folder,
  async fn() {
    const { name, input, classes, parts, fingerprint } = await loadNamedDataset("fashion-mnist");
    equal(name, "fashion-mnist");
    deepEqual(input, { kind: "image", height: 28, width: 28, channels: 1 });
    deepEqual(counts(parts.train.labels), Array(10).fill(6_000));
    deepEqual(counts(parts.test.labels), Array(10).fill(1_000));
    deepEqual([...parts.train.labels.subarray(0, 6)], [9, 0, 0, 3, 0, 2]);
    equal(classes[9], "ankle boot");
    // The mean of all training pixels, 0.2860, is the constant of every tutorial on Fashion-MNIST.
    let [sum, some] = [0, 0];
    for (const pixel of parts.train.inputs) {
      sum += pixel;
      if (pixel > 0) some++;
    }
    equal((sum / parts.train.inputs.length / 255).toFixed(4), "0.2860");
    equal((some / parts.train.inputs.length).toFixed(2), "0.50");
    // From test/reference/dataset_fingerprints.py.
    equal(fingerprint, "48ce774a8cb330fc8631aa3e5f241e87c74ff36b2b1ca406105424316d65b58d");
  },
});

Deno.test(
  "a missing set names the folder and both remedies",
  permitted,
  () =>
    withFolder({}, (empty) =>
      rejects(
        loadNamedDataset("fashion-mnist", { folder: empty, download: false }),
        (error: unknown) =>
          error instanceof MissingFilesError && error.missing.length === 4 &&
          error.message.includes(empty) && error.message.includes("FASHION_MNIST_DIR") &&
          error.message.includes("`deno task data fashion-mnist`"),
      )),
);

Deno.test("its files have the names and sizes of MNIST's, and other contents", () => {
  for (const part of ["trainImages", "trainLabels", "testImages", "testLabels"] as const) {
    const [{ sha256, ...file }, mnist] = [FASHION_MNIST.files[part], MNIST.files[part]];
    deepEqual(file, { name: mnist.name, bytes: mnist.bytes });
    equal(sha256 === mnist.sha256, false);
  }
  deepEqual(DATASETS.get("fashion-mnist").files?.hosts, [
    "fashion-mnist.s3-website.eu-central-1.amazonaws.com",
    "raw.githubusercontent.com",
  ]);
});
