/**
 * Files that are whole or absent.
 * @module
 */
import { basename, dirname, join } from "node:path";

/** Writes a file under a temporary name beside it, then renames it. Makes its folder. */
export async function atomicWrite(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  await Deno.mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${basename(path)}.${crypto.randomUUID()}`);
  try {
    await Deno.writeTextFile(temporary, text);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}
