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
 */
export async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true });
  await writeAll(file, bytes);
  await file.sync();
}
