/** Downloads of a file from mirrors: resumable, limited in size, verified before the file gets its name. */
import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fullDisk, writeAll } from "../../system/files/atomic_write.ts";
import { DatasetError } from "../dataset.ts";
import { contentsSha256, GZIP_OVERHEAD } from "./uncompressed.ts";

/** The progress of a download. */
export interface DownloadProgress {
  /** Path of the finished file. */
  readonly destination: string;
  /** URL of the file on the mirror. */
  readonly url: string;
  /** Bytes of the file on disk, including those of earlier attempts. */
  readonly receivedBytes: number;
  /** Bytes of the whole file, if the server reports them. */
  readonly totalBytes?: number;
}

/** Number and length of attempts. */
export interface DownloadPatience {
  /** Attempts at one mirror before the next. Default 4. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt; doubled for every further one. Default 500. */
  readonly backoffMs?: number;
  /** Milliseconds without any data after which an attempt has failed. Default 30,000. */
  readonly idleTimeoutMs?: number;
}

/** Options of a download. */
export interface DownloadOptions {
  /** URLs of folders to try in turn, instead of those of the source. */
  readonly mirrors?: readonly string[] | undefined;
  /** Stops the download; the next one continues the partial file. */
  readonly signal?: AbortSignal | undefined;
  /** Called for every piece that arrives. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Limits of the attempts. Default: those of {@link DownloadPatience}. */
  readonly patience?: DownloadPatience | undefined;
}

/** A file in the folder after a download. */
export interface DownloadedFile {
  /** Its path, gzipped or plain. */
  readonly path: string;
  /** `true` if it was downloaded now, `false` if it was present and intact. */
  readonly downloaded: boolean;
}

/** A file to download. */
export interface DownloadRequest extends Omit<DownloadOptions, "mirrors"> {
  /** URLs of the same file, in the order in which they are tried. At least one. */
  readonly urls: readonly string[];
  /** Path of the finished file; its folder is created. */
  readonly destination: string;
  /** SHA-256 (hex) of the contents: of the decompressed bytes when the file is gzipped. */
  readonly sha256: string;
  /** The most bytes the contents may have. */
  readonly maxBytes: number;
  /** True if checksum and bytes are those of the file as it comes, gzipped or not. Default false. */
  readonly asItComes?: boolean | undefined;
  /** A sentence for the error when all mirrors have failed: another way to get the file. */
  readonly remedy?: string | undefined;
}

/**
 * Downloads a file. It is written to `<destination>.partial`, verified, and renamed: under its final name it
 * is complete or absent, and an existing file is replaced only by a verified one.
 *
 * A mirror is tried again, after a growing pause, when the connection fails, ends early or gives no data for
 * some time, and for status 408, 429 and 5xx; any other refusal leads to the next mirror. Every attempt
 * continues the partial file (HTTP Range), also one left by an earlier call or process. A continued file with
 * a wrong checksum is downloaded again from the start; after a complete download with a wrong checksum, the
 * next mirror is tried.
 *
 * @throws DownloadError when all mirrors have failed, another process is downloading the file, or the disk is
 * full: then the partial file is kept, too
 * @throws the reason of `signal` when that is aborted; the partial file is kept
 * @example
 * ```ts
 * import { sha256 } from "@multiplet/multiplet/artifacts";
 * import { downloadFile } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * const destination = `${folder}/digits.txt`;
 * const local = { hostname: "127.0.0.1", port: 0, onListen() {} };
 * await using server = Deno.serve(local, () => new Response("314159"));
 * await downloadFile({
 *   urls: [`http://127.0.0.1:${server.addr.port}/digits.txt`],
 *   destination,
 *   sha256: sha256("314159"),
 *   maxBytes: 6,
 * });
 * equal(await Deno.readTextFile(destination), "314159");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function downloadFile(request: DownloadRequest): Promise<void> {
  const { destination } = request;
  const partial = `${destination}.partial`;
  request.signal?.throwIfAborted();
  await Deno.mkdir(dirname(destination), { recursive: true });
  using file = await openPartial(partial, destination);
  try {
    const answers = await fillPartial(file, partial, request);
    if (answers !== undefined) {
      if ((await file.stat()).size === 0) await Deno.remove(partial);
      const reason = "no mirror delivered the file; check the internet connection and try again";
      throw new DownloadError(destination, reason, answers, request.remedy);
    }
    await file.sync();
  } catch (error) {
    const reason = fullDisk(error, `what has come is kept as ${partial}`);
    throw reason === undefined ? error : new DownloadError(destination, reason);
  }
  await Deno.rename(partial, destination);
}

/** Fills the partial file with verified contents, or returns the answers of all mirrors. */
async function fillPartial(
  file: Deno.FsFile,
  partial: string,
  request: DownloadRequest,
): Promise<MirrorAnswer[] | undefined> {
  const { urls, signal } = request;
  const { attempts = 4, backoffMs = 500 } = request.patience ?? {};
  const answers: MirrorAnswer[] = [];
  for (const url of urls) {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      if (attempt > 1) {
        const milliseconds = backoffMs * 2 ** (attempt - 2);
        await pause(milliseconds, undefined, { signal }).catch(() => signal?.throwIfAborted());
      }
      const outcome = await transfer(url, file, request);
      if (outcome.kind !== "complete") {
        answers.push({ url, attempt, reason: outcome.reason });
        if (outcome.kind === "refused") break;
        continue;
      }
      const damage = await findDamage(partial, request);
      if (damage === undefined) return undefined;
      answers.push({ url, attempt, reason: damage });
      await file.truncate(0);
      if (outcome.resumedFrom === 0) break;
    }
  }
  return answers;
}

