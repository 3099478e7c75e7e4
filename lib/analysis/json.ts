/**
 * An analysis as JSON text.
 * @module
 */
import type { AnalysisResult } from "./result.ts";

/** The result as indented JSON, a list of numbers on one line. Ends with a line break. */
export function toJson(result: AnalysisResult): string {
  // Strings in JSON have no raw line breaks, so these brackets are those of arrays.
  const text = JSON.stringify(result, null, 2).replace(
    /\[\n\s+([-\d.e,\s]+?)\s+\]/g,
    (_, numbers: string) => `[${numbers.split(/,\s*/).join(", ")}]`,
  );
  return `${text}\n`;
}
