/** Published data sets of four IDX files: finding, verifying, downloading and reading them. */
import { join } from "node:path";
import type { Dataset } from "../dataset.ts";
import { makeDataset } from "../parts.ts";
import { type DownloadedFile, downloadFile, type DownloadOptions, findDamage } from "./download.ts";
import { type IdxArray, idxSamples, readIdx } from "./idx.ts";
import {
  findSourceFiles,
  MissingFilesError,
  type PublishedSource,
  readSourceFile,
  type SourceFile,
  verifyContents,
} from "./published_files.ts";

/** The four files of a source. */
export type IdxPart = "trainImages" | "trainLabels" | "testImages" | "testLabels";

/** A published data set of images of one channel. */
export interface IdxSource
  extends PublishedSource, Pick<Dataset, "description" | "input" | "classes"> {
  /** Images and labels of training and test set, with their sizes and checksums. */
  readonly files: Readonly<Record<IdxPart, SourceFile>>;
  /** URLs of folders with the gzipped files, in the order in which they are tried. */
  readonly mirrors: readonly string[];
}

/** The form that downloads write is the one that is read where a folder has both. */
const FORMS = [".gz", ""] as const;

/** `download`: whether to download files that are missing. */
type IdxDatasetOptions = DownloadOptions & { readonly download?: boolean | undefined };

/**
 * Loads a published data set from a folder with its files, gzipped or plain; if both are present, the gzipped
 * one is read. Throws what `loadNamedDataset` lists.
 */
export async function loadIdxDataset(
  source: IdxSource,
  folder: string,
  options: IdxDatasetOptions = {},
): Promise<Dataset> {
  const { name, description, input, classes } = source;
  const paths = await locateFiles(source, folder, options);

  const read = async (part: IdxPart, rank: number): Promise<IdxArray> => {
    const published = source.files[part];
    const file = paths.get(part)!;
    const bytes = await readSourceFile(source, file, published);
    const result = await readIdx(bytes, rank, { file, maxBytes: published.bytes });
    verifyContents(source, file, published, result.contents);
    return result;
  };
  const samples = async (images: IdxPart, labels: IdxPart) =>
    idxSamples(await read(images, 3), await read(labels, 1), classes.length);
  const parts = {
    train: await samples("trainImages", "trainLabels"),
    test: await samples("testImages", "testLabels"),
  };
  return makeDataset({ name, description, input, classes, parts });
}

/** Path of every part; missing ones are downloaded or reported all at once. */
async function locateFiles(
  source: IdxSource,
  folder: string,
  { download = false, ...options }: IdxDatasetOptions,
): Promise<Map<IdxPart, string>> {
  const entries = Object.entries(source.files) as [IdxPart, SourceFile][];
  const found = await findSourceFiles(folder, entries.map(([, file]) => file), FORMS);
  const missing = entries.flatMap(([, { name }], at) => found[at] === undefined ? name : []);
  if (missing.length > 0 && !download) throw new MissingFilesError(source, folder, missing);
  const paths = new Map<IdxPart, string>();
  for (const [at, [part, file]] of entries.entries()) {
    paths.set(part, found[at] ?? await downloadIdxFile(source, folder, file, options));
  }
  return paths;
}

/**
 * Downloads the files of a source that are missing in `folder` or do not match their SHA-256, one after the
 * other, gzipped; each is verified before it gets its name.
 *
 * @throws DownloadError when no mirror gives a file
 */
export async function downloadIdxFiles(
  source: IdxSource,
  folder: string,
  options: DownloadOptions,
): Promise<DownloadedFile[]> {
  const results: DownloadedFile[] = [];
  const files = Object.values(source.files);
  const found = await findSourceFiles(folder, files, FORMS);
  for (const [at, file] of files.entries()) {
    const present = found[at];
    const isIntact = present !== undefined &&
      await findDamage(present, { sha256: file.sha256, maxBytes: file.bytes }) === undefined;
    const path = isIntact ? present : await downloadIdxFile(source, folder, file, options);
    results.push({ path, downloaded: !isIntact });
  }
  return results;
}

async function downloadIdxFile(
  source: IdxSource,
  folder: string,
  { name, bytes, sha256 }: SourceFile,
  { mirrors = source.mirrors, ...options }: DownloadOptions,
): Promise<string> {
  const destination = join(folder, `${name}.gz`);
  await downloadFile({
    ...options,
    urls: mirrors.map((mirror) => `${mirror.replace(/\/$/, "")}/${name}.gz`),
    destination,
    sha256,
    maxBytes: bytes,
    remedy: source.remedy,
  });
  return destination;
}
