/**
 * A look at one artifact that leaves its results unread.
 * @module
 */
import { join } from "node:path";
import { type Footprint, measure, type Measured, unlessGone } from "./footprint.ts";
import type { Json } from "./json.ts";
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
export type ArtifactPlace = Pick<StoredArtifact, "folder" | "kind" | "key">;

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

/**
 * The artifact of that place, or what is wrong with it; `undefined` where there is none. Only
 * `artifact.json` and `sidecar.json` are read: that a result has other bytes goes unnoticed as long as it
 * has as many.
 */
export function inspectArtifact(place: ArtifactPlace): StoredArtifact | Leftover | undefined {
  const { folder } = place;
  if (!exists(folder)) return undefined;
  const { changed, files, ...footprint } = measure(folder, Deno.statSync);
  const manifest = manifestOf(place, files);
  if (typeof manifest !== "string") {
    return {
      ...place,
      ...footprint,
      inputs: manifest.inputs,
      sidecar: parsed(readSmall(folder, "sidecar.json", files)),
    };
  }
  // Another process can have moved it away between two looks.
  if (!exists(folder)) return undefined;
  return { ...footprint, path: folder, reason: manifest, changed, place };
}

/** A leftover that is here for a given reason. */
export function leftover(path: string, reason: string): Leftover {
  const { bytes, bytesOnDisk, changed } = measure(path);
  return { path, reason, bytes, bytesOnDisk, changed };
}

const exists = (path: string) => unlessGone(() => Deno.lstatSync(path)) !== undefined;

/** The manifest of an artifact, or what is wrong with the artifact. */
function manifestOf(
  { folder, kind, key }: ArtifactPlace,
  files: Measured["files"],
): Manifest | string {
  const bytes = readSmall(folder, "artifact.json", files);
  if (bytes === undefined) return "artifact.json is missing, or no file that can be read";
  const manifest = parseManifest(bytes);
  if (typeof manifest === "string") return manifest;
  if (manifest.kind !== kind || artifactKey(manifest) !== key) {
    return "artifact.json describes another result";
  }
  for (const [name, { bytes: expected }] of Object.entries(manifest.files)) {
    const size = files.get(name);
    if (size === undefined) return `${name} is missing`;
    if (size !== expected) return `${name} has ${size} bytes, ${expected} are expected`;
  }
  return manifest;
}

/** The bytes of a file that was seen in the folder; `undefined` where there is none of a fit size. */
function readSmall(
  folder: string,
  name: string,
  files: Measured["files"],
): Uint8Array | undefined {
  if ((files.get(name) ?? Infinity) > MOST_JSON_BYTES) return undefined;
  return unlessGone(() => Deno.readFileSync(join(folder, name)));
}

/** The value of a JSON file; `null` where it has none. */
function parsed(bytes: Uint8Array | undefined): Json {
  try {
    return bytes === undefined ? null : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
