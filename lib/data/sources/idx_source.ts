/**
 * A published data set of four IDX files: where it lies, how it is verified.
 * @module
 */
import { join } from "node:path";
import { DatasetError } from "../errors.ts";
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

/** A published data set. */
export interface IdxSource {
  /** Name of the data set that is made of it. */
  readonly name: string;
  /** Description of the data set that is made of it. */
  readonly description: string;
  /** Name of each class, from label 0 on. */
  readonly classes: readonly string[];
  /** Images and labels of training and test set, with what they must contain. */
  readonly files: Readonly<Record<IdxPart, IdxSourceFile>>;
  /** Folders on the web that have the gzipped files, in the order in which they are tried. */
  readonly mirrors: readonly string[];
  /** A sentence for errors: how to get the files. */
  readonly remedy: string;
}

/**
 * Files of a data set are not where they were looked for.
 *
 * @example
 * ```ts
 * import { loadMnist, MissingFilesError } from "@multiplet/multiplet/data";
 * import { rejects } from "node:assert/strict";
 * await rejects(
 *   loadMnist({ folder: "no such folder" }),
 *   (error) => error instanceof MissingFilesError && error.missing.length === 4,
 * );
 * ```
 */
export class MissingFilesError extends DatasetError {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "MissingFilesError";
  /** Where they were looked for. */
  readonly folder: string;
  /** Names of the missing files, without `.gz`. */
  readonly missing: readonly string[];

  /**
   * The message lists the files and says how to get them.
   *
   * @param missing names without `.gz`
   */
  constructor(source: IdxSource, folder: string, missing: readonly string[]) {
    super(
      `${source.name}: ${folder} lacks ${missing.join(", ")} (each gzipped, with .gz added, or ` +
        `plain). ${source.remedy}`,
    );
    this.folder = folder;
    this.missing = missing;
  }
}

/**
 * A file is well-formed, but not the published one.
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
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "ChecksumError";
  /** Path of the file. */
  readonly file: string;
  /** SHA-256 (hex) of the published file, uncompressed. */
  readonly expected: string;
  /** SHA-256 (hex) of the file's uncompressed contents. */
  readonly found: string;

  /** The message gives both checksums and how to get the published file. */
  constructor(source: IdxSource, file: string, expected: string, found: string) {
    super(
      `${file} is not the published file of ${source.name}: its uncompressed contents have ` +
        `SHA-256 ${found}, expected ${expected}. ${source.remedy}`,
    );
    this.file = file;
    this.expected = expected;
    this.found = found;
  }
}

/** Path of a source's file in a folder, gzipped or else plain; `undefined` when it has neither. */
export async function findSourceFile(
  folder: string,
  { name }: IdxSourceFile,
): Promise<string | undefined> {
  for (const candidate of [`${name}.gz`, name]) {
    const path = join(folder, candidate);
    try {
      if ((await Deno.stat(path)).isFile) return path;
    } catch (error) {
      const absent = error instanceof Deno.errors.NotFound ||
        error instanceof Deno.errors.NotADirectory;
      if (!absent) throw error;
    }
  }
  return undefined;
}

/**
 * Reads a source's file from where it was found.
 *
 * @throws DatasetError for one that is larger than the published one, gzipped or plain, can be: it is
 * not read
 */
export async function readSourceFile(
  source: IdxSource,
  path: string,
  { bytes }: IdxSourceFile,
): Promise<Uint8Array> {
  const most = bytes + GZIP_OVERHEAD;
  const { size } = await Deno.stat(path);
  if (size <= most) return await Deno.readFile(path);
  throw new DatasetError(
    `${path} is not the published file of ${source.name}: it has ${size} bytes, expected at most ` +
      `${most}. ${source.remedy}`,
  );
}
