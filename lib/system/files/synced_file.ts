/**
 * Files that are on the disk once they are written.
 * @module
 */
import { writeAll } from "./write_all.ts";

/**
 * Writes a new file and waits until the disk has it, so that a rename publishes its contents and not
 * only its name. A failure can leave a part of it.
 *
 * @param path where no file is yet, in a folder that exists
 * @param pieces its contents, one behind the other
 */
export async function writeSynced(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true });
  for (const bytes of pieces) await writeAll(file, bytes);
  await file.sync();
}
