/**
 * Verdicts as a Markdown table.
 * @module
 */
import type { VerdictRow } from "../experiments/verdicts.ts";

const HEADER = ["claim of the paper", "section", "reading", "verdict", "why"];

/**
 * A table with one row per verdict, for a README; further readings of a claim do not repeat its words.
 * Columns are as wide as `deno fmt` makes them, so that a formatted file stays as it is.
 *
 * @returns lines without a line feed at the end
 *
 * @example
 * ```ts
 * import { verdictsMarkdown } from "@multiplet/multiplet/verdicts";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const row = { claim: "a", section: "4.2", reading: "b", verdict: "undecided", reason: "c" } as const;
 * deepEqual(verdictsMarkdown([row]).split("\n"), [
 *   "| claim of the paper | section | reading | verdict   | why |",
 *   "| ------------------ | ------- | ------- | --------- | --- |",
 *   "| “a”                | 4.2     | b       | undecided | c   |",
 * ]);
 * ```
 */
export function verdictsMarkdown(rows: readonly VerdictRow[]): string {
  const cells = rows.map(({ claim, section, reading, verdict, reason }, at) => {
    const quotation = claim === rows[at - 1]?.claim ? ["", ""] : [`“${claim}”`, section];
    return [...quotation, reading, verdict, reason].map(escapeCell);
  });
  const lines = [HEADER, ...cells];
  const widths = HEADER.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const toLine = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  const rule = widths.map((width) => "-".repeat(width));
  return [toLine(HEADER), toLine(rule), ...cells.map(toLine)].join("\n");
}

/** Text that Markdown shows as it is, on one line of a table. */
function escapeCell(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/[\\`*_{}[\]<>|~$&]/g, "\\$&");
}
