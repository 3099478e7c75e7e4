/**
 * One attempt to bring a file from one address, continuing what is already there.
 * @module
 */
import { writeAll } from "../../system/files/atomic_write.ts";

/** How far a download is. */
export interface DownloadProgress {
  /** Where the file will be. */
  readonly destination: string;
  /** The mirror's address that it comes from. */
  readonly url: string;
  /** Bytes of the file on disk, those of earlier attempts included. */
  readonly receivedBytes: number;
  /** Bytes of the whole file, when the server says so. */
  readonly totalBytes?: number;
}

/** What to transfer and within which limits. */
export interface TransferRequest {
  readonly url: string;
  /** Open for reading and writing; its present contents are taken as the beginning of the file. */
  readonly file: Deno.FsFile;
  /** The most bytes the file may have. */
  readonly maxBytes: number;
  /** Milliseconds without any data after which the attempt has failed. */
  readonly idleTimeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (receivedBytes: number, totalBytes: number | undefined) => void;
}

/** What an attempt came to. */
export type TransferOutcome =
  /** The server sent all it had, after `resumedFrom` bytes that were there before. */
  | { readonly kind: "complete"; readonly resumedFrom: number }
  /** It may work the next time; what has come is kept in the file. */
  | { readonly kind: "failed"; readonly reason: string }
  /** This address will not give the file. */
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Transfers a file. A file that has bytes already is continued with an HTTP Range request; when the
 * server ignores the range, it is written anew from the start.
 *
 * @throws the reason of `signal` when that is aborted, and whatever writing to the file throws;
 * everything that the network does is an outcome
 */
export async function transfer(request: TransferRequest): Promise<TransferOutcome> {
  const { url, file, idleTimeoutMs, signal } = request;
  const idle = idleTimer(idleTimeoutMs);
  const failure = (error: unknown): TransferOutcome => {
    signal?.throwIfAborted();
    // A missing permission is not the network's doing and does not pass.
    if (error instanceof Deno.errors.NotCapable) throw error;
    const reason = idle.signal.aborted
      ? `no data for ${idleTimeoutMs} ms`
      : messageOf(error).replace(` for url (${url})`, "");
    return { kind: "failed", reason };
  };
  try {
    const offset = (await file.stat()).size;
    const response = await fetch(url, {
      // Ranges and sizes must count the bytes of the file itself.
      headers: {
        "accept-encoding": "identity",
        ...(offset > 0 ? { range: `bytes=${offset}-` } : {}),
      },
      signal: signal ? AbortSignal.any([signal, idle.signal]) : idle.signal,
    }).catch(failure);
    if (!(response instanceof Response)) return response;
    try {
      return await receive(response, offset, request, idle, failure);
    } finally {
      await response.body?.cancel().catch(() => {});
    }
  } finally {
    idle.stop();
  }
}

async function receive(
  response: Response,
  offset: number,
  { file, maxBytes, onProgress }: TransferRequest,
  idle: ReturnType<typeof idleTimer>,
  failure: (error: unknown) => TransferOutcome,
): Promise<TransferOutcome> {
  const { status, headers, body } = response;
  // Nothing lies beyond the offset: the file was complete, or is not that file.
  if (status === 416 && offset > 0) return { kind: "complete", resumedFrom: offset };
  const continues = status === 206 && headers.get("content-range")?.startsWith(`bytes ${offset}-`);
  if (!continues && status !== 200) {
    const reason = `${status} ${response.statusText}`.trim();
    return { kind: isTransient(status) ? "failed" : "refused", reason };
  }
  const resumedFrom = continues ? offset : 0;
  await file.truncate(resumedFrom);
  await file.seek(resumedFrom, Deno.SeekMode.Start);

  const length = Number(headers.get("content-length") ?? NaN);
  const totalBytes = Number.isNaN(length) ? undefined : resumedFrom + length;
  const tooLong: TransferOutcome = { kind: "refused", reason: `more than ${maxBytes} bytes` };
  if (totalBytes !== undefined && totalBytes > maxBytes) return tooLong;

  let receivedBytes = resumedFrom;
  const reader = body?.getReader();
  try {
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
      onProgress(receivedBytes, totalBytes);
    }
  } finally {
    reader?.releaseLock();
  }
  return { kind: "complete", resumedFrom };
}

/** Whether the same request may be answered differently a little later. */
function isTransient(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
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

/** What the innermost cause says: that names what happened on the connection. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : messageOf(error.cause);
}
