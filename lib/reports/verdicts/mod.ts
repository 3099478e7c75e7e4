/**
 * The verdicts of all studies: as Markdown tables in the layout of `deno fmt`, so that formatting a file changes
 * nothing, and as a page of their own, which opens offline.
 * @module
 */
import type { VerdictRow } from "../../studies/verdict.ts";
import { breakableHtml, escapeHtml } from "../notebook/html.ts";
import type { Environment } from "../../system/machine.ts";

/** Verdicts from best to worst, in the order of the counts, each with its sign. */
const SIGNS: Readonly<Record<VerdictRow["verdict"], string>> = {
  "reproduced": "✓",
  "partly reproduced": "◐",
  "not reproduced": "✗",
  "undecided": "?",
};

/** Numbers of verdicts: `"1 reproduced, 7 not reproduced"`. */
function verdictCounts(rows: readonly VerdictRow[]): string {
  return Object.keys(SIGNS).flatMap((verdict) => {
    const count = rows.filter((row) => row.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  }).join(", ");
}

function byClaim(rows: readonly VerdictRow[]): VerdictRow[][] {
  return [...Map.groupBy(rows, ({ claim }) => claim).values()];
}

/**
 * All verdicts for a guide: the quotation of each claim as a heading, and a table of its analysis variants. No
 * line feed at the end.
 *
 * @example
 * ```ts
 * import { verdictsMarkdown } from "@multiplet/multiplet/verdicts";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const row = { claim: "a", section: "4.2", reading: "b", verdict: "undecided", reason: "c" } as const;
 * deepEqual(verdictsMarkdown([row]).split("\n"), [
 *   "### “a” (section 4.2)",
 *   "",
 *   "| verdict   | analysis variant | why |",
 *   "| --------- | ---------------- | --- |",
 *   "| undecided | b                | c   |",
 * ]);
 * ```
 */
export function verdictsMarkdown(rows: readonly VerdictRow[]): string {
  return byClaim(rows).map((readings) => {
    const { claim, section } = readings[0]!;
    const heading = `### “${escapeMarkdown(claim)}” (section ${escapeMarkdown(section)})`;
    const cells = readings.map(({ reading, verdict, reason }) => [verdict, reading, reason]);
    return `${heading}\n\n${markdownTable(["verdict", "analysis variant", "why"], cells)}`;
  }).join("\n\n");
}

/**
 * A table with one line per claim: its quotation, the verdicts of its analysis variants, and the first numbers
 * of the first variant, the one nearest to the paper's own analysis. No line feed at the end.
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

/** The first sentence of a reason, without clauses after the second. */
function beginning(reason: string): string {
  const [sentence] = reason.trim().split(/\.(?=\s|$)/, 1);
  const [first, second, more] = sentence!.split(/;\s+/);
  return [first, second, more && "…"].filter(Boolean).join("; ");
}

function markdownTable(head: readonly string[], cells: readonly (readonly string[])[]): string {
  const lines = [head, ...cells].map((line) => line.map(escapeMarkdown));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const [first, ...body] = lines.map((line) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [first, rule, ...body].join("\n");
}

/** Text that Markdown shows unchanged, on one line. */
function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/[\\`*_{}[\]<>|~$&]/g, "\\$&");
}

/** Contents of the page beside the verdicts. */
export interface VerdictsPage {
  /** Heading and title of the document. */
  readonly title: string;
  /** Links to the reports of the same run; addresses such as `"01-training.html"` are relative to the page. */
  readonly reports: readonly { readonly href: string; readonly title: string }[];
  /** Settings of the run, as `configRows` of the paper's module lists them. */
  readonly configuration: readonly { readonly setting: string; readonly value: string }[];
  /** The machine that computed it. */
  readonly environment: Environment;
}

/**
 * A complete HTML document: links to the reports, a table of analysis variants for every claim, the
 * configuration and the machine. All texts are escaped; nothing is loaded from elsewhere.
 */
export function verdictsHtml(rows: readonly VerdictRow[], page: VerdictsPage): string {
  const { title, reports, configuration, environment } = page;
  const claims = byClaim(rows);
  const heading = escapeHtml(title);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${heading}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${heading}</h1>
<p>${overview(rows, claims.length)}</p>
</header>
<nav aria-label="Reports">
<ul>
${
    reports.map(({ href, title }) =>
      `<li><a href="${escapeHtml(href)}">${escapeHtml(title)}</a></li>`
    ).join("\n")
  }
</ul>
</nav>
<main>
${claims.map(claimSection).join("\n")}
</main>
<footer>
<h2>What was run</h2>
${factTable("Configuration", configuration.map(({ setting, value }) => [setting, value]))}
<h2>Where</h2>
${factTable("Environment", Object.entries(environment))}
</footer>
</body>
</html>
`;
}

function overview(rows: readonly VerdictRow[], claims: number): string {
  const variants = rows.length === 1 ? "1 analysis variant" : `${rows.length} analysis variants`;
  return `Claims of the paper: ${claims}, judged in ${variants}: ${verdictCounts(rows)}. ` +
    "The criteria were written after small prototypes had been seen and before the program ran; " +
    "variants differ in what the paper leaves open.";
}

function claimSection(rows: VerdictRow[], at: number): string {
  const { claim, section } = rows[0]!;
  const id = `claim-${at + 1}`;
  return `<section aria-labelledby="${id}">
<h2 id="${id}">“${escapeHtml(claim)}”</h2>
<p class="where">Section ${escapeHtml(section)} of the paper</p>
<table class="verdicts" aria-labelledby="${id}">
<thead><tr><th scope="col">Analysis variant</th><th scope="col">Verdict</th><th scope="col">Why</th></tr></thead>
<tbody>
${rows.map(variantRow).join("\n")}
</tbody>
</table>
</section>`;
}

function variantRow({ reading, verdict, reason }: VerdictRow): string {
  return `<tr><th scope="row">${escapeHtml(reading)}</th>` +
    `<td class="verdict ${verdict.replaceAll(" ", "-")}">` +
    `<span aria-hidden="true">${SIGNS[verdict]}</span> ${verdict}</td>` +
    `<td>${escapeHtml(reason)}</td></tr>`;
}

function factTable(
  caption: string,
  facts: readonly (readonly [string, string | number])[],
): string {
  const rows = facts.map(([name, value]) =>
    `<tr><th scope="row">${escapeHtml(name)}</th><td>${breakableHtml(String(value))}</td></tr>`
  );
  return `<table class="facts" aria-label="${escapeHtml(caption)}">
<tbody>
${rows.join("\n")}
</tbody>
</table>`;
}

/** CSS of the page. Colours of text have a contrast of at least 4.5 : 1 on the background in both schemes. */
const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --muted: #57606a; --background: #ffffff;
  --line: #d0d7de; --accent: #0b5fa5; --reproduced: #01665e; --partly: #8a4b00; --not: #a4262c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e7eb; --muted: #a3adb8; --background: #15181c; --line: #3b434d;
    --accent: #6cb2f2; --reproduced: #62c7ba; --partly: #f0b27a; --not: #ff8e8e; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 2rem 1.25rem 4rem; color: var(--ink);
  background: var(--background); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.75rem; }
h2 { font-size: 1.25rem; line-height: 1.35; margin: 2.25rem 0 0.25rem; }
p { margin: 0.5rem 0; }
a { color: var(--accent); }
.where { color: var(--muted); margin: 0 0 0.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0;
  border-bottom: 1px solid var(--line); font-weight: 400; overflow-wrap: anywhere; }
thead th { color: var(--muted); font-size: 0.9rem; }
.verdicts th:first-child { width: 28%; }
.verdict { width: 12rem; white-space: nowrap; font-weight: 600; }
.reproduced { color: var(--reproduced); }
.partly-reproduced { color: var(--partly); }
.not-reproduced { color: var(--not); }
.undecided { color: var(--muted); }
.facts { font-size: 0.9rem; width: auto; }
.facts th { color: var(--muted); overflow-wrap: normal; }
@media (max-width: 45rem) {
  .verdicts, .verdicts tbody, .verdicts tr, .verdicts th, .verdicts td { display: block; }
  .verdicts thead { position: absolute; clip-path: inset(50%); }
  .verdicts th, .verdicts td { padding: 0.1rem 0; border: 0; }
  .verdicts th:first-child, .verdict { width: auto; }
  .verdicts tr { padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
}
`;
