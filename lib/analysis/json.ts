/**
 * An analysis as JSON text.
 * @module
 */
import type { AnalysisResult } from "./result.ts";

/**
 * The result as indented JSON, a list of numbers on one line. Ends with a line break.
 *
 * @example
 * ```ts
 * import { analyse, toJson } from "@multiplet/multiplet/analysis";
 * import { deepStrictEqual as deepEqual, match } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const result = await analyse({ samples: 5, variables: 2, values }, undefined);
 * match(toJson(result), /"multiplet": \[0, 1\],/);
 * deepEqual(JSON.parse(toJson(result)), result);
 * ```
 */
export function toJson(result: AnalysisResult): string {
  return [...jsonPieces(result)].join("");
}

/** The text of {@link toJson} in pieces: together they can be longer than a string can. */
export function* jsonPieces(result: AnalysisResult): Generator<string> {
  yield* valuePieces(result, "");
  yield "\n";
}

/** A value in the layout of `JSON.stringify(value, null, 2)`, but for lists of numbers. */
function* valuePieces(value: unknown, indent: string): Generator<string> {
  if (typeof value !== "object" || value === null) return yield JSON.stringify(value);
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return yield isList ? "[]" : "{}";
  if (isList && value.every((item) => typeof item === "number")) {
    return yield `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
  }
  const inner = `${indent}  `;
  let before = isList ? "[" : "{";
  for (const [key, item] of entries) {
    yield `${before}\n${inner}${isList ? "" : `${JSON.stringify(key)}: `}`;
    yield* valuePieces(item, inner);
    before = ",";
  }
  yield `\n${indent}${isList ? "]" : "}"}`;
}
