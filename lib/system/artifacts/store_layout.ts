/**
 * What lies in a store beside its artifacts, and the lock of those who move artifacts away.
 * @module
 */
import { join } from "node:path";

/** Folder of what is being written or removed. Nothing in it is ever read as a result. */
export const PARTIAL = ".partial";

/** Folder of artifacts that failed their checksum. */
export const DAMAGED = ".damaged";

/** File in {@link DAMAGED} that is held by a process which moves an artifact away. */
export const LOCK = ".lock";

/** Most bytes of `artifact.json` and of `sidecar.json`. */
export const MOST_JSON_BYTES: number = 2 ** 24;

/**
 * Waits until no other process moves artifacts of the store `root` away, and keeps others from it until
 * the lock is disposed of. Whoever looks at an artifact and moves it for what was seen needs it: between
 * the two, another process could move that artifact and a third could finish it anew.
 */
export async function lockStore(root: string): Promise<Disposable> {
  const folder = join(root, DAMAGED);
  await Deno.mkdir(folder, { recursive: true });
  const lock = await Deno.open(join(folder, LOCK), { write: true, create: true });
  try {
    await lock.lock(true);
  } catch (error) {
    lock.close();
    throw error;
  }
  return lock;
}
