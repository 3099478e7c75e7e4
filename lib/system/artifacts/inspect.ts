/**
 * A look at one artifact that leaves its results unread.
 * @module
 */
import { join } from "node:path";
import { type Footprint, measure, type Measured } from "./footprint.ts";
import type { Json } from "./json.ts";
import { isLink, linkReason, lookAt, Unreadable } from "./look.ts";
import { artifactKey, type Manifest, parseManifest } from "./manifest.ts";
import { MOST_JSON_BYTES } from "./store_layout.ts";

/** A finished artifact whose manifest is right and whose files have the sizes that it lists. */
export interface StoredArtifact extends Footprint {
  readonly kind: string;
  /** SHA-256 of kind and inputs; names the artifact. */
  readonly key: string;
  readonly folder: string;
  readonly inputs: Json;
  /** What was noted about the run; `null` when it is missing. */
  readonly sidecar: Json;
}

/** Where an artifact lies, and what it must be to lie there. */
type ArtifactPlace = Pick<StoredArtifact, "folder" | "kind" | "key">;

/** A file or folder of a store that is no finished artifact. */
export interface Leftover extends Footprint {
  readonly path: string;
  /** Why it is here, or what is wrong with it, as a clause such as `"weights.bin is missing"`. */
  readonly reason: string;
  /** When it was changed last, in milliseconds since 1970; 0 where that is not told. */
  readonly changed: number;
  /** Set where it takes the place of an artifact, which a run can finish anew at any time. */
  readonly place?: ArtifactPlace;
}

/** What lies in the place of an artifact. */
export type Inspection =
  | { readonly artifact: StoredArtifact }
  /** What a run finds damaged as well. */
  | { readonly damaged: Leftover }
  /** A link, or what cannot be read and may well be whole. */
  | { readonly foreign: Leftover };

/**
 * What lies in that place; `undefined` where there is nothing. Only `artifact.json` and `sidecar.json` are
 * read: that a result has other bytes goes unnoticed as long as it has as many.
 */
export function inspectArtifact(place: ArtifactPlace): Inspection | undefined {
  const { folder } = place;
  if (isLink(folder)) return { foreign: { ...leftover(folder, "a link"), place } };
  const measured = measure(folder);
  const manifest = manifestOf(place, measured);
  // Another process can have moved it away since, or it has never been there.
  if (lookAt("", () => Deno.lstatSync(folder)) === undefined) return undefined;
  const { bytes, bytesOnDisk, changed } = measured;
  const left = { path: folder, bytes, bytesOnDisk, changed, place };
  if (manifest instanceof Unreadable) return { foreign: { ...left, reason: manifest.reason } };
  if (typeof manifest === "string") return { damaged: { ...left, reason: manifest } };
  const { inputs } = manifest;
  const sidecar = parsed(readSmall(folder, "sidecar.json", measured));
  return { artifact: { ...place, inputs, sidecar, bytes, bytesOnDisk } };
}

/** Whether a run would find damage in that place. */
export function isDamaged(place: ArtifactPlace): boolean {
  return "damaged" in (inspectArtifact(place) ?? {});
}

/** A leftover that is here for a given reason, or as a link. */
export function leftover(path: string, reason: string): Leftover {
  const { bytes, bytesOnDisk, changed } = measure(path);
  return { path, reason: isLink(path) ? linkReason(path) : reason, bytes, bytesOnDisk, changed };
}

/** The manifest of an artifact, what is wrong with the artifact, or why that cannot be told. */
function manifestOf(
  { folder, kind, key }: ArtifactPlace,
  measured: Measured,
): Manifest | string | Unreadable {
  const bytes = readSmall(folder, "artifact.json", measured);
  if (bytes instanceof Unreadable) return bytes;
  if (bytes === undefined) {
    return `artifact.json is missing, or no file of at most ${MOST_JSON_BYTES} bytes`;
  }
  const manifest = parseManifest(bytes);
  if (typeof manifest === "string") return manifest;
  if (manifest.kind !== kind || artifactKey(manifest) !== key) {
    return "artifact.json describes another result";
  }
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

/** The value of a JSON file; `null` where it has none. */
function parsed(bytes: Uint8Array | Unreadable | undefined): Json {
  try {
    return !(bytes instanceof Uint8Array) ? null : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
