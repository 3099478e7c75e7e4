/**
 * A published data set of four IDX files, read from a folder.
 * @module
 */
import { createHash } from "node:crypto";
import type { Dataset } from "../dataset.ts";
import { makeDataset } from "../fingerprint.ts";
import type { IdxOptions } from "./idx.ts";
import { downloadIdxFile, type IdxDownloadOptions } from "./idx_download.ts";
import { pairIdx, readIdxImages, readIdxLabels } from "./idx_samples.ts";
import {
  ChecksumError,
  findSourceFile,
  type IdxPart,
  type IdxSource,
  MissingFilesError,
  readSourceFile,
} from "./idx_source.ts";

/** How to load a published data set. */
export interface IdxDatasetOptions extends IdxDownloadOptions {
  /** Whether to download files that are missing. Default `false`. */
  readonly download?: boolean | undefined;
}

/**
 * Loads a published data set from a folder that has its files gzipped or plain; where both are
 * present, the gzipped one counts.
 *
 * @throws MissingFilesError when files are missing and `download` is off
 * @throws DownloadError when they are missing and no mirror gives them
 * @throws IdxError for a malformed file
 * @throws ChecksumError for a file that is not the published one, DatasetError for one that is far
 * larger
 * @example
 * ```ts
 * import { sha256 } from "@multiplet/multiplet/artifacts";
 * import { loadIdxDataset } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 17, 255);
 * const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 4);
 * const folder = await Deno.makeTempDir();
 * await Deno.writeFile(`${folder}/images`, images);
 * await Deno.writeFile(`${folder}/labels`, labels);
 * const imageFile = { name: "images", bytes: images.length, sha256: sha256(images) };
 * const labelFile = { name: "labels", bytes: labels.length, sha256: sha256(labels) };
 * const { input, parts } = await loadIdxDataset({
 *   name: "tiny",
 *   description: "One image of two pixels, for training and for testing.",
 *   classes: ["a", "b", "c", "d", "e"],
 *   files: {
 *     trainImages: imageFile,
 *     trainLabels: labelFile,
 *     testImages: imageFile,
 *     testLabels: labelFile,
 *   },
 *   mirrors: [],
 *   remedy: "Write the files again.",
 * }, folder);
 * deepEqual(input, { kind: "image", height: 1, width: 2, channels: 1 });
 * deepEqual([parts.train.count, [...parts.test.labels]], [1, [4]]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function loadIdxDataset(
  source: IdxSource,
  folder: string,
  options: IdxDatasetOptions = {},
): Promise<Dataset> {
  const { name, description, classes } = source;
  const paths = await locateFiles(source, folder, options);

  const load = async <T extends { readonly contents: Uint8Array }>(
    part: IdxPart,
    read: (bytes: Uint8Array, options: IdxOptions) => Promise<T>,
  ): Promise<T> => {
    const published = source.files[part];
    const { bytes: maxBytes, sha256 } = published;
    const file = paths.get(part)!;
    const result = await read(await readSourceFile(source, file, published), { file, maxBytes });
    const found = createHash("sha256").update(result.contents).digest("hex");
    if (found !== sha256) throw new ChecksumError(source, file, sha256, found);
    return result;
  };
  const readLabels = (bytes: Uint8Array, options: IdxOptions) =>
    readIdxLabels(bytes, { ...options, classes: classes.length });

  const trainImages = await load("trainImages", readIdxImages);
  const testImages = await load("testImages", readIdxImages);
  const [height, width] = trainImages.imageShape;
  return makeDataset({
    name,
    description,
    input: { kind: "image", height, width, channels: 1 },
    classes,
    parts: {
      train: pairIdx(trainImages, await load("trainLabels", readLabels)),
      test: pairIdx(testImages, await load("testLabels", readLabels)),
    },
  });
}

/** Path of every part; missing ones are downloaded or reported all at once. */
async function locateFiles(
  source: IdxSource,
  folder: string,
  { download = false, ...options }: IdxDatasetOptions,
): Promise<Map<IdxPart, string>> {
  const paths = new Map<IdxPart, string>();
  const missing: IdxPart[] = [];
  for (const part of Object.keys(source.files) as IdxPart[]) {
    const path = await findSourceFile(folder, source.files[part]);
    if (path === undefined) missing.push(part);
    else paths.set(part, path);
  }
  if (missing.length > 0 && !download) {
    throw new MissingFilesError(source, folder, missing.map((part) => source.files[part].name));
  }
  for (const part of missing) {
    paths.set(part, await downloadIdxFile(source, folder, source.files[part], options));
  }
  return paths;
}
