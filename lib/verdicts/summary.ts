/**
 * The claims of the paper in one line each.
 * @module
 */
import type { VerdictRow } from "../experiments/verdicts.ts";
import { verdictCounts } from "./counts.ts";
import { escapeMarkdown, markdownTable } from "./table.ts";

const HEADER = ["the paper says", "analysis variants", "the first variant in numbers"];

/** Most clauses of a reason that a line has room for. */
const MOST_CLAUSES = 2;

/**
 * A Markdown table with one line per claim: its words, how many analysis variants came to which verdict,
 * and the first numbers of the first variant, the one nearest to the paper's own analysis. `deno fmt`
 * leaves it as it is.
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
  const claims = Map.groupBy(rows, ({ claim }) => claim);
  const lines = [...claims.values()].map((variants) => {
    const { claim, section, reason } = variants[0]!;
    return [`“${claim}” (section ${section})`, verdictCounts(variants), beginning(reason)];
  });
  return markdownTable([HEADER, ...lines.map((line) => line.map(escapeMarkdown))]);
}

/** The first sentence of a reason, of which clauses beyond the second are left out. */
function beginning(reason: string): string {
  const [sentence] = reason.trim().split(/\.(?=\s|$)/, 1);
  const clauses = sentence!.split(/;\s+/);
  const more = clauses.length > MOST_CLAUSES ? "; …" : "";
  return clauses.slice(0, MOST_CLAUSES).join("; ") + more;
}
