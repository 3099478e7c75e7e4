/**
 * Verdicts as Markdown tables.
 * @module
 */
import type { VerdictRow } from "../experiments/verdicts.ts";
import { escapeMarkdown, markdownTable } from "./table.ts";

const HEADER = ["verdict", "reading", "why"];

/**
 * All verdicts for a guide: a heading with the words of each claim, and a table of its readings. `deno fmt`
 * leaves it as it is.
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
  const cells = rows.map(({ reading, verdict, reason }) =>
    [verdict, reading, reason].map(escapeMarkdown)
  );
  const heading = `### “${escapeMarkdown(claim)}” (section ${escapeMarkdown(section)})`;
  return `${heading}\n\n${markdownTable([HEADER, ...cells])}`;
}
