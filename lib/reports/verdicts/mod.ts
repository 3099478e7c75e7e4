/**
 * The verdicts of all studies: as Markdown tables in the layout of `deno fmt`, so that formatting a file changes
 * nothing, and as a page of their own, which opens offline.
 * @module
 */
import {
  claimSummaries,
  type ClaimSummary,
  variantText,
  type Verdict,
  verdictCounts,
  type VerdictRow,
} from "../../studies/verdict.ts";
import { breakableHtml, escapeHtml } from "../notebook/html.ts";
import type { Environment } from "../../system/machine.ts";

/** Verdicts, each with its sign. */
const SIGNS: Readonly<Record<Verdict, string>> = {
  "reproduced": "✓",
  "partly reproduced": "◐",
  "mixed": "±",
  "undecided": "?",
  "contradicted": "✗",
  "not tested": "–",
};

/** Numbers of verdicts by the first criteria, most frequent first: `"7 not reproduced, 1 reproduced"`. */
function formerCounts(rows: readonly VerdictRow[]): string {
  return [...Map.groupBy(rows.flatMap(({ former }) => former ?? []), (former) => former)]
    .sort(([, first], [, second]) => second.length - first.length)
    .map(([former, { length }]) => `${length} ${former}`)
    .join(", ");
}

/** {@link formerCounts} of the readings, then of the controls: `"2 reproduced; of controls: 1 not reproduced"`. */
function formerText({ readings, controls }: ClaimSummary): string {
  const ofControls = formerCounts(controls.flatMap(({ rows }) => rows));
  return [formerCounts(readings), ofControls && `of controls: ${ofControls}`]
    .filter(Boolean).join("; ");
}

/** Most controls with one verdict that a list names. */
const MOST_NAMED = 2;

/** What each of several verdicts is by, which the name of a control need not say in a list. */
const SAME_CRITERION = /( neurons)? by the same criterion$/;

/**
 * The verdicts on the controls: `"4 undecided; synergy without the label: contradicted"`. A control with several verdicts
 * is always named, with its numbers of verdicts, or `"the same"` if each is that of the claim in the same variant.
 */
function controlsText({ readings, controls }: ClaimSummary): string {
  const verdicts = new Map(readings.map((row) => [variantText(row), row.verdict]));
  const isSeveral = ({ headline }: ClaimSummary["controls"][number]) =>
    headline.startsWith("depends on ");
  const textOf = (control: ClaimSummary["controls"][number]) => {
    const { headline, rows } = control;
    if (!isSeveral(control)) return headline;
    const same = rows.every((row) => verdicts.get(variantText(row)) === row.verdict);
    return same
      ? "the same"
      : verdictCounts(rows.filter(({ verdict }) => verdict !== "not tested"));
  };
  return [...Map.groupBy(controls, textOf)].map(([text, own], _at, all) => {
    const names = own.map(({ name }) => name.replace(SAME_CRITERION, ""));
    return own.length <= MOST_NAMED || all.length === 1 || own.some(isSeveral)
      ? `${names.join(", ")}: ${text}`
      : `${own.length} ${text}`;
  }).join("; ");
}

/** Cells of an analysis variant: what it is, its verdict, that by the first criteria, the reason. */
const VARIANT_HEAD = ["analysis variant", "verdict", "by the first criteria", "why"] as const;

const variantCells = (row: VerdictRow) =>
  [variantText(row), row.verdict, row.former ?? "", row.reason] as const;

/**
 * All verdicts for a guide: the quotation of each claim as a heading, its headline and notes, a table of its analysis
 * variants, and the headlines of its controls. No line feed at the end.
 *
 * @example
 * ```ts
 * import { verdictsMarkdown } from "@multiplet/multiplet/verdicts";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const row = { claim: "a", section: "4.2", choices: { b: "x" }, verdict: "undecided", reason: "c" } as const;
 * deepEqual(verdictsMarkdown([row, { ...row, control: "d" }]).split("\n"), [
 *   "### “a” (section 4.2)",
 *   "",
 *   "#### Verdict: undecided",
 *   "",
 *   "| analysis variant | verdict   | by the first criteria | why |",
 *   "| ---------------- | --------- | --------------------- | --- |",
 *   "| b: x             | undecided |                       | c   |",
 *   "",
 *   "| control beside the headline | verdict   |",
 *   "| --------------------------- | --------- |",
 *   "| d                           | undecided |",
 *   "",
 *   "| control | analysis variant | verdict   | by the first criteria | why |",
 *   "| ------- | ---------------- | --------- | --------------------- | --- |",
 *   "| d       | b: x             | undecided |                       | c   |",
 * ]);
 * ```
 */
