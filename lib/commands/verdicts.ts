/** The verdicts of a run: a page beside the reports, one line per claim in the README, all of them in a guide. */
import { join } from "node:path";
import {
  allClaims,
  allVerdicts,
  claimTable,
  configRows,
  reportsFolder,
  trainingCautions,
  verdictTable,
} from "../paper/mod.ts";
import { writeTable } from "../studies/study.ts";
import { csvText } from "../studies/table.ts";
import { outcomeTable } from "../sweeps/outcomes.ts";
import { runProcess } from "../reports/jupyter/process.ts";
import { currentEnvironment } from "../system/artifacts/mod.ts";
import { atomicWrite } from "../system/files/atomic_write.ts";
import { claimsMarkdown, verdictsHtml, verdictsMarkdown } from "../reports/verdicts/mod.ts";
import type { LayerSearchResult, RetrainingResult, TrainingResult } from "../paper/mod.ts";
import type { Finding } from "../studies/finding.ts";
import { claimLines } from "../beyond/readings/findings.ts";
import type { ReadingsResult } from "../beyond/readings/sweep.ts";
import type { AllResults } from "./experiments.ts";
import { standardError } from "./output.ts";

const REPORTS = [
  { href: "01-training.html", title: "Training" },
  { href: "02-figure-1.html", title: "Figure 1: synergy and redundancy, layer by layer" },
  { href: "03-figure-2.html", title: "Figure 2: sub-networks re-trained" },
];

/** Writes `reports/index.html`, and its numbers as `reports/tables/claims.csv` and `verdicts.csv`; prints the paths. */
export async function writeVerdicts({ config, ...results }: AllResults): Promise<void> {
  const path = join(reportsFolder(), "index.html");
  const page = verdictsHtml(allVerdicts(results), {
    title: `Claims of the paper, preset ${config.preset}`,
    notes: trainingCautions(results.training).map(({ statement }) => `${statement}.`),
    reports: REPORTS,
    configuration: configRows(config),
    environment: currentEnvironment(),
  });
  await atomicWrite(path, page);
  const claims = allClaims(results);
  const tables = [
    await writeTable("claims", claimTable(claims)),
    await writeTable("verdicts", verdictTable(claims)),
  ].map((table) => `table   ${join(reportsFolder(), table)}\n`);
  standardError().write(`report  ${path}\n${tables.join("")}`);
}

const [README, GUIDE, WIDE_GUIDE] = ["README.md", "docs/verdicts.md", "docs/wide.md"];

const READINGS_GUIDE = "docs/choices.md";

/** Throws an Error for a file without marks: a check before hours of work. */
export async function requireVerdictMarks(
  root: string,
  names: readonly string[] = [README, GUIDE],
): Promise<void> {
  for (const name of names) await rewritten(root, name, "");
}

/** {@link requireVerdictMarks} of the guide of wide layers. */
export const requireWideMarks = (root: string): Promise<void> =>
  requireVerdictMarks(root, [WIDE_GUIDE]);

/** {@link requireVerdictMarks} of the guide of readings. */
export const requireReadingsMarks = (root: string): Promise<void> =>
  requireVerdictMarks(root, [READINGS_GUIDE]);

/** The table beside the guide: without sentences, and of readings that differ only in axes that touch nothing the first one. */
const READINGS_TABLE = "assets/readings.csv";
const LEFT_OUT = new Set(["statement", "level", "values", "same_numbers_as_reading"]);

/** Writes what all readings say between the marks of `docs/choices.md`, and their table. */
export async function writeReadingsGuide(
  root: string,
  config: Parameters<typeof runText>[0],
  result: ReadingsResult,
): Promise<void> {
  const block = [
    `${runText(config)}; ${placeText()}.`,
    ...claimLines(result).map(({ claim, lines }) =>
      [`- **“${claim}”**`, ...lines.map((line) => `  - ${line}`)].join("\n")
    ),
  ].join("\n\n");
  const guide = await formatted(await rewritten(root, READINGS_GUIDE, block), root);
  await atomicWrite(join(root, READINGS_GUIDE), guide);
  const { columns, rows } = outcomeTable(result.file, result.rows);
  const shown = Object.entries(columns).filter(([name]) => !LEFT_OUT.has(name));
  const different = rows.filter(({ sameAs }) => sameAs === undefined);
  const table = csvText({ columns: Object.fromEntries(shown), rows: different });
  await atomicWrite(join(root, READINGS_TABLE), table);
}

