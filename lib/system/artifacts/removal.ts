/**
 * Removal from a store that runs may be using.
 *
 * What is removed leaves its place by one rename, so that a run finds it whole or not at all, and is deleted
 * afterwards; what a kill leaves lies in `.partial`, which is never read and is swept after a day.
 */
import { join } from "node:path";
import { fullDisk, unlessMissing, writeFailure } from "../files/atomic_write.ts";
import { DAMAGED, isOwn, linkReason, lockStore, lookAt, PARTIAL, Unreadable } from "./look.ts";
import { ArtifactError } from "./store.ts";

export interface Removable {
  readonly path: string;
  /** Asked right before the removal: whether this is still what was meant. Default: it is. */
  readonly isStill?: () => boolean;
}

/**
 * Removes parts of the store `root`, in this order: after an interrupt, the first are gone and the others
 * untouched. Nothing is removed through a link: what lies behind one below `root`, or is one, counts as gone.
 *
 * @param options.signal aborting it rejects with the signal's reason; what has left its place is deleted
 * @returns how many were removed, and how many were no longer there or had become something else
 * @throws ArtifactError when something cannot be removed; what comes before it is gone
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
    using _lock = await lockUnlessFull(root);
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

/**
 * On a full disk the lock's file may be impossible to make. Then no other process can make it either, and
 * removing is what such a disk needs.
 */
async function lockUnlessFull(root: string): Promise<Disposable | undefined> {
  try {
    return await lockStore(root);
  } catch (error) {
    if (fullDisk(error, "") !== undefined) return undefined;
    throw error;
  }
}

/** Something else in the place of a folder of the store could lead what is removed to another place. */
function requireNoOther(folder: string): void {
  const info = lookAt(folder, () => Deno.lstatSync(folder));
  if (info === undefined) return;
  if (info instanceof Unreadable) throw new Error(info.reason);
  if (info.isDirectory) return;
  const what = info.isSymlink ? linkReason(folder) : "no folder";
  throw new Error(`${folder} is ${what}; move it away, the store makes a folder there`);
}

/** Gives something its place among what is being removed; `undefined` where it is gone already. */
async function moveAway(root: string, path: string): Promise<string | undefined> {
  const away = join(root, PARTIAL, crypto.randomUUID());
  requireNoOther(join(root, PARTIAL));
  if (!isOwn(root, path)) return undefined;
  return await unlessMissing(Deno.rename(path, away).then(() => away));
}

/** How often the deletion of something is tried that another process sweeps away at the same time. */
const ATTEMPTS = 3;

async function discard(path: string): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    // What cannot be deleted is swept away later, by a run or by a removal of what is unfinished.
    if (await Deno.remove(path, { recursive: true }).then(() => true, () => false)) return;
  }
}
