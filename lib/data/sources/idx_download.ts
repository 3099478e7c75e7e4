/**
 * Bringing the files of a published data set into a folder.
 * @module
 */
import { join } from "node:path";
import { downloadFile, type DownloadPatience } from "./download.ts";
import { DatasetError } from "../errors.ts";
import {
  findSourceFile,
  type IdxSource,
  type IdxSourceFile,
  readSourceFile,
} from "./idx_source.ts";
import type { DownloadProgress } from "./transfer.ts";
import { contentsSha256 } from "./uncompressed.ts";

/** How to download. */
export interface IdxDownloadOptions {
  /** Folders on the web to try in turn, instead of those of the source. */
  readonly mirrors?: readonly string[] | undefined;
  /** Stops the download; what has come is kept and continued by the next one. */
  readonly signal?: AbortSignal | undefined;
  /** Told of every piece that arrives. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** How often and how long a mirror is tried. Default: that of {@link DownloadPatience}. */
  readonly patience?: DownloadPatience | undefined;
}

/** A file that a download has left in the folder. */
export interface DownloadedFile {
  /** Where it lies, gzipped or plain. */
  readonly path: string;
  /** `true` when it came from a mirror now, `false` when it was there, and intact. */
  readonly downloaded: boolean;
}

/**
 * Brings all files of a source into `folder`: those that are missing and those that do not match
 * their SHA-256. One after the other, gzipped, each verified before it appears.
 *
 * @throws DownloadError when no mirror gives a file
 * @example
 * ```ts
 * import { DownloadError, downloadIdxFiles, MNIST } from "@multiplet/multiplet/data";
 * import { rejects } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * const local = { hostname: "127.0.0.1", port: 0, onListen() {} };
 * await using server = Deno.serve(local, () => new Response("gone", { status: 404 }));
 * const mirrors = [`http://127.0.0.1:${server.addr.port}`];
 * await rejects(
 *   downloadIdxFiles(MNIST, folder, { mirrors }),
 *   (error) => error instanceof DownloadError && error.answers[0]!.reason === "404 Not Found",
 * );
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function downloadIdxFiles(
  source: IdxSource,
  folder: string,
  options: IdxDownloadOptions,
): Promise<DownloadedFile[]> {
  const results: DownloadedFile[] = [];
  for (const file of Object.values(source.files)) {
    const present = await findSourceFile(folder, file);
    if (present !== undefined && await isIntact(source, present, file)) {
      results.push({ path: present, downloaded: false });
    } else {
      const path = await downloadIdxFile(source, folder, file, options);
      results.push({ path, downloaded: true });
    }
  }
  return results;
}

/**
 * Downloads one file of a source, gzipped, and returns its path.
 *
 * @throws DownloadError when no mirror gives it
 */
export async function downloadIdxFile(
  source: IdxSource,
  folder: string,
  { name, bytes, sha256 }: IdxSourceFile,
  { mirrors = source.mirrors, signal, onProgress, patience }: IdxDownloadOptions,
): Promise<string> {
  const destination = join(folder, `${name}.gz`);
  await downloadFile({
    urls: mirrors.map((mirror) => `${mirror.replace(/\/$/, "")}/${name}.gz`),
    destination,
    sha256,
    maxBytes: bytes,
    signal,
    onProgress,
    patience,
    remedy: source.remedy,
  });
  return destination;
}

async function isIntact(source: IdxSource, path: string, file: IdxSourceFile): Promise<boolean> {
  try {
    const contents = await readSourceFile(source, path, file);
    return await contentsSha256(contents, file.bytes) === file.sha256;
  } catch (error) {
    if (error instanceof DatasetError) return false;
    throw error;
  }
}
