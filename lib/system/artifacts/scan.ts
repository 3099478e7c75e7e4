/** A scan of a store: its artifacts, without reading their results, and all other files. */
import { join } from "node:path";
import { type Json, jsonOf, KIND, type Manifest, readManifest } from "./json.ts";
import {
  DAMAGED,
  isLink,
  linkReason,
  LOCK,
  MOST_JSON_BYTES,
  PARTIAL,
  tryReading,
  Unreadable,
} from "./store_files.ts";
import { ArtifactError } from "./store.ts";
import { yieldToEvents } from "../workers/in_parallel.ts";

export interface Footprint {
  readonly bytes: number;
  /**
   * Space on disk of the files and their folders, which systems allocate in blocks, often of 4 kB. Equal to
   * {@link bytes} on systems that do not report it (Windows).
   */
  readonly bytesOnDisk: number;
}

/**
 * Measures a file or a folder with its contents. Files that vanish meanwhile or cannot be read do not count,
 * and links are not followed. Synchronous: a store has tens of thousands of small files.
 */
function measure(path: string) {
  /** Sizes of the files by their path below what is measured, its parts joined by `/`. */
  const files = new Map<string, number>();
  /** Unreadable files and folders by their path, in the same form; `""` is the measured one itself. */
  const unreadable = new Map<string, Unreadable>();
  // The newest change in milliseconds since 1970; 0 if unknown.
  let [bytes, bytesOnDisk, changed] = [0, 0, 0];
  const read = <Value>(name: string, what: () => Value): Value | undefined => {
    const found = tryReading(name === "" ? "its folder" : name, what);
    if (!(found instanceof Unreadable)) return found;
    unreadable.set(name, found);
    return undefined;
  };
  const visit = (at: string, name: string): void => {
    const info = read(name, () => Deno.lstatSync(at));
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
    for (const below of read(name, () => [...Deno.readDirSync(at)]) ?? []) {
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
  /** Notes about the run; `null` when there are none. */
  readonly sidecar: Json;
}

/** The folder of an artifact, with the kind and key that belong to it. */
type ArtifactLocation = Pick<StoredArtifact, "folder" | "kind" | "key">;

/** A file or folder of a store that is not a finished artifact. */
export interface Leftover extends Footprint {
  readonly path: string;
  /** The reason why it is listed, as a clause such as `"weights.bin is missing"`. */
  readonly reason: string;
  /** Time of the last change, in milliseconds since 1970; 0 if unknown. */
  readonly changed: number;
  /** Set for a folder with the name of an artifact, which a run can replace at any time. */
  readonly location?: ArtifactLocation;
}

type Inspection =
  | { readonly artifact: StoredArtifact }
  /** Damaged for a run, too. */
  | { readonly damaged: Leftover }
  /** A link, or an unreadable artifact, which may be complete. */
  | { readonly foreign: Leftover };

/**
 * The file or folder at a location; `undefined` if there is none. Only `artifact.json` and `sidecar.json` are
 * read: changed bytes of a result are not noticed if their number is right.
 */
function inspectArtifact(location: ArtifactLocation): Inspection | undefined {
  const { folder } = location;
  if (isLink(folder)) return { foreign: { ...leftover(folder, "a link"), location } };
  const measured = measure(folder);
  const manifest = manifestOf(location, measured);
  // Another process may have moved it, or it never existed.
  if (tryReading("", () => Deno.lstatSync(folder)) === undefined) return undefined;
  const { bytes, bytesOnDisk, changed } = measured;
  const left = { path: folder, bytes, bytesOnDisk, changed, location };
  if (manifest instanceof Unreadable) return { foreign: { ...left, reason: manifest.reason } };
  if (typeof manifest === "string") return { damaged: { ...left, reason: manifest } };
  const { inputs } = manifest;
  const sidecar = jsonOf(readSmall(folder, "sidecar.json", measured));
  return { artifact: { ...location, inputs, sidecar, bytes, bytesOnDisk } };
}

/** True if a run would find damage at that location. */
export function isDamaged(location: ArtifactLocation): boolean {
  return "damaged" in (inspectArtifact(location) ?? {});
}

/** A leftover with a reason, for a link its target. */
export function leftover(path: string, reason: string): Leftover {
  const { bytes, bytesOnDisk, changed } = measure(path);
  return { path, reason: isLink(path) ? linkReason(path) : reason, bytes, bytesOnDisk, changed };
}

/** The manifest of an artifact, its damage, or the reason why it cannot be read. */
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

/** The bytes of a file in the folder; `undefined` if there is none, or if it is too large. */
function readSmall(folder: string, name: string, measured: Measured) {
  const size = measured.files.get(name);
  if (size === undefined) return hiding(name, measured);
  if (size > MOST_JSON_BYTES) return undefined;
  return tryReading(name, () => Deno.readFileSync(join(folder, name)));
}

/** The reason why a file that was not found may exist: it, or a folder above it, cannot be read. */
function hiding(name: string, { unreadable }: Measured): Unreadable | undefined {
  const above = [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index));
  return ["", ...above, name].map((path) => unreadable.get(path))
    .find((found) => found !== undefined);
}

/** The contents of a store. */
export interface StoreContents {
  /** Folder of the store. */
  readonly root: string;
  /** Names of the folders of artifacts, empty ones included, in alphabetical order. */
  readonly kinds: readonly string[];
  readonly artifacts: readonly StoredArtifact[];
  /** Artifacts that a run would move to `.damaged`, and those that are there. */
  readonly damaged: readonly Leftover[];
  /** Results being written or removed, or left by a process that was killed. */
  readonly partial: readonly Leftover[];
  /** Files that the store did not write, links, and unreadable files. */
  readonly foreign: readonly Leftover[];
}

/** Names of the folders of artifacts. */
const KEY = /^[0-9a-f]{64}$/;

/**
 * Scans the store `root`, which need not exist; {@link inspectArtifact} checks each artifact. The folder
 * `root` may be reached through links; links below it are not followed.
 *
 * @param options.signal aborting it rejects with the signal's reason
 * @throws ArtifactError when `root` cannot be read
 */
export async function scanStore(
  root: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<StoreContents> {
  const found = tryReading("the folder", () => sortedNames(root));
  if (found instanceof Unreadable) {
    throw new ArtifactError(`Cannot list the results in ${root}: ${found.reason}`);
  }
  const foreign: Leftover[] = [];
  const damaged = leftovers(join(root, DAMAGED), "moved away by an earlier run", foreign);
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
      // Gives other events a turn, such as an interrupt.
      if (at % 200 === 0) await yieldToEvents();
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

/** The contents of a folder that the store made. Links in it, or instead of it, are foreign. */
function leftovers(folder: string, reason: string, foreign: Leftover[]): Leftover[] {
  const names = namesIn(folder);
  if (names === undefined || names instanceof Unreadable) {
    const isThere = tryReading("", () => Deno.lstatSync(folder)) !== undefined;
    if (isThere) foreign.push(leftover(folder, names?.reason ?? "no folder"));
    return [];
  }
  const paths = names.filter((name) => name !== LOCK).map((name) => join(folder, name));
  foreign.push(...paths.filter(isLink).map((path) => leftover(path, reason)));
  return paths.filter((path) => !isLink(path)).map((path) => leftover(path, reason));
}

/** Names in a folder of artifacts, possibly none; or the reason why it is not such a folder. */
function keysIn(root: string, name: string): readonly string[] | string {
  const names = KIND.test(name) ? namesIn(join(root, name)) : undefined;
  if (names instanceof Unreadable) return names.reason;
  const holdsArtifacts = names?.length === 0 || names?.some((key) => KEY.test(key));
  return names !== undefined && holdsArtifacts ? names : "no folder of artifacts";
}

/** Names in a folder, in alphabetical order; `undefined` if it is a link or not a folder. */
function namesIn(folder: string): string[] | Unreadable | undefined {
  const isFolder = () => Deno.lstatSync(folder).isDirectory;
  return tryReading("the folder", () => isFolder() ? sortedNames(folder) : undefined);
}

const sortedNames = (folder: string) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
