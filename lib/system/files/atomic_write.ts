/**
 * Files that are whole or absent.
 * @module
 */
import { dirname, join } from "node:path";
import { encoded } from "./encoded.ts";
import { writeSynced } from "./synced_file.ts";
import { writeFailure } from "./write_failure.ts";

/** A file could not be written; what was there before is unchanged. */
export class FileWriteError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
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
  // Not the file's own name and more, which could be longer than a name may be.
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
