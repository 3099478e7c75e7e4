/** What each estimator sees of planted systems: the table of docs/estimators.md. Run as a script, it writes the page. */
import { join } from "node:path";
import { COMPARED } from "../../lib/beyond/trust/estimates.ts";
import { plantedRows } from "../../lib/beyond/trust/findings.ts";
import { plantedEstimates } from "../../lib/beyond/trust/planted.ts";
import { plantedSystems } from "../../lib/information/mod.ts";
import { ROOT } from "../sources.ts";
import { count } from "./guide.ts";

/** Numbers of samples, ascending. */
export const SAMPLES = [500, 2000, 10_000] as const;

const COLUMNS = COMPARED.map(({ title }) => title);
const marked = (title: string) => title.split(", ").map((name) => `\`${name}\``).join(", ");
const TITLES = ["system", "samples", "truth", ...COLUMNS.map(marked)];

/** The rows of the table with these numbers of samples, of each system in turn. */
export async function tableRows(numbers: readonly number[]): Promise<string[][]> {
  const tables: string[][][] = [];
  for (const samples of numbers) {
    const estimates = await plantedEstimates(samples);
    const planted = plantedSystems().map((system, at) => ({ system, estimates: estimates[at]! }));
    tables.push(
      plantedRows({ planted }).map((row) => [
        row["system"]!,
        count(samples),
        row["truth"]!,
        ...COLUMNS.map((title) => row[title]!),
      ]),
    );
  }
  return plantedSystems().flatMap((_, at) => tables.map((rows) => rows[at]!));
}

const BEGIN = "<!-- estimators: written by `deno task docs:estimators` -->";
const END = "<!-- end of estimators -->";
const PAGE = join(ROOT, "docs", "estimators.md");

/** The page in three parts: before the table, the table, and behind it. */
async function pageParts(): Promise<readonly [string, string, string]> {
  const text = await Deno.readTextFile(PAGE);
  const [before, inside, ...more] = text.split(BEGIN);
  const [table, after, ...others] = (inside ?? "").split(END);
  if (after === undefined || more.length > 0 || others.length > 0) {
    throw new Error(
      `${PAGE} needs a line ${BEGIN} and below it a line ${END}, each once: the table is written between them`,
    );
  }
  return [before!, table!, after];
}

/** The cells of the table of the page, with its titles first. */
export async function writtenRows(): Promise<string[][]> {
  const [, table] = await pageParts();
  return table.split("\n").filter((line) => /^\|(?! ?-)/.test(line))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
}

/** The titles of the table. */
export const tableTitles: readonly string[] = TITLES;

if (import.meta.main) {
  const [before, , after] = await pageParts();
  const rows = [
    TITLES,
    TITLES.map((_, at) => at === 0 ? "---" : "--:"),
    ...await tableRows(SAMPLES),
  ];
  const table = rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  await Deno.writeTextFile(PAGE, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
}
