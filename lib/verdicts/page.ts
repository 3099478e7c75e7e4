/**
 * Verdicts as a page of their own, which opens without a network.
 * @module
 */
import type { Environment } from "../system/artifacts/environment.ts";
import type { VerdictRow } from "../experiments/verdicts.ts";
import type { Verdict } from "../experiments/verdict.ts";
import { breakableHtml } from "../notebook/breaks.ts";
import { escapeHtml } from "../notebook/html.ts";
import { verdictCounts } from "./counts.ts";
import { PAGE_STYLE } from "./page_style.ts";

/** A report that the page leads to. */
export interface ReportLink {
  /** Address relative to the page, e.g. `"01-training.html"`. */
  readonly href: string;
  /** Text of the link. */
  readonly title: string;
}

/** What the page says beside the verdicts. */
export interface VerdictsPage {
  /** Heading and title of the document. */
  readonly title: string;
  /** The reports of the same run, in the order of the links. */
  readonly reports: readonly ReportLink[];
  /** What was run, setting by setting, as `configRows` of the experiments gives it. */
  readonly configuration: readonly { readonly setting: string; readonly value: string }[];
  /** Where it was computed. */
  readonly environment: Environment;
}

/** Verdicts from best to worst, with the sign that stands before the word. */
const SIGNS: Readonly<Record<Verdict, string>> = {
  "reproduced": "✓",
  "partly reproduced": "◐",
  "not reproduced": "✗",
  "undecided": "?",
};

/**
 * A complete HTML document: links to the reports, a table of readings for every claim, the configuration
 * and the machine. All texts are escaped; nothing is loaded from elsewhere.
 */
export function verdictsHtml(rows: readonly VerdictRow[], page: VerdictsPage): string {
  const { title, reports, configuration, environment } = page;
  const claims = Map.groupBy(rows, ({ claim }) => claim);
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
<p>${escapeHtml(overview(rows, claims.size))}</p>
</header>
<nav aria-label="Reports">
<ul>
${reports.map(linkItem).join("\n")}
</ul>
</nav>
<main>
${[...claims.values()].map(claimSection).join("\n")}
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

/** How the readings of all claims fare, in two sentences. */
function overview(rows: readonly VerdictRow[], claims: number): string {
  const readings = rows.length === 1 ? "1 reading" : `${rows.length} readings`;
  return `Claims of the paper: ${claims}, judged in ${readings}: ${verdictCounts(rows)}. ` +
    "The criteria were written after small prototypes had been seen and before the program ran; " +
    "readings differ in what the paper leaves open.";
}

function linkItem({ href, title }: ReportLink): string {
  return `<li><a href="${escapeHtml(href)}">${escapeHtml(title)}</a></li>`;
}

/** One claim with its readings, at least one. */
function claimSection(rows: VerdictRow[], at: number): string {
  const { claim, section } = rows[0]!;
  const id = `claim-${at + 1}`;
  return `<section aria-labelledby="${id}">
<h2 id="${id}">“${escapeHtml(claim)}”</h2>
<p class="where">Section ${escapeHtml(section)} of the paper</p>
<table class="verdicts" aria-labelledby="${id}">
<thead><tr><th scope="col">Reading</th><th scope="col">Verdict</th><th scope="col">Why</th></tr></thead>
<tbody>
${rows.map(readingRow).join("\n")}
</tbody>
</table>
</section>`;
}

function readingRow({ reading, verdict, reason }: VerdictRow): string {
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