export function verdictsMarkdown(rows: readonly VerdictRow[]): string {
  return claimSummaries(rows).map(({ claim, section, headline, notes, readings, controls }) => {
    return [
      `### “${escapeMarkdown(claim)}” (section ${escapeMarkdown(section)})`,
      `#### Verdict: ${escapeMarkdown(headline)}`,
      ...(notes.length === 0 ? [] : [notes.map((note) => `- ${escapeMarkdown(note)}`).join("\n")]),
      markdownTable(VARIANT_HEAD, readings.map(variantCells)),
      ...(controls.length === 0 ? [] : [markdownTable(
        ["control beside the headline", "verdict"],
        controls.map(({ name, headline }) => [name, headline]),
      )]),
      ...fewVariants(controls),
    ].join("\n\n");
  }).join("\n\n");
}

/** A guide lists the variants of controls that have no more; those of the others are in the page of a run. */
const MOST_VARIANTS = 6;

/** The variants of controls that have few, and those that the first criteria judged. */
function fewVariants(controls: ClaimSummary["controls"]): string[] {
  const cells = controls.flatMap(({ name, rows }) =>
    rows.filter(({ former }) => rows.length <= MOST_VARIANTS || former !== undefined)
      .map((row) => [name, ...variantCells(row)])
  );
  return cells.length === 0 ? [] : [markdownTable(["control", ...VARIANT_HEAD], cells)];
}

/**
 * A list with one item per claim: its quotation, its headline, its verdicts by the first criteria, verdict and first
 * numbers of the first variant, the one nearest to the paper's own analysis, and the verdicts on its controls. Lines
 * are not wrapped; no line feed at the end.
 *
 * @example
 * ```ts
 * import { claimsMarkdown } from "@multiplet/multiplet/verdicts";
 * import { strictEqual as equal } from "node:assert/strict";
 * const row = {
 *   claim: "a", section: "4", choices: { b: "x" }, verdict: "reproduced", former: "undecided", reason: "1 > 0.",
 * } as const;
 * equal(
 *   claimsMarkdown([row, { ...row, choices: { b: "y" }, verdict: "mixed" }]),
 *   "- “a” (section 4): **depends on the b (reproduced: x; mixed: y)**. By the first criteria: 2 undecided. " +
 *     "First variant (reproduced): 1 \\> 0.",
 * );
 * ```
 */
export function claimsMarkdown(rows: readonly VerdictRow[]): string {
  return claimSummaries(rows).map((summary) => {
    const { claim, section, headline, readings } = summary;
    const former = formerText(summary);
    const [first] = readings;
    const numbers = beginning(first?.reason ?? "");
    const beside = controlsText(summary);
    return `- “${escapeMarkdown(claim)}” (section ${escapeMarkdown(section)}): ` +
      `**${escapeMarkdown(headline)}**.` +
      (former === "" ? "" : ` By the first criteria: ${escapeMarkdown(former)}.`) +
      (numbers === "" ? "" : ` First variant (${first!.verdict}): ${escapeMarkdown(numbers)}` +
        (numbers.endsWith("…") ? "" : ".")) +
      (beside === "" ? "" : ` Controls: ${escapeMarkdown(beside)}.`);
  }).join("\n");
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
  /** Sentences that a reader must see before the verdicts, such as that training was short. Default: none. */
  readonly notes?: readonly string[] | undefined;
  /** Links to the reports of the same run; addresses such as `"01-training.html"` are relative to the page. */
  readonly reports: readonly { readonly href: string; readonly title: string }[];
  /** Settings of the run, as `configRows` of the paper's module lists them. */
  readonly configuration: readonly { readonly setting: string; readonly value: string }[];
  /** The machine that computed it. */
  readonly environment: Environment;
}

