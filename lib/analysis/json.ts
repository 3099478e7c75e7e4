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
  // Strings in JSON have no raw line breaks, so these brackets are those of arrays.
  const text = JSON.stringify(result, null, 2).replace(
    /\[\n\s+([-\d.e,\s]+?)\s+\]/g,
    (_, numbers: string) => `[${numbers.split(/,\s*/).join(", ")}]`,
  );
  return `${text}\n`;
}
