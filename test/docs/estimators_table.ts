/** What each estimator sees of planted systems: the table of docs/estimators.md. Run as a script, it writes the page. */
import { join } from "node:path";
import {
  type Estimate,
  multipletEstimator,
  type MultipletEstimatorName,
  type MultipletEstimatorOptions,
  type MultipletSubject,
  type PlantedSystem,
  plantedSystems,
} from "../../lib/information/mod.ts";
import { deriveSeed, randomSource } from "../../lib/system/random/mod.ts";
import { ROOT } from "../sources.ts";
import { count, decimals } from "./guide.ts";

/** Numbers of samples, ascending. */
export const SAMPLES = [500, 2000, 10_000] as const;

/** The columns of estimators: their titles, names and options; the last with a class only. */
const COLUMNS: readonly (readonly [string, MultipletEstimatorName, MultipletEstimatorOptions?])[] =
  [
    ["`copula`", "copula"],
    ["`copula`, `class-gaussian`", "copula", { encoding: "model" }],
    ["`gaussian`", "gaussian"],
    ["`ksg`", "ksg"],
    ["`bins`", "bins"],
    ["`bounded`", "bounded"],
  ];

const TITLES = ["system", "samples", "truth", ...COLUMNS.map(([title]) => title)];

const bits = (nats: number) => decimals(nats / Math.LN2, 2);

/** The cells of one system for a number of samples. */
async function cellsOf({ name, truth, sample }: PlantedSystem, samples: number): Promise<string[]> {
  const seed = (purpose: string) => randomSource(deriveSeed(1, purpose, name, samples));
  const subject = sample(samples, seed("planted"));
  const estimates: string[] = [];
  for (const [, estimator, options] of COLUMNS) {
    estimates.push(await estimateOf(subject, estimator, options, seed("estimate")));
  }
  return [name, count(samples), bits(truth), ...estimates];
}

async function estimateOf(
  subject: MultipletSubject,
  name: MultipletEstimatorName,
  options: MultipletEstimatorOptions | undefined,
  random: Parameters<PlantedSystem["sample"]>[1],
): Promise<string> {
  const hasClass = subject.target !== undefined;
  if (!hasClass && (name === "bounded" || options?.encoding !== undefined)) return "";
  const multiplet = subject.variables.variables.map((_, at) => at);
  const found = await multipletEstimator(name, options).measure(subject, multiplet, random);
  if ("refused" in found) return "refused";
  const { oInformation, featuresOInformation, targetContribution } = found.measures;
  // Two variables alone have Ω = 0: with a class, Ω is the target's contribution.
  return cellOf(hasClass ? oInformation ?? targetContribution! : featuresOInformation!);
}

/** The value; or in parentheses the difference to the reference, where that is all there is. */
function cellOf({ value, difference }: Estimate): string {
  return value === undefined ? `(${bits(difference!)})` : bits(value);
}

/** The rows of the table with these numbers of samples, of each system in turn. */
export async function tableRows(numbers: readonly number[]): Promise<string[][]> {
  const rows: string[][] = [];
  for (const system of plantedSystems()) {
    for (const samples of numbers) rows.push(await cellsOf(system, samples));
  }
  return rows;
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
