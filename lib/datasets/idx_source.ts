/**
 * A published data set of four IDX files: where it lies, how it is verified.
 * @module
 */
import { join } from "node:path";
import { DatasetError } from "./errors.ts";

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
  /** Number of classes. */
  readonly classes: number;
  readonly files: Readonly<Record<IdxPart, IdxSourceFile>>;
  /** Folders on the web that have the gzipped files, in the order in which they are tried. */
  readonly mirrors: readonly string[];
  /** A sentence for errors: how to get the files. */
  readonly remedy: string;
}

/** Files of a data set are not where they were looked for. */
export class MissingFilesError extends DatasetError {
  override readonly name = "MissingFilesError";
  readonly folder: string;
  /** Names of the missing files, without `.gz`. */
  readonly missing: readonly string[];

  constructor(source: IdxSource, folder: string, missing: readonly string[]) {
    super(
      `${source.name}: ${folder} lacks ${missing.join(", ")} (each gzipped, with .gz added, or ` +
        `plain). ${source.remedy}`,
    );
    this.folder = folder;
    this.missing = missing;
  }
}

/** A file is well-formed, but not the published one. */
export class ChecksumError extends DatasetError {
  override readonly name = "ChecksumError";
  readonly file: string;
  readonly expected: string;
  readonly found: string;

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
