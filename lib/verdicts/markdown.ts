/**
 * Verdicts as Markdown tables.
 * @module
 */
import type { VerdictRow } from "../experiments/verdicts.ts";

const HEADER = ["verdict", "reading", "why"];

/**
 * The verdicts for a README: a heading with the words of each claim, and a table of its readings. Columns
 * are as wide as `deno fmt` makes them, so that a formatted file stays as it is.
 *
 * @returns lines without a line feed at the end
 *
 * @example
 * ```ts
 * import { verdictsMarkdown } from "@multiplet/multiplet/verdicts";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const row = { claim: "a", section: "4.2", reading: "b", verdict: "undecided", reason: "c" } as const;
 * deepEqual(verdictsMarkdown([row]).split("\n"), [
 *   "### “a” (section 4.2)",
 *   "",
 *   "| verdict   | reading | why |",
 *   "| --------- | ------- | --- |",
 *   "| undecided | b       | c   |",
 * ]);
 * ```
 */
export function verdictsMarkdown(rows: readonly VerdictRow[]): string {
  const claims = Map.groupBy(rows, ({ claim }) => claim);
  return [...claims.values()].map(claimMarkdown).join("\n\n");
}

/** One claim with its readings, at least one. */
function claimMarkdown(rows: readonly VerdictRow[]): string {
  const { claim, section } = rows[0]!;
  const cells = rows.map(({ reading, verdict, reason }) => [verdict, reading, reason].map(escape));
  return `### “${escape(claim)}” (section ${escape(section)})\n\n${table([HEADER, ...cells])}`;
}

/** A table whose first line is its head. */
function table(lines: readonly (readonly string[])[]): string {
  const widths = HEADER.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const [head, ...body] = lines.map((line) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [head, rule, ...body].join("\n");
}

/** Text that Markdown shows as it is, on one line. */
function escape(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/[\\`*_{}[\]<>|~$&]/g, "\\$&");
}
