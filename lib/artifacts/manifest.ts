/**
 * `artifact.json`: what an artifact is, and the checksums of its files and of itself.
 * @module
 */
import { z } from "zod";
import { canonicalJson, type Json, sha256 } from "./json.ts";

/** What identifies an artifact: a unit of work is a pure function of these. */
export interface ArtifactId {
  /** Family of results, e.g. `"network"`: lower-case letters, digits and hyphens. */
  readonly kind: string;
  /** Everything the result depends on: configuration, data set, engine revision, seed. */
  readonly inputs: Json;
}

/** The files of a finished artifact by their relative path, e.g. `"final/model.json"`. */
export type ArtifactFiles = Readonly<Record<string, Uint8Array>>;

const manifestSchema = z.strictObject({
  version: z.literal(1),
  kind: z.string(),
  inputs: z.json(),
  files: z.record(z.string(), z.strictObject({ bytes: z.number(), sha256: z.string() })),
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

/** The files that the manifest of `id` lists, or why it cannot be trusted. */
export function readManifest(
  bytes: Uint8Array,
  { kind, inputs }: ArtifactId,
): z.infer<typeof manifestSchema>["files"] | string {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return "artifact.json is not JSON";
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) return `artifact.json: ${z.prettifyError(parsed.error)}`;
  const { checksum, ...body } = parsed.data;
  if (sha256(canonicalJson(body)) !== checksum) return "artifact.json fails its checksum";
  if (canonicalJson({ kind, inputs }) !== canonicalJson({ kind: body.kind, inputs: body.inputs })) {
    return "artifact.json describes another result";
  }
  return body.files;
}
