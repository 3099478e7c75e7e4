/**
 * JSON that is the same text for the same value, so that it can be hashed, and JSON read by a schema.
 * @module
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
    const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
    return `{${
      entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")
    }}`;
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
 * The value of a JSON file, or what is wrong with it as a sentence without its point, such as
 * `layer.json is not JSON`.
 *
 * @param bytes contents of the file; `undefined` where there is none
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

/** The value of JSON in bytes; `null` where it is none, or there are no bytes. */
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
