/**
 * Reading what lies in an artifact's folder, and nothing else.
 * @module
 */
import { join } from "node:path";

/**
 * The bytes of a file below `folder`, or what is wrong with it, as a clause such as `is missing`.
 *
 * Links below the folder are not followed and nothing beyond `mostBytes` is read, so that a folder that
 * was tampered with cannot bring in files from outside, or devices and sizes without end.
 *
 * @param name relative path, its parts joined by `/`
 */
export async function readOwnFile(
  folder: string,
  name: string,
  mostBytes: number,
): Promise<Uint8Array | string> {
  try {
    const path = join(folder, name);
    // The folder itself may be reached through links.
    if (await Deno.realPath(path) !== join(await Deno.realPath(folder), name)) return "is a link";
    const { isFile, size } = await Deno.stat(path);
    if (!isFile) return "is not a file";
    if (size > mostBytes) return `has ${size} bytes, at most ${mostBytes} are expected`;
    return await Deno.readFile(path);
  } catch (error) {
    const missing = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory;
    if (missing) return "is missing";
    if (error instanceof Deno.errors.FilesystemLoop) return "is a link to itself";
    throw error;
  }
}