/** The outcome of an attempt to download from one URL. */
type Outcome =
  /** The server sent the rest of the file, after `resumedFrom` bytes that were present before. */
  | { readonly kind: "complete"; readonly resumedFrom: number }
  /** A failed attempt can be repeated, and its partial file is kept; a refused one cannot. */
  | { readonly kind: "failed" | "refused"; readonly reason: string };

/**
 * Downloads a file from one URL; the contents of `file` are taken as its beginning and continued.
 *
 * @throws the reason of the request's signal when that is aborted, and errors of writing to the file; network
 * errors are outcomes
 */
async function transfer(
  url: string,
  file: Deno.FsFile,
  request: DownloadRequest,
): Promise<Outcome> {
  const { destination, signal, onProgress, patience: { idleTimeoutMs = 30_000 } = {} } = request;
  const maxBytes = mostBytes(request);
  const tooLong: Outcome = { kind: "refused", reason: `more than ${maxBytes} bytes` };
  const idle = idleTimer(idleTimeoutMs);
  const failure = (error: unknown): Outcome => {
    signal?.throwIfAborted();
    // A missing permission is not a network error, and a repetition does not help.
    if (error instanceof Deno.errors.NotCapable) throw error;
    const reason = idle.signal.aborted
      ? `no data for ${idleTimeoutMs} ms`
      : messageOf(error).replace(` for url (${url})`, "");
    return { kind: "failed", reason };
  };
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  try {
    const offset = (await file.stat()).size;
    const response = await fetch(url, {
      // Ranges and sizes must refer to the file without transfer compression.
      headers: {
        "accept-encoding": "identity",
        ...(offset > 0 ? { range: `bytes=${offset}-` } : {}),
      },
      signal: signal ? AbortSignal.any([signal, idle.signal]) : idle.signal,
    }).catch(failure);
    if (!(response instanceof Response)) return response;
    reader = response.body?.getReader();
    const resumedFrom = beginningOf(response, offset);
    if (typeof resumedFrom !== "number") return resumedFrom;
    await file.truncate(resumedFrom);
    await file.seek(resumedFrom, Deno.SeekMode.Start);

    const length = Number(response.headers.get("content-length") ?? NaN);
    const totalBytes = Number.isNaN(length) ? undefined : resumedFrom + length;
    if (totalBytes !== undefined && totalBytes > maxBytes) return tooLong;
    let receivedBytes = resumedFrom;
    while (reader) {
      idle.restart();
      const piece = await reader.read().catch(failure);
      if ("kind" in piece) return piece;
      if (piece.done) break;
      receivedBytes += piece.value.length;
      if (receivedBytes > maxBytes) {
        await file.truncate(0);
        return tooLong;
      }
      await writeAll(file, piece.value);
      const total = totalBytes === undefined ? {} : { totalBytes };
      onProgress?.({ destination, url, receivedBytes, ...total });
    }
    return { kind: "complete", resumedFrom };
  } finally {
    idle.stop();
    await reader?.cancel().catch(() => {});
  }
}

/** The position in the file at which the body of a response begins, or the outcome if there is no body. */
function beginningOf({ status, statusText, headers }: Response, offset: number): number | Outcome {
  // There are no bytes after the offset: the partial file is complete, or is another file.
  if (status === 416 && offset > 0) return { kind: "complete", resumedFrom: offset };
  if (status === 206 && headers.get("content-range")?.startsWith(`bytes ${offset}-`)) return offset;
  if (status === 200) return 0;
  // The same request may succeed later.
  const isTransient = status === 408 || status === 429 || status >= 500;
  return { kind: isTransient ? "failed" : "refused", reason: `${status} ${statusText}`.trim() };
}

