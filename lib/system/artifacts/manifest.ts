/**
 * `artifact.json`: what an artifact is, and the checksums of its files and of itself.
 * @module
 */
import { z } from "zod";
import { canonicalJson, type Json, parseJsonFile, sha256 } from "./json.ts";

/** What identifies an artifact: a unit of work is a pure function of these. */
export interface ArtifactId {
  /** Family of results, e.g. `"network"`: lower-case letters, digits and hyphens. */
  readonly kind: string;
  /** Everything the result depends on: configuration, data set, engine revision, seed. */
  readonly inputs: Json;
}

/**
 * The files of a finished artifact by their relative path, e.g. `"final/model.json"`; see
 * {@link FILE_NAME}.
 */
export type ArtifactFiles = Readonly<Record<string, Uint8Array>>;

/** Kinds are names of folders. */
export const KIND: RegExp = /^[a-z0-9][a-z0-9-]{0,99}$/;

/**
 * Paths that stay below an artifact's folder on every system: up to 200 letters, digits, `_`, `.` and
 * `-`, each part begun by a letter or digit, parts joined by `/`.
 */
export const FILE_NAME: RegExp = /^(?!.{201})[a-z0-9][a-z0-9_.-]*(\/[a-z0-9][a-z0-9_.-]*)*$/i;

const manifestSchema = z.strictObject({
  version: z.literal(1),
  kind: z.string(),
  inputs: z.json(),
  files: z.record(
    z.string().regex(FILE_NAME),
    z.strictObject({ bytes: z.number(), sha256: z.string() }),
  ),
  checksum: z.string(),
});

/** The bytes of `artifact.json`. */
export function manifestBytes({ kind, inputs }: ArtifactId, files: ArtifactFiles): Uint8Array {
  const body = {
    version: 1,
    kind,
    inputs,
    files: Object.fromEntries(
      Object.entries(files).map((
        [name, bytes],
      ) => [name, { bytes: bytes.length, sha256: sha256(bytes) }]),
    ),
  };
  const checksum = sha256(canonicalJson(body));
  return new TextEncoder().encode(JSON.stringify({ ...body, checksum }, null, 2) + "\n");
}

/** What a manifest says of its artifact, and of each file by its name. */
export type Manifest = Pick<z.infer<typeof manifestSchema>, "kind" | "inputs" | "files">;

/** What the manifest of the artifact `key` of a kind says, or why it cannot be trusted. */
export function readManifest(bytes: Uint8Array, kind: string, key: string): Manifest | string {
  try {
    const parsed = parseJsonFile("artifact.json", bytes, manifestSchema);
    if (typeof parsed === "string") return parsed;
    const { checksum, ...body } = parsed.value;
    if (sha256(canonicalJson(body)) !== checksum) return "artifact.json fails its checksum";
    return body.kind === kind && artifactKey(body) === key
      ? body
      : "artifact.json describes another result";
  } catch (error) {
    // The stack is full: no artifact has such depths.
    if (error instanceof RangeError) return "artifact.json is nested too deeply";
    throw error;
  }
}

/** SHA-256 that names the artifact. */
export function artifactKey({ kind, inputs }: ArtifactId): string {
  return sha256(canonicalJson({ kind, inputs }));
}
