/**
 * JSON that is the same text for the same value, so that it can be hashed.
 * @module
 */
import { createHash } from "node:crypto";

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