/**
 * A complete HTML document: links to the reports, for every claim its headline and a table of analysis variants, its
 * controls, the configuration and the machine. All texts are escaped; nothing is loaded from elsewhere.
 */
export function verdictsHtml(rows: readonly VerdictRow[], page: VerdictsPage): string {
  const { title, notes = [], reports, configuration, environment } = page;
  const claims = claimSummaries(rows);
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
${
    [overview(claims), ...criteriaOf(rows), ...notes].map((text) => `<p>${escapeHtml(text)}</p>`)
      .join("\n")
  }
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

/** When the criteria were written. */
const CRITERIA = "The criteria were revised after first results and an independent check of them " +
  "had been seen. The verdicts by the first criteria, which were written after small prototypes had been " +
  "seen and before the program ran, stand beside the new ones.";

/** Said where verdicts by the first criteria are shown. */
const criteriaOf = (rows: readonly VerdictRow[]): string[] =>
  rows.some(({ former }) => former !== undefined) ? [CRITERIA] : [];

function overview(claims: readonly ClaimSummary[]): string {
  const readings = claims.flatMap((claim) => claim.readings);
  const variants = readings.length === 1
    ? "1 analysis variant"
    : `${readings.length} analysis variants`;
  return `Claims of the paper: ${claims.length}, judged in ${variants}. ` +
    "Variants differ in choices that the paper makes or leaves open; controls are not part of a headline.";
}

function claimSection(
  { claim, section, headline, notes, readings, controls }: ClaimSummary,
  at: number,
): string {
  const id = `claim-${at + 1}`;
  return `<section aria-labelledby="${id}">
<h2 id="${id}">“${escapeHtml(claim)}”</h2>
<p class="where">Section ${escapeHtml(section)} of the paper</p>
<p class="headline">${escapeHtml(headline)}</p>${
    notes.map((note) => `\n<p class="note">${escapeHtml(note)}</p>`).join("")
  }
${variantTable(readings, `aria-labelledby="${id}"`)}
${
    controls.map(({ name, headline, rows }) =>
      `<details>
<summary>Control, ${escapeHtml(name)}: ${escapeHtml(headline)}</summary>
${variantTable(rows, `aria-label="${escapeHtml(name)}"`)}
</details>`
    ).join("\n")
  }
</section>`;
}

function variantTable(rows: readonly VerdictRow[], label: string): string {
  const head = VARIANT_HEAD.map((name) =>
    `<th scope="col">${name[0]!.toUpperCase()}${name.slice(1)}</th>`
  );
  return `<table class="verdicts" ${label}>
<thead><tr>${head.join("")}</tr></thead>
<tbody>
${rows.map(variantRow).join("\n")}
</tbody>
</table>`;
}

function variantRow(row: VerdictRow): string {
  const [variant, verdict, former, reason] = variantCells(row);
  return `<tr><th scope="row">${escapeHtml(variant)}</th>` +
    `<td class="verdict ${verdict.replaceAll(" ", "-")}">` +
    `<span aria-hidden="true">${SIGNS[verdict]}</span> ${verdict}</td>` +
    `<td class="former">${escapeHtml(former)}</td><td>${escapeHtml(reason)}</td></tr>`;
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
.headline { font-size: 1.1rem; font-weight: 600; }
.verdicts th:first-child { width: 26%; }
.verdict { width: 11rem; white-space: nowrap; font-weight: 600; }
.former { width: 8rem; color: var(--muted); }
.reproduced { color: var(--reproduced); }
.partly-reproduced, .mixed { color: var(--partly); }
.contradicted { color: var(--not); }
.undecided, .not-tested { color: var(--muted); }
details { margin: 0.75rem 0; }
summary { cursor: pointer; }
.facts { font-size: 0.9rem; width: auto; }
.facts th { color: var(--muted); overflow-wrap: normal; }
@media (max-width: 45rem) {
  .verdicts, .verdicts tbody, .verdicts tr, .verdicts th, .verdicts td { display: block; }
  .verdicts thead { position: absolute; clip-path: inset(50%); }
  .verdicts th, .verdicts td { padding: 0.1rem 0; border: 0; }
  .verdicts th:first-child, .verdict, .former { width: auto; }
  .former:not(:empty)::before { content: "by the first criteria: "; }
  .verdicts tr { padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
}
`;
