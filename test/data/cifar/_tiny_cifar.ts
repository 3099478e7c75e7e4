/** A data set in the files of CIFAR-10: four tiny images for training and one for testing. @module */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { encode } from "fast-png";
import type { CifarSource } from "../../../lib/data/sources/cifar_10.ts";
import type { SourceFile } from "../../../lib/data/sources/published_files.ts";
import { type Entry, tar } from "./_tar.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Images of 1 × 2 pixels: a label, two red values, two green, two blue. */
const ROWS = {
  "data_batch_1.bin": [[1, 10, 11, 20, 21, 30, 31], [0, 12, 13, 22, 23, 32, 33]],
  "data_batch_2.bin": [[2, 14, 15, 24, 25, 34, 35], [1, 16, 17, 26, 27, 36, 37]],
  "test_batch.bin": [[2, 200, 201, 220, 221, 240, 241]],
};

/** Bytes of the three files, by name. */
export const TINY_BATCHES: Readonly<Record<string, Bytes>> = Object.fromEntries(
  Object.entries(ROWS).map(([name, rows]) => [name, Uint8Array.from(rows.flat())]),
);

/** The inputs of training and test set: channels last. */
export const TINY_INPUTS = {
  train: [
    ...[10, 20, 30, 11, 21, 31],
    ...[12, 22, 32, 13, 23, 33],
    ...[14, 24, 34, 15, 25, 35],
    ...[16, 26, 36, 17, 27, 37],
  ],
  test: [200, 220, 240, 201, 221, 241],
};

/** Entries of the archive, beside them what the real one has too. */
export const TINY_ENTRIES: readonly Entry[] = [
  { name: "tiny-bin/", type: "5" },
  { name: "tiny-bin/readme.html", bytes: text("<p>Invented.</p>") },
  ...Object.entries(TINY_BATCHES).map(([name, bytes]) => ({ name: `tiny-bin/${name}`, bytes })),
];

/** The archive. */
export const TINY_ARCHIVE: Bytes = zipped(TINY_ENTRIES);

/** Entries of the package: a sheet of each file, channels last, and the labels after them. */
export const TINY_PACKAGE_ENTRIES: readonly Entry[] = [
  { name: "package/package.json", bytes: text("{}") },
  ...([["data_batch_1", 0, 12], ["data_batch_2", 12, 24]] as const).map(([name, from, to]) => ({
    name: `package/${name}.png`,
    bytes: sheet(TINY_INPUTS.train.slice(from, to)),
  })),
  { name: "package/test_batch.png", bytes: sheet(TINY_INPUTS.test) },
  { name: "package/test_lables.json", bytes: text("[2]") },
  { name: "package/train_lables.json", bytes: text("[1,0,2,1]") },
];

/** The archive of the package. */
export const TINY_PACKAGE: Bytes = zipped(TINY_PACKAGE_ENTRIES);

/** Their source, without mirrors. */
export const TINY_CIFAR: CifarSource = {
  name: "tiny-cifar",
  description: "Five tiny images.",
  input: { kind: "image", height: 1, width: 2, channels: 3 },
  classes: ["left", "middle", "right"],
  files: {
    train: [described("data_batch_1.bin"), described("data_batch_2.bin")],
    test: [described("test_batch.bin")],
  },
  archive: { name: "tiny.tar.gz", folder: "tiny-bin", mirrors: [], ...sums(TINY_ARCHIVE) },
  package: {
    name: "tiny-png",
    version: "1.0.0",
    registry: "https://registry.example.org/",
    ...sums(TINY_PACKAGE),
  },
  remedy: "Ask for them.",
};

/** The gzipped archive of these entries. */
export function zipped(entries: readonly Entry[]): Bytes {
  return Uint8Array.from(gzipSync(tar(...entries)));
}

/** Size and checksum. */
export function sums(bytes: Uint8Array): { readonly bytes: number; readonly sha256: string } {
  return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** A PNG of one image per row. */
export function sheet(inputs: readonly number[]): Uint8Array {
  const data = Uint8Array.from(inputs);
  return encode({ width: 2, height: inputs.length / 6, channels: 3, depth: 8, data });
}

function described(name: string): SourceFile {
  return { name, ...sums(TINY_BATCHES[name]!) };
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}
