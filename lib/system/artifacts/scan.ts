/** What lies in a store: its artifacts, with their results left unread, and all that is none. */
import { join } from "node:path";
import { type Json, jsonOf, KIND, type Manifest, readManifest } from "./json.ts";
import {
  DAMAGED,
  isLink,
  linkReason,
  LOCK,
  lookAt,
  MOST_JSON_BYTES,
  PARTIAL,
  Unreadable,
} from "./look.ts";
import { ArtifactError } from "./store.ts";

export interface Footprint {
  readonly bytes: number;
  /**
   * What the disk sets aside for them and their folders. Systems hand it out in pieces, often of 4 kB, so
   * that many small files take much more than they hold. As {@link bytes} where a system (Windows) does
   * not tell.
   */
  readonly bytesOnDisk: number;
}

/**
 * Measures a file or a folder with all that is in it. What vanishes meanwhile, or cannot be read, does not
 * count, and links are not followed. Synchronous: a store has tens of thousands of small files.
 */
function measure(path: string) {
  /** Sizes of the files by their path below what is measured, its parts joined by `/`. */
  const files = new Map<string, number>();
  /** Why something in it could not be looked at, by its path likewise; `""` is what is measured. */
  const unreadable = new Map<string, Unreadable>();
  // The newest change in milliseconds since 1970; 0 where that is not told.
  let [bytes, bytesOnDisk, changed] = [0, 0, 0];
  const look = <Value>(name: string, what: () => Value): Value | undefined => {
    const found = lookAt(name === "" ? "its folder" : name, what);
    if (!(found instanceof Unreadable)) return found;
    unreadable.set(name, found);
    return undefined;
  };
  const visit = (at: string, name: string): void => {
    const info = look(name, () => Deno.lstatSync(at));
    if (info === undefined) return;
    const { isFile, isDirectory, size, blocks, mtime } = info;
    // Blocks of 512 bytes, whatever the disk's own are.
    bytesOnDisk += blocks === null ? (isFile ? size : 0) : 512 * blocks;
    changed = Math.max(changed, mtime?.getTime() ?? 0);
    if (isFile) {
      files.set(name, size);
      bytes += size;
    }
    if (!isDirectory) return;
    for (const below of look(name, () => [...Deno.readDirSync(at)]) ?? []) {
      visit(join(at, below.name), name === "" ? below.name : `${name}/${below.name}`);
    }
  };
  visit(path, "");
  return { bytes, bytesOnDisk, files, unreadable, changed };
}

type Measured = ReturnType<typeof measure>;

/** A finished artifact whose manifest is right and whose files have the sizes that it lists. */
export interface StoredArtifact extends Footprint {
  readonly kind: string;
  readonly key: string;
  readonly folder: string;
  readonly inputs: Json;
  /** What was noted about the run; `null` when it is missing. */
  readonly sidecar: Json;
}

/** Where an artifact lies, and what it must be to lie there. */
type ArtifactLocation = Pick<StoredArtifact, "folder" | "kind" | "key">;

/** A file or folder of a store that is no finished artifact. */
export interface Leftover extends Footprint {
  readonly path: string;
  /** Why it is here, or what is wrong with it, as a clause such as `"weights.bin is missing"`. */
  readonly reason: string;
  /** When it was changed last, in milliseconds since 1970; 0 where that is not told. */
  readonly changed: number;
  /** Set where it takes the place of an artifact, which a run can finish anew at any time. */
  readonly location?: ArtifactLocation;
}

type Inspection =
  | { readonly artifact: StoredArtifact }
  /** What a run finds damaged as well. */
  | { readonly damaged: Leftover }
  /** A link, or what cannot be read and may well be whole. */
  | { readonly foreign: Leftover };

/**
 * What lies at that location; `undefined` where there is nothing. Only `artifact.json` and `sidecar.json` are
 * read: that a result has other bytes goes unnoticed as long as it has as many.
 */
function inspectArtifact(location: ArtifactLocation): Inspection | undefined {
  const { folder } = location;
  if (isLink(folder)) return { foreign: { ...leftover(folder, "a link"), location } };
  const measured = measure(folder);
  const manifest = manifestOf(location, measured);
  // Another process can have moved it away since, or it has never been there.
  if (lookAt("", () => Deno.lstatSync(folder)) === undefined) return undefined;
  const { bytes, bytesOnDisk, changed } = measured;
  const left = { path: folder, bytes, bytesOnDisk, changed, location };
  if (manifest instanceof Unreadable) return { foreign: { ...left, reason: manifest.reason } };
  if (typeof manifest === "string") return { damaged: { ...left, reason: manifest } };
  const { inputs } = manifest;
  const sidecar = jsonOf(readSmall(folder, "sidecar.json", measured));
  return { artifact: { ...location, inputs, sidecar, bytes, bytesOnDisk } };
}

/** Whether a run would find damage at that location. */
export function isDamaged(location: ArtifactLocation): boolean {
  return "damaged" in (inspectArtifact(location) ?? {});
}

/** A leftover that is here for a given reason, or as a link. */
export function leftover(path: string, reason: string): Leftover {
  const { bytes, bytesOnDisk, changed } = measure(path);
  return { path, reason: isLink(path) ? linkReason(path) : reason, bytes, bytesOnDisk, changed };
}

/** The manifest of an artifact, what is wrong with the artifact, or why that cannot be told. */
function manifestOf(
  { folder, kind, key }: ArtifactLocation,
  measured: Measured,
): Manifest | string | Unreadable {
  const bytes = readSmall(folder, "artifact.json", measured);
  if (bytes instanceof Unreadable) return bytes;
  if (bytes === undefined) {
    return `artifact.json is missing, or no file of at most ${MOST_JSON_BYTES} bytes`;
  }
  const manifest = readManifest(bytes, kind, key);
  if (typeof manifest === "string") return manifest;
  for (const [name, { bytes: expected }] of Object.entries(manifest.files)) {
    const size = measured.files.get(name);
    if (size === undefined) return hiding(name, measured) ?? `${name} is missing`;
    if (size !== expected) return `${name} has ${size} bytes, ${expected} are expected`;
  }
  return manifest;
}

/** The bytes of a file that was seen in the folder; `undefined` where there is none of a fit size. */
function readSmall(
  folder: string,
  name: string,
  measured: Measured,
): Uint8Array | Unreadable | undefined {
  const size = measured.files.get(name);
  if (size === undefined) return hiding(name, measured);
  if (size > MOST_JSON_BYTES) return undefined;
  return lookAt(name, () => Deno.readFileSync(join(folder, name)));
}

/** Why a file that was not seen may be there all the same: it, or a folder above it, cannot be read. */
function hiding(name: string, { unreadable }: Measured): Unreadable | undefined {
  const parts = name.split("/");
  return ["", ...parts.map((_, at) => parts.slice(0, at + 1).join("/"))]
    .map((path) => unreadable.get(path)).find((found) => found !== undefined);
}

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
