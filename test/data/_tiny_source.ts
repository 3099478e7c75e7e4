/** A published data set of two tiny images for training and one for testing. @module */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { IdxSource } from "../../lib/data/sources/idx_dataset.ts";
import type { SourceFile } from "../../lib/data/sources/published_files.ts";
import { idxFile } from "./_idx_file.ts";
import { inFolder } from "../in_folder.ts";

/** Uncompressed bytes of the four files, by name. */
export const TINY_FILES: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  "train-images": idxFile([2, 1, 2], [1, 2, 3, 4]),
  "train-labels": idxFile([2], [1, 0]),
  "test-images": idxFile([1, 1, 2], [5, 6]),
  "test-labels": idxFile([1], [2]),
};

/** The same four, gzipped, with `.gz` added to their names. */
export const TINY_GZIPPED: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = Object.fromEntries(
  Object.entries(TINY_FILES).map((
    [name, bytes],
  ) => [`${name}.gz`, Uint8Array.from(gzipSync(bytes))]),
);

/** Their source, without mirrors. */
export const TINY: IdxSource = {
  name: "tiny",
  description: "Three tiny images.",
  input: { kind: "image", height: 1, width: 2, channels: 1 },
  classes: ["left", "middle", "right"],
  files: {
    trainImages: described("train-images"),
    trainLabels: described("train-labels"),
    testImages: described("test-images"),
    testLabels: described("test-labels"),
  },
  mirrors: [],
  remedy: "Ask for them.",
};

function described(name: string): SourceFile {
  const bytes = TINY_FILES[name]!;
  return { name, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** Runs `test` with a folder that has `files`, and removes it. */
export async function withFolder(
  files: Readonly<Record<string, Uint8Array>>,
  test: (folder: string) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    for (const [name, bytes] of Object.entries(files)) {
      await Deno.writeFile(`${folder}/${name}`, bytes);
    }
    await test(folder);
  });
}
