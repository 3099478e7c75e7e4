/**
 * What a sweep found, as a page of its own, which opens offline: verdicts, a specification curve for each estimate, and what
 * each choice does to it.
 */
import type { Environment } from "../../system/machine.ts";
import { capitalised } from "../../figures/kit/text.ts";
import { specificationsOf } from "../../sweeps/effects.ts";
import { specificationCurve } from "../../sweeps/figures/specification_curve.ts";
import { verdictSharesFigure } from "../../sweeps/figures/verdict_shares.ts";
import type { OutcomeRow } from "../../sweeps/outcomes.ts";
import type { SweepFile } from "../../sweeps/sweep.ts";
import { axisRows, designNote, levelRows } from "../../sweeps/words.ts";
import { escapeHtml } from "../notebook/html.ts";
import { table, type TableRow } from "../notebook/table.ts";

/** What the page is made of. */
export interface SweepReport {
  readonly file: SweepFile;
  /** Number of readings. */
  readonly readings: number;
  readonly rows: readonly OutcomeRow[];
  readonly environment: Environment;
}

/** The page. */
export function sweepHtml({ file, readings, rows, environment }: SweepReport): string {
  const title = `Sweep ${file.name}`;
  const estimates = estimatesOf(rows);
  const sections = estimates.map(({ claim, label }) => estimateSection(rows, claim, label));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(`Study ${file.study}, preset ${file.preset}. ${designNote(file, readings)}`)}</p>
${tableHtml("Axes", axisRows(file))}
${tableHtml("Settings of all configurations", settingRows(file))}
<p>A configuration is a combination of levels. A reading is a configuration, judged in one way. In the curves, every column
is a reading: above, the estimate with its interval over networks; below, its choices. An estimate that shows neither the
claim nor its opposite is open. All numbers: <code>deno task sweep table</code>.</p>
<main>
${rows.some(({ verdict }) => verdict !== undefined) ? verdictSharesFigure(rows).svg : ""}
${sections.join("\n")}
</main>
<footer>
${tableHtml("Where", Object.entries(environment).map(([name, value]) => ({ name, value })))}
</footer>
</body>
</html>
`;
}

/** The settings that replace those of the preset in all configurations. */
const settingRows = ({ settings }: SweepFile): TableRow[] =>
  Object.entries(settings).map(([setting, value]) => ({ setting, value: JSON.stringify(value) }));

/** The estimates of a sweep: by claim where a claim is the same in several readings, else by their label alone. */
function estimatesOf(rows: readonly OutcomeRow[]) {
  const found = new Map<string, { readonly claim: string; readonly label: string }>();
  for (const { claim, estimate } of rows) {
    if (estimate === undefined) continue;
    found.getOrInsert(`${claim}\0${estimate.label}`, { claim, label: estimate.label });
  }
  return [...found.values()];
}

function estimateSection(rows: readonly OutcomeRow[], claim: string, label: string): string {
  const own = specificationsOf(rows, claim, (one) => one === label);
  if (own.length < 2) return "";
  return `<section>
<h2>${escapeHtml(capitalised(`${claim}: ${label}`))}</h2>
${specificationCurve(own, { quantity: label, references: [] }).svg}
<details><summary>What each choice does</summary>
${
    table(levelRows(own), {
      caption: `${label}: effects of choices`,
      columns: [
        { key: "choice", header: "choice (share of variance)" },
        { key: "level" },
        { key: "readings" },
        { key: "mean" },
        { key: "effect", header: "effect (95 % interval)" },
      ],
    }).html
  }
</details>
</section>`;
}

const tableHtml = (caption: string, rows: readonly TableRow[]): string =>
  table(rows, { caption }).html;

const STYLE = `
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 48rem; padding: 2rem 1.25rem 4rem; color: #1b1f24; background: #ffffff;
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 0.5rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: 600; }
th, td { padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid #d0d7de; vertical-align: top; }
summary { cursor: pointer; }
`;
