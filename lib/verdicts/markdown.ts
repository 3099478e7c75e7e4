/**
 * Verdicts as Markdown tables, laid out as `deno fmt` does it, so that a formatted file stays as it is.
 * @module
 */
import type { VerdictRow } from "../experiments/verdicts.ts";

/** From best to worst, as the counts list them, each with the sign that stands for it. */
export const SIGNS: Readonly<Record<VerdictRow["verdict"], string>> = {
  "reproduced": "✓",
  "partly reproduced": "◐",
  "not reproduced": "✗",
  "undecided": "?",
};

/** The verdicts that occur, with their number: `"1 reproduced, 7 not reproduced"`. */
export function verdictCounts(rows: readonly VerdictRow[]): string {
  return Object.keys(SIGNS).flatMap((verdict) => {
    const count = rows.filter((row) => row.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  }).join(", ");
}

/** The rows of each claim, at least one, in the order of the claims. */
export function byClaim(rows: readonly VerdictRow[]): VerdictRow[][] {
  return [...Map.groupBy(rows, ({ claim }) => claim).values()];
}

/**
 * All verdicts for a guide: a heading with the words of each claim, and a table of its readings.
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
  return byClaim(rows).map((readings) => {
    const { claim, section } = readings[0]!;
    const heading = `### “${escapeMarkdown(claim)}” (section ${escapeMarkdown(section)})`;
    const cells = readings.map(({ reading, verdict, reason }) => [verdict, reading, reason]);
    return `${heading}\n\n${markdownTable(["verdict", "reading", "why"], cells)}`;
  }).join("\n\n");
}

/**
 * A table with one line per claim: its words, how many analysis variants came to which verdict, and the
 * first numbers of the first variant, the one nearest to the paper's own analysis.
 *
 * @returns lines without a line feed at the end
 *
 * @example
 * ```ts
 * import { claimsMarkdown } from "@multiplet/multiplet/verdicts";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const row = { claim: "a", section: "4", reading: "b", verdict: "reproduced", reason: "1 > 0." } as const;
 * const lines = claimsMarkdown([row, { ...row, verdict: "undecided" }]).split("\n");
 * deepEqual(lines[2]!.split("|").slice(1, -1).map((cell) => cell.trim()), [
 *   "“a” (section 4)",
 *   "1 reproduced, 1 undecided",
 *   "1 \\> 0",
 * ]);
 * ```
 */
export function claimsMarkdown(rows: readonly VerdictRow[]): string {
  const cells = byClaim(rows).map((variants) => {
    const { claim, section, reason } = variants[0]!;
    return [`“${claim}” (section ${section})`, verdictCounts(variants), beginning(reason)];
  });
  const head = ["the paper says", "analysis variants", "the first variant in numbers"];
  return markdownTable(head, cells);
}

/** Most clauses of a reason that a line has room for. */
const MOST_CLAUSES = 2;

/** The first sentence of a reason, of which clauses beyond the second are left out. */
function beginning(reason: string): string {
  const [sentence] = reason.trim().split(/\.(?=\s|$)/, 1);
  const clauses = sentence!.split(/;\s+/);
  const more = clauses.length > MOST_CLAUSES ? "; …" : "";
  return clauses.slice(0, MOST_CLAUSES).join("; ") + more;
}

/** A table with columns as wide as `deno fmt` makes them. */
function markdownTable(head: readonly string[], cells: readonly (readonly string[])[]): string {
  const lines = [head, ...cells].map((line) => line.map(escapeMarkdown));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const [first, ...body] = lines.map((line) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [first, rule, ...body].join("\n");
}

/** Text that Markdown shows as it is, on one line. */
function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/[\\`*_{}[\]<>|~$&]/g, "\\$&");
}
