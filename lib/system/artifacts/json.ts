/**
 * JSON with one text per value, so that it can be hashed; JSON read by a schema; and `artifact.json`: the
 * kind and inputs of an artifact, and the checksums of its files and of itself.
 */
import { createHash } from "node:crypto";
import { z } from "zod";

/** A value that JSON can hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * JSON text with the keys of every object in code-unit order and no white space.
 *
 * @throws TypeError for a number that JSON cannot hold (NaN, infinities)
 * @example
 * ```ts
 * import { canonicalJson } from "@multiplet/multiplet/artifacts";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(canonicalJson({ b: [1, 2], a: "x" }), '{"a":"x","b":[1,2]}');
 * ```
 */
export function canonicalJson(value: Json): string {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError(`A result cannot be stored as JSON: it contains ${value}`);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
    return `{${entries.join(",")}}`;
  }
  return JSON.stringify(value);
}

/**
 * SHA-256 as 64 hexadecimal digits.
 *
 * @example
 * ```ts
 * import { sha256 } from "@multiplet/multiplet/artifacts";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
 * ```
 */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/**
 * The value of a JSON file, or the reason why it cannot be read, as a clause such as `layer.json is not
 * JSON`. `bytes` is `undefined` if there is no file.
 */
export function parseJsonFile<Value>(
  name: string,
  bytes: Uint8Array | undefined,
  schema: z.ZodType<Value>,
): { readonly value: Value } | string {
  if (bytes === undefined) return `${name} is missing`;
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return `${name} is not JSON`;
  }
  const parsed = schema.safeParse(json);
  return parsed.success ? { value: parsed.data } : `${name}: ${firstFlaw(parsed.error)}`;
}

/** The bytes of a JSON file. */
export function jsonBytes(value: Json): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value, null, 2) + "\n");
}

/** The value of JSON in bytes; `null` if the bytes are not JSON, or missing. */
export function jsonOf(bytes: unknown): Json {
  try {
    return bytes instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(bytes)) : null;
  } catch {
    return null;
  }
}

function firstFlaw({ issues: [issue] }: z.ZodError): string {
  const { message, path } = issue!;
  return path.length === 0 ? message : `${message} at ${z.core.toDotPath(path)}`;
}

/** The identity of an artifact: a unit of work is a pure function of kind and inputs. */
export interface ArtifactId {
  /** Family of results, e.g. `"network"`: lower-case letters, digits and hyphens. */
  readonly kind: string;
  /** Everything the result depends on: configuration, data set, engine revision, seed. */
  readonly inputs: Json;
}

/** The files of a finished artifact by their relative path, e.g. `"final/model.json"`; see {@link FILE_NAME}. */
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
  const listed = Object.entries(files)
    .map(([name, bytes]) => [name, { bytes: bytes.length, sha256: sha256(bytes) }] as const);
  const body = { version: 1, kind, inputs, files: Object.fromEntries(listed) };
  return jsonBytes({ ...body, checksum: sha256(canonicalJson(body)) });
}

/** The contents of a manifest: kind, inputs, and the checksum of each file by its name. */
export type Manifest = Pick<z.infer<typeof manifestSchema>, "kind" | "inputs" | "files">;

/** The manifest of the artifact `key` of a kind, or the reason why it is damaged. */
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
    // A stack overflow: no artifact is nested so deeply.
    if (error instanceof RangeError) return "artifact.json is nested too deeply";
    throw error;
  }
}

/** SHA-256 that names the artifact. */
export function artifactKey({ kind, inputs }: ArtifactId): string {
  return sha256(canonicalJson({ kind, inputs }));
}
