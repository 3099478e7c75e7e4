/** Published files of data sets: finding, reading and verifying them. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { isAbsence } from "../../system/files/atomic_write.ts";
import { type Dataset, DatasetError } from "../dataset.ts";
import { GZIP_OVERHEAD } from "./uncompressed.ts";

/** One published file. */
export interface SourceFile {
  /** Name of the uncompressed file; the gzipped one has `.gz` added. */
  readonly name: string;
  /** Size of the uncompressed file. */
  readonly bytes: number;
  /** SHA-256 (hex) of the uncompressed file. */
  readonly sha256: string;
}

/** What errors about the files of a published data set say. */
export interface PublishedSource extends Pick<Dataset, "name"> {
  /** A sentence: how to get the files. */
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
  constructor(
    source: PublishedSource,
    readonly folder: string,
    readonly missing: readonly string[],
  ) {
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
    source: PublishedSource,
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

/** Forms of a file in a folder, as the ending of its name. */
export type FileForm = ".gz" | "";

/** Paths of files in a folder, each in the first of two forms that is there; `undefined` for missing ones. */
export async function findSourceFiles(
  folder: string,
  files: readonly SourceFile[],
  forms: readonly [FileForm, FileForm],
): Promise<(string | undefined)[]> {
  // One after the other, so that an error leaves nothing under way.
  const paths: (string | undefined)[] = [];
  for (const file of files) paths.push(await findSourceFile(folder, file, forms));
  return paths;
}

async function findSourceFile(
  folder: string,
  { name }: SourceFile,
  forms: readonly [FileForm, FileForm],
): Promise<string | undefined> {
  for (const form of forms) {
    const path = join(folder, name + form);
    const found = await Deno.stat(path).catch((error) => {
      if (!isAbsence(error)) throw error;
    });
    if (found?.isFile) return path;
  }
  return undefined;
}

/** Reads a file, gzipped or plain; one that is far larger than the published one is not read. */
export async function readSourceFile(
  { name, remedy }: PublishedSource,
  path: string,
  { bytes }: SourceFile,
): Promise<Uint8Array> {
  const most = bytes + GZIP_OVERHEAD;
  const { size } = await Deno.stat(path);
  if (size > most) {
    throw new DatasetError(
      `${path} is not the published file of ${name}: it has ${size} bytes, expected at most ` +
        `${most}. ${remedy}`,
    );
  }
  return await Deno.readFile(path);
}

/** Throws a ChecksumError unless the uncompressed contents of `path` are those of the published file. */
export function verifyContents(
  source: PublishedSource,
  path: string,
  { sha256 }: SourceFile,
  contents: Uint8Array,
): void {
  const found = createHash("sha256").update(contents).digest("hex");
  if (found !== sha256) throw new ChecksumError(source, path, sha256, found);
}
