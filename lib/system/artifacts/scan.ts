/**
 * What lies in a store: its artifacts without their results, and all that is none.
 * @module
 */
import { join } from "node:path";
import {
  inspectArtifact,
  type Inspection,
  type Leftover,
  leftover,
  type StoredArtifact,
} from "./inspect.ts";
import { isLink, lookAt, Unreadable } from "./look.ts";
import { KIND } from "./manifest.ts";
import { ArtifactError } from "./store.ts";
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
  /** What the store has not put there, links, and what cannot be read. */
  readonly foreign: readonly Leftover[];
}

/** Names of the folders of artifacts. */
const KEY = /^[0-9a-f]{64}$/;

/** So many artifacts are looked at before anything else has a turn, such as an interrupt. */
const AT_ONCE = 200;

/**
 * Looks through the store `root`, which need not exist, as {@link inspectArtifact} looks at each artifact.
 * The folder `root` may be reached through links; links below it are not followed.
 *
 * @param options.signal aborting it rejects with the signal's reason
 * @throws ArtifactError when `root` cannot be read
 */
export async function scanStore(
  root: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<StoreContents> {
  const found = lookAt("the folder", () => sortedNames(root));
  if (found instanceof Unreadable) {
    throw new ArtifactError(`Cannot list the results in ${root}: ${found.reason}`);
  }
  const foreign: Leftover[] = [];
  const damaged = leftovers(join(root, DAMAGED), "put aside by an earlier run", foreign);
  const partial = leftovers(join(root, PARTIAL), "not finished", foreign);
  const artifacts: StoredArtifact[] = [];
  const kinds = new Map<string, readonly string[]>();
  for (const name of found ?? []) {
    if (name === PARTIAL || name === DAMAGED) continue;
    const keys = keysIn(root, name);
    if (typeof keys !== "string") kinds.set(name, keys);
    else foreign.push(leftover(join(root, name), keys));
  }
  for (const [kind, keys] of kinds) {
    for (const [at, key] of keys.entries()) {
      if (at % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      signal?.throwIfAborted();
      const folder = join(root, kind, key);
      const one: Inspection | undefined = KEY.test(key)
        ? inspectArtifact({ folder, kind, key })
        : { foreign: leftover(folder, "no artifact") };
      if (one === undefined) continue;
      if ("artifact" in one) artifacts.push(one.artifact);
      else if ("damaged" in one) damaged.push(one.damaged);
      else foreign.push(one.foreign);
    }
  }
  return { root, kinds: [...kinds.keys()], artifacts, damaged, partial, foreign };
}

/** What lies in a folder of the store's own. Links in it, or in its place, are foreign. */
function leftovers(folder: string, reason: string, foreign: Leftover[]): Leftover[] {
  const names = namesIn(folder);
  if (names === undefined || names instanceof Unreadable) {
    const isThere = lookAt("", () => Deno.lstatSync(folder)) !== undefined;
    if (isThere) foreign.push(leftover(folder, names?.reason ?? "no folder"));
    return [];
  }
  const paths = names.filter((name) => name !== LOCK).map((name) => join(folder, name));
  foreign.push(...paths.filter(isLink).map((path) => leftover(path, reason)));
  return paths.filter((path) => !isLink(path)).map((path) => leftover(path, reason));
}

/** Names in a folder of artifacts, which may all have been removed; or why it is none. */
function keysIn(root: string, name: string): readonly string[] | string {
  const names = KIND.test(name) ? namesIn(join(root, name)) : undefined;
  if (names instanceof Unreadable) return names.reason;
  const holdsArtifacts = names?.length === 0 || names?.some((key) => KEY.test(key));
  return names !== undefined && holdsArtifacts ? names : "no folder of artifacts";
}

/** Names in a folder, in alphabetical order; none where it is a link or no folder. */
function namesIn(folder: string): string[] | Unreadable | undefined {
  return lookAt(
    "the folder",
    () => Deno.lstatSync(folder).isDirectory ? sortedNames(folder) : undefined,
  );
}

const sortedNames = (folder: string) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
