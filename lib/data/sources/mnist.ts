/** Files, checksums and URLs of MNIST. */
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
