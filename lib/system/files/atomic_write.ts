/** Writes files completely or not at all, and words for failed writes. */
import { dirname, join } from "node:path";

/** Writes all bytes to a file or to standard output, however many writes that takes. */
export async function writeAll(
  sink: { write(bytes: Uint8Array): Promise<number> },
  bytes: Uint8Array,
): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await sink.write(bytes.subarray(at));
}

/** A text, whole or in pieces, as UTF-8 in arrays large enough to be written one by one. */
export function* encoded(text: string | Iterable<string>): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let gathered = "";
  for (const piece of typeof text === "string" ? [text] : text) {
    gathered += piece;
    if (gathered.length < 2 ** 20) continue;
    yield encoder.encode(gathered);
    gathered = "";
  }
  if (gathered !== "") yield encoder.encode(gathered);
}

/** Error codes of a full disk or an exhausted quota. */
const FULL = new Map([
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "the quota of the disk is used up"],
]);

/**
 * The reason of a failed write as a clause: for a full disk with the next step, else the error's message.
 *
 * @param kept a clause for a full disk: what is safe, e.g. `"what is finished is kept"`
 */
export function writeFailure(error: unknown, kept: string): string {
  return fullDisk(error, kept) ?? (error instanceof Error ? error.message : String(error));
}

/** The reason where the disk is full, as {@link writeFailure} has it; `undefined` for other errors. */
export function fullDisk(error: unknown, kept: string): string | undefined {
  const { code = "" } = error instanceof Error ? error as Error & { readonly code?: string } : {};
  const full = FULL.get(code);
  return full && `${full}; ${kept}, free some space and run the same command again`;
}

/**
 * Writes a new file and waits until the disk has it, so that a rename publishes its contents and not
 * only its name. Its folder must exist; a failure can leave a part of it.
 */
export async function writeSynced(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true });
  for (const bytes of pieces) await writeAll(file, bytes);
  await file.sync();
}

/** True if an error means that the file or folder, or its parent folder, does not exist. */
export function isAbsence(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}

/** The result of a file operation; `undefined` if the file or folder does not exist. */
export async function unlessMissing<Value>(result: Promise<Value>): Promise<Value | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** A file could not be written; what was there before is unchanged. */
export class FileWriteError extends Error {
  override readonly name = "FileWriteError";
}

/**
 * Writes a file under a temporary name beside it, then renames it. Makes its folder.
 *
 * @param text a text, or pieces of one that is too long for a string
 * @throws FileWriteError when that cannot be done; no temporary file stays
 */
export async function atomicWrite(path: string, text: string | Iterable<string>): Promise<void> {
  const folder = dirname(path);
  // A short name of its own: the file's name with a suffix could be too long.
  const temporary = join(folder, `.${crypto.randomUUID()}.partial`);
  try {
    await Deno.mkdir(folder, { recursive: true });
    await writeSynced(temporary, encoded(text));
    await Deno.rename(temporary, path);
  } catch (cause) {
    await Deno.remove(temporary).catch(() => {});
    const reason = writeFailure(cause, "nothing was changed");
    throw new FileWriteError(`Cannot write ${path}: ${reason}`, { cause });
  }
}
