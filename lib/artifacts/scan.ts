/**
 * What lies in a store: its artifacts without their results, and all that is none.
 * @module
 */
import { join } from "node:path";
import { unlessGone } from "./footprint.ts";
import { inspectArtifact, type Leftover, leftover, type StoredArtifact } from "./inspect.ts";
import { KIND } from "./manifest.ts";
import { DAMAGED, LOCK, PARTIAL } from "./store_layout.ts";

/** All that lies in a store. */
export interface StoreContents {
  /** Folder of the store. */
  readonly root: string;
  /** Names of the folders of artifacts, empty ones included, in alphabetical order. */
  readonly kinds: readonly string[];
  readonly artifacts: readonly StoredArtifact[];
  /** Artifacts that a run would put aside, and those that were put aside. */
  readonly damaged: readonly Leftover[];
  /** What is being written or removed, or was when its process ended. */
  readonly partial: readonly Leftover[];
  /** What the store has not put there. */
  readonly foreign: readonly Leftover[];
}

/** Names of the folders of artifacts. */
const KEY = /^[0-9a-f]{64}$/;

/** So many artifacts are looked at before anything else has a turn, such as an interrupt. */
const AT_ONCE = 200;

/**
 * Looks through the store `root`, which need not exist, as {@link inspectArtifact} looks at each artifact.
 *
 * @param options.signal aborting it rejects with the signal's reason
 */
export async function scanStore(
  root: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<StoreContents> {
  const names = namesIn(root).filter((name) => name !== PARTIAL && name !== DAMAGED);
  const kinds = names.filter((name) => KIND.test(name) && holdsArtifacts(join(root, name)));
  const artifacts: StoredArtifact[] = [];
  const damaged = leftovers(join(root, DAMAGED), "put aside by an earlier run");
  const foreign = names.filter((name) => !kinds.includes(name))
    .map((name) => leftover(join(root, name), "no folder of artifacts"));
  for (const kind of kinds) {
    for (const [at, key] of namesIn(join(root, kind)).entries()) {
      if (at % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      signal?.throwIfAborted();
      const folder = join(root, kind, key);
      if (!KEY.test(key)) foreign.push(leftover(folder, "no artifact"));
      else sortIn(inspectArtifact({ folder, kind, key }), artifacts, damaged);
    }
  }
  const partial = leftovers(join(root, PARTIAL), "not finished");
  return { root, kinds, artifacts, damaged, partial, foreign };
}

function leftovers(folder: string, reason: string): Leftover[] {
  return namesIn(folder).filter((name) => name !== LOCK)
    .map((name) => leftover(join(folder, name), reason));
}

/** Names in a folder, in alphabetical order; none where it is no folder. */
function namesIn(folder: string): string[] {
  return unlessGone(() => [...Deno.readDirSync(folder)].map(({ name }) => name).sort()) ?? [];
}

/** Whether a folder is one of artifacts, which may all have been removed. */
function holdsArtifacts(path: string): boolean {
  if (!unlessGone(() => Deno.statSync(path).isDirectory)) return false;
  const names = namesIn(path);
  return names.length === 0 || names.some((name) => KEY.test(name));
}

function sortIn(
  found: StoredArtifact | Leftover | undefined,
  artifacts: StoredArtifact[],
  damaged: Leftover[],
): void {
  if (found === undefined) return;
  if ("reason" in found) damaged.push(found);
  else artifacts.push(found);
}
