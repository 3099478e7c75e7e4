/** Fashion-MNIST: its published files. */
import type { IdxSource } from "./idx_dataset.ts";
import { MNIST } from "./mnist.ts";

/**
 * Files, checksums and mirrors of Fashion-MNIST, a set of clothes in the file format and the sizes of MNIST.
 * About half of its pixels are not zero; of MNIST's, a fifth. MIT licence.
 *
 * Source: H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine
 * learning algorithms", 2017, arXiv:1708.07747.
 *
 * @example
 * ```ts
 * import { FASHION_MNIST, MNIST } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
 * deepEqual(FASHION_MNIST.input, MNIST.input);
 * equal(FASHION_MNIST.classes[9], "ankle boot");
 * ```
 */
export const FASHION_MNIST: IdxSource = {
  name: "fashion-mnist",
  description: "Fashion-MNIST: 60,000 training and 10,000 test images of clothes.",
  input: MNIST.input,
  classes: [
    "T-shirt/top",
    "trouser",
    "pullover",
    "dress",
    "coat",
    "sandal",
    "shirt",
    "sneaker",
    "bag",
    "ankle boot",
  ],
  files: {
    trainImages: {
      name: "train-images-idx3-ubyte",
      bytes: 47_040_016,
      sha256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    },
    trainLabels: {
      name: "train-labels-idx1-ubyte",
      bytes: 60_008,
      sha256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    },
    testImages: {
      name: "t10k-images-idx3-ubyte",
      bytes: 7_840_016,
      sha256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    },
    testLabels: {
      name: "t10k-labels-idx1-ubyte",
      bytes: 10_008,
      sha256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    },
  },
  // The first one has no https; checksums are verified whatever way the files come.
  mirrors: [
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
  ],
  remedy:
    "`deno task data fashion-mnist` downloads the files; FASHION_MNIST_DIR may name a folder that has " +
    "them already, gzipped or plain.",
};
