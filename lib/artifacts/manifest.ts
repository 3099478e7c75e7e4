/**
 * `artifact.json`: what an artifact is, and the checksums of its files and of itself.
 * @module
 */
import { z } from "zod";
import { canonicalJson, type Json, sha256 } from "./json.ts";
import { parseJsonFile } from "./json_file.ts";

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

/** What a manifest says of each file, by its name. */
export type ListedFiles = z.infer<typeof manifestSchema>["files"];

/** The files that the manifest of `id` lists, or why it cannot be trusted. */
export function readManifest(bytes: Uint8Array, id: ArtifactId): ListedFiles | string {
  try {
    return parseManifest(bytes, id);
  } catch (error) {
    // The stack is full: no artifact has such depths.
    if (error instanceof RangeError) return "artifact.json is nested too deeply";
    throw error;
  }
}

function parseManifest(bytes: Uint8Array, { kind, inputs }: ArtifactId): ListedFiles | string {
  const parsed = parseJsonFile("artifact.json", bytes, manifestSchema);
  if (typeof parsed === "string") return parsed;
  const { checksum, ...body } = parsed.value;
  if (sha256(canonicalJson(body)) !== checksum) return "artifact.json fails its checksum";
  if (canonicalJson({ kind, inputs }) !== canonicalJson({ kind: body.kind, inputs: body.inputs })) {
    return "artifact.json describes another result";
  }
  return body.files;
}