/** A signal that is aborted when `restart` has not been called for so many milliseconds. */
function idleTimer(milliseconds: number) {
  const controller = new AbortController();
  const start = () => setTimeout(() => controller.abort(), milliseconds);
  let timer = start();
  const stop = () => clearTimeout(timer);
  const restart = () => {
    stop();
    timer = start();
  };
  return { signal: controller.signal, restart, stop };
}

/** The message of the innermost cause, which describes the network error. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : messageOf(error.cause);
}

/** Opens the partial file and locks it, so that two processes never write to the same file. */
async function openPartial(partial: string, destination: string): Promise<Deno.FsFile> {
  for (;;) {
    const file = await Deno.open(partial, { read: true, write: true, create: true });
    if (!await file.tryLock(true)) {
      file.close();
      throw new DownloadError(destination, "another process is downloading it; wait for that one");
    }
    // Between opening and locking, another process may have finished and renamed the file away.
    const named = await Deno.stat(partial).catch(() => undefined);
    if (named !== undefined && named.ino === (await file.stat()).ino) return file;
    file.close();
  }
}

/** Writes verified contents under a temporary name, as a download does, and renames them to `destination`. */
export async function placeFile(destination: string, contents: Uint8Array): Promise<void> {
  const partial = `${destination}.partial`;
  using file = await openPartial(partial, destination);
  try {
    await file.truncate(0);
    await writeAll(file, contents);
    await file.sync();
    await Deno.rename(partial, destination);
  } catch (error) {
    await Deno.remove(partial).catch(() => {});
    throw error;
  }
}

/** What a file should be: checksum and largest size. */
type Expected = Pick<DownloadRequest, "sha256" | "maxBytes" | "asItComes">;

/** The most bytes that the file may have on disk. */
function mostBytes({ maxBytes, asItComes = false }: Expected): number {
  return asItComes ? maxBytes : maxBytes + GZIP_OVERHEAD;
}

/** The damage of a file that should have these contents, if any; a file that is too large is not read. */
export async function findDamage(path: string, expected: Expected): Promise<string | undefined> {
  const { sha256, maxBytes, asItComes = false } = expected;
  const { size } = await Deno.stat(path);
  if (size > mostBytes(expected)) return `${size} bytes, at most ${maxBytes} are expected`;
  const bytes = await Deno.readFile(path);
  try {
    const found = asItComes
      ? createHash("sha256").update(bytes).digest("hex")
      : await contentsSha256(bytes, maxBytes);
    return found === sha256 ? undefined : `contents have SHA-256 ${found}, expected ${sha256}`;
  } catch (error) {
    if (error instanceof DatasetError) return error.message;
    throw error;
  }
}

/** A failed attempt at one mirror. */
export interface MirrorAnswer {
  /** URL of the file on the mirror. */
  readonly url: string;
  /** 1, 2, … for the attempts at one mirror. */
  readonly attempt: number;
  /** E.g. `"404 Not Found"`. */
  readonly reason: string;
}

/**
 * Error: a file could not be downloaded; with the answer of each mirror.
 *
 * @example
 * ```ts
 * import { DownloadError } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const answers = [{ url: "https://example.org/x.gz", attempt: 1, reason: "404 Not Found" }];
 * const { message } = new DownloadError("data/x.gz", "no mirror delivered the file", answers);
 * equal(message.split("\n")[0], "Cannot download data/x.gz: no mirror delivered the file");
 * equal(message.split("\n")[1], "  https://example.org/x.gz, attempt 1: 404 Not Found");
 * ```
 */
export class DownloadError extends DatasetError {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "DownloadError";

  /**
   * The message has a line for every answer.
   *
   * @param destination path of the file
   * @param reason a clause: the attempt, or the next step
   * @param answers every failed attempt, in order; empty when none was made
   * @param remedy a sentence: another way to get the file; the last line, if given
   */
  constructor(
    readonly destination: string,
    reason: string,
    readonly answers: readonly MirrorAnswer[] = [],
    remedy?: string,
  ) {
    const lines = answers.map((one) => `\n  ${one.url}, attempt ${one.attempt}: ${one.reason}`);
    const last = remedy === undefined ? "" : `\n${remedy}`;
    super(`Cannot download ${destination}: ${reason}${lines.join("")}${last}`);
  }
}
