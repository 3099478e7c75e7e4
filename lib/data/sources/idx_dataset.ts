/** Published data sets of four IDX files: finding, verifying, downloading and reading them. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { isAbsence } from "../../system/files/atomic_write.ts";
import { type Dataset, DatasetError } from "../dataset.ts";
import { makeDataset } from "../parts.ts";
import { type DownloadedFile, downloadFile, type DownloadOptions, findDamage } from "./download.ts";
import { type IdxArray, idxSamples, readIdx } from "./idx.ts";
import { GZIP_OVERHEAD } from "./uncompressed.ts";

/** The four files of a source. */
export type IdxPart = "trainImages" | "trainLabels" | "testImages" | "testLabels";

/** One published file. */
export interface IdxSourceFile {
  /** Name of the uncompressed file; the gzipped one has `.gz` added. */
  readonly name: string;
  /** Size of the uncompressed file. */
  readonly bytes: number;
  /** SHA-256 (hex) of the uncompressed file. */
  readonly sha256: string;
}

/** A published data set of images of one channel. */
export interface IdxSource extends Pick<Dataset, "name" | "description" | "input" | "classes"> {
  /** Images and labels of training and test set, with their sizes and checksums. */
  readonly files: Readonly<Record<IdxPart, IdxSourceFile>>;
  /** URLs of folders with the gzipped files, in the order in which they are tried. */
  readonly mirrors: readonly string[];
  /** A sentence for errors: how to get the files. */
  readonly remedy: string;
}

/**
 * Error: files of a data set are missing from their folder.
 *
 * @example
 * ```ts
 * import { loadNamedDataset, MissingFilesError } from "@multiplet/multiplet/data";
 * import { rejects } from "node:assert/strict";
 * await rejects(
 *   loadNamedDataset("mnist", { folder: "no such folder", download: false }),
 *   (error) => error instanceof MissingFilesError && error.missing.length === 4,
 * );
 * ```
 */
export class MissingFilesError extends DatasetError {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "MissingFilesError";

  /**
   * The message lists the files and says how to get them.
   *
   * @param folder the folder without the files
   * @param missing names without `.gz`
   */
  constructor(source: IdxSource, readonly folder: string, readonly missing: readonly string[]) {
    super(
      `${source.name}: ${folder} lacks ${missing.join(", ")} (each gzipped, with .gz added, or ` +
        `plain). ${source.remedy}`,
    );
  }
}

/**
 * Error: a file is well-formed, but not the published one.
 *
 * @example
 * ```ts
 * import { ChecksumError, MNIST } from "@multiplet/multiplet/data";
 * import { match } from "node:assert/strict";
 * const { message } = new ChecksumError(MNIST, "data/mnist/x.gz", "b5d4", "f7e7");
 * match(message, /^data\/mnist\/x\.gz is not .* SHA-256 f7e7, expected b5d4\. `deno task data` downloads/);
 * ```
 */
export class ChecksumError extends DatasetError {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "ChecksumError";

  /**
   * The message gives both checksums and how to get the published file.
   *
   * @param file path of the file
   * @param expected SHA-256 (hex) of the published file, uncompressed
   * @param found SHA-256 (hex) of the file's uncompressed contents
   */
  constructor(
    source: IdxSource,
    readonly file: string,
    readonly expected: string,
    readonly found: string,
  ) {
    super(
      `${file} is not the published file of ${source.name}: its uncompressed contents have ` +
        `SHA-256 ${found}, expected ${expected}. ${source.remedy}`,
    );
  }
}

/** Path of a source's file in a folder, gzipped or else plain; `undefined` when it has neither. */
async function findSourceFile(
  folder: string,
  { name }: IdxSourceFile,
): Promise<string | undefined> {
  for (const candidate of [`${name}.gz`, name]) {
    const path = join(folder, candidate);
    const found = await Deno.stat(path).catch((error) => {
      if (!isAbsence(error)) throw error;
    });
    if (found?.isFile) return path;
  }
  return undefined;
}

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
    const { bytes: maxBytes, sha256 } = source.files[part];
    const file = paths.get(part)!;
    const most = maxBytes + GZIP_OVERHEAD;
    const { size } = await Deno.stat(file);
    if (size > most) {
      throw new DatasetError(
        `${file} is not the published file of ${name}: it has ${size} bytes, expected at most ` +
          `${most}. ${source.remedy}`,
      );
    }
    const result = await readIdx(await Deno.readFile(file), rank, { file, maxBytes });
    const found = createHash("sha256").update(result.contents).digest("hex");
    if (found !== sha256) throw new ChecksumError(source, file, sha256, found);
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
  const entries = Object.entries(source.files) as [IdxPart, IdxSourceFile][];
  // One after the other, so that an error leaves nothing under way.
  const found: (string | undefined)[] = [];
  for (const [, file] of entries) found.push(await findSourceFile(folder, file));
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
  for (const file of Object.values(source.files)) {
    const present = await findSourceFile(folder, file);
    const isIntact = present !== undefined &&
      await findDamage(present, file.sha256, file.bytes) === undefined;
    const path = isIntact ? present : await downloadIdxFile(source, folder, file, options);
    results.push({ path, downloaded: !isIntact });
  }
  return results;
}

async function downloadIdxFile(
  source: IdxSource,
  folder: string,
  { name, bytes, sha256 }: IdxSourceFile,
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