/** Writes what was found in wide layers between the marks of `docs/wide.md`, as {@link writeVerdictGuides} does. */
export async function writeWideGuide(
  root: string,
  config: Parameters<typeof runText>[0],
  { training, layers, subnetworks, findings, untested }: {
    readonly training: TrainingResult;
    readonly layers: LayerSearchResult;
    readonly subnetworks: RetrainingResult;
    /** Sentences beside the claims. */
    readonly findings: readonly Finding[];
    /** A few words each. */
    readonly untested: readonly string[];
  },
): Promise<void> {
  const rows = allVerdicts({ training, figure1: layers, figure2: subnetworks });
  const beside = findings.map(({ statement }) => `- ${statement}.`).join("\n");
  const block =
    `${runText(config)}; ${placeText()}.\n\n${claimsMarkdown(rows)}\n\nBeside the claims:\n\n` +
    `${beside}\n\nNot tested by this preset: ${untested.join("; ")}.`;
  const guide = await formatted(await rewritten(root, WIDE_GUIDE, block), root);
  await atomicWrite(join(root, WIDE_GUIDE), guide);
}

/**
 * Writes the verdicts between the marks of `README.md` and `docs/verdicts.md`, in the format of `deno fmt`.
 *
 * @param root folder of the repository
 * @throws Error for a file without marks; then neither file is changed
 */
export async function writeVerdictGuides(
  root: string,
  { config, ...results }: AllResults,
): Promise<void> {
  const rows = allVerdicts(results);
  const [run, place] = [runText(config), placeText()];
  // All are complete before one is written: a file without marks is an error, and nothing is changed.
  const readme = await rewritten(root, README, `${run}:\n\n${claimsMarkdown(rows)}`);
  const guide = await rewritten(root, GUIDE, `${run}; ${place}.\n\n${verdictsMarkdown(rows)}`);
  const texts = [await formatted(readme, root), await formatted(guide, root)];
  await atomicWrite(join(root, README), texts[0]!);
  await atomicWrite(join(root, GUIDE), texts[1]!);
}

const runText = ({ preset, seed }: { readonly preset: string; readonly seed: number }) =>
  `Preset \`${preset}\`, seed ${seed}`;

function placeText(): string {
  const { deno, os, cpu, cores } = currentEnvironment();
  return `written by Deno ${deno} on ${os}, ${cpu}, ${cores} cores`;
}

async function rewritten(root: string, name: string, block: string): Promise<string> {
  return withVerdicts(name, await Deno.readTextFile(join(root, name)), block);
}

/** Markdown in the format of `deno fmt` in a folder: a long name of a processor moves line breaks. */
async function formatted(text: string, folder: string): Promise<string> {
  const { code, stdout, stderr } = await runProcess(Deno.execPath(), {
    args: ["fmt", "--ext=md", "-"],
    cwd: folder,
    stdin: text,
  });
  if (code !== 0) throw new Error(`deno fmt could not format the verdicts: ${stderr}`);
  return stdout;
}

const BEGIN = "<!-- verdicts: written by `deno task notebooks:refresh` -->";
const END = "<!-- end of verdicts -->";

/** The text of the file `name` with `block` between its marks. */
export function withVerdicts(name: string, text: string, block: string): string {
  const [before, inside, ...more] = text.split(BEGIN);
  const [, after, ...others] = (inside ?? "").split(END);
  if (after === undefined || more.length > 0 || others.length > 0) {
    throw new Error(
      `${name} needs a line ${BEGIN} and below it a line ${END}, each once: ` +
        `the verdicts are written between them`,
    );
  }
  return `${before}${BEGIN}\n\n${block}\n\n${END}${after}`;
}
