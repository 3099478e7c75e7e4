/**
 * Removal from a store that runs may be using.
 *
 * A removed folder is renamed into `.partial` first, so that a run finds it complete or not at all, and
 * deleted afterwards. If the process is killed between, the folder stays in `.partial`, which is never read,
 * and is deleted after a day.
 */
import { join } from "node:path";
import { fullDisk, unlessMissing, writeFailure } from "../files/atomic_write.ts";
import {
  DAMAGED,
  isOwn,
  linkReason,
  lockStore,
  PARTIAL,
  tryReading,
  Unreadable,
} from "./store_files.ts";
import { ArtifactError } from "./store.ts";

export interface Removable {
  readonly path: string;
  /** Called just before the removal: true if this is still what was chosen. Default: always true. */
  readonly isStill?: () => boolean;
}

/**
 * Removes parts of the store `root`, in this order: after an interrupt, the first are removed and the others
 * unchanged. Links below `root`, and anything reached through them, are never removed and count as gone.
 *
 * @param options.signal aborting it rejects with the signal's reason; folders already renamed are deleted
 * @returns numbers of parts: removed, and no longer there or changed meanwhile
 * @throws ArtifactError when a part cannot be removed; the parts before it are removed
 */
export async function removeFromStore(
  root: string,
  parts: readonly Removable[],
  { signal }: { readonly signal?: AbortSignal } = {},
) {
  const moved: string[] = [];
  let passedOver = 0;
  try {
    requireNoOther(join(root, DAMAGED));
    requireNoOther(join(root, PARTIAL));
    using _lock = await lockStore(root).catch((error): undefined => {
      // A full disk may have no space for the lock file; removing results frees the disk.
      if (fullDisk(error, "") === undefined) throw error;
    });
    await Deno.mkdir(join(root, PARTIAL), { recursive: true });
    for (const { path, isStill = () => true } of parts) {
      signal?.throwIfAborted();
      const away = isStill() ? await moveAway(root, path) : undefined;
      if (away === undefined) passedOver++;
      else moved.push(away);
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ArtifactError(
      `Cannot remove results from ${root}, ${moved.length} of ${parts.length} are removed: ` +
        writeFailure(cause, "the others are kept"),
      { cause },
    );
  } finally {
    for (const path of moved) await discard(path);
  }
  return { removed: moved.length, passedOver };
}

/** A link instead of the store's folder could move the removed files to another disk. */
function requireNoOther(folder: string): void {
  const info = tryReading(folder, () => Deno.lstatSync(folder));
  if (info === undefined) return;
  if (info instanceof Unreadable) throw new Error(info.reason);
  if (info.isDirectory) return;
  const what = info.isSymlink ? linkReason(folder) : "no folder";
  throw new Error(`${folder} is ${what}; move it away, the store makes a folder there`);
}

/** Renames a part into the folder of removed parts; `undefined` if it no longer exists. */
async function moveAway(root: string, path: string): Promise<string | undefined> {
  const away = join(root, PARTIAL, crypto.randomUUID());
  requireNoOther(join(root, PARTIAL));
  if (!isOwn(root, path)) return undefined;
  return await unlessMissing(Deno.rename(path, away).then(() => away));
}

/** Deletes a folder; several attempts, as another process may delete its files at the same time. */
async function discard(path: string): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    // A folder that cannot be deleted now is deleted by a later run or a later removal of `partial`.
    if (await Deno.remove(path, { recursive: true }).then(() => true, () => false)) return;
  }
}
