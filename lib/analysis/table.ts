/**
 * An analysis as text to read.
 * @module
 */
import type { ScoredMultiplet } from "../information/mod.ts";
import { type AnalysisResult, foundMultiplets } from "./result.ts";
import { LINE_WIDTH, wrappedLines } from "./wrapped_lines.ts";

/** Values are shown to so many decimals. */
const DECIMALS = 4;

/**
 * The result as aligned text, with its units, notes and names of variables. Long multiplets go on
 * in further lines, so that a line of the table has at most 100 characters, or a single name.
 *
 * @example
 * ```ts
 * import { analyse, toTable } from "@multiplet/multiplet/analysis";
 * import { strictEqual as equal } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const features = { samples: 5, variables: 2, values, names: ["left", "right"] };
 * const [title] = toTable(await analyse(features, undefined)).split("\n");
 * equal(title, "5 samples of 2 variables; target encoding none; exact search");
 * ```
 */
export function toTable(result: AnalysisResult): string {
  return [...tablePieces(result)].join("");
}

/** The text of {@link toTable} in pieces: together they can be longer than a string can. */
export function* tablePieces(result: AnalysisResult): Generator<string> {
  yield description(result);
  yield "\n";
  yield* extremesTable(result);
  if (result.multiplets.length > 0) {
    yield "\n";
    yield* multipletsTable(result);
  }
  const { dropped, warnings } = result;
  const notes = [
    ...dropped.map(({ index, name, reason }) => `Dropped column ${index} ("${name}"): ${reason}.`),
    ...warnings.map((warning) => `Warning: ${warning}.`),
  ];
  if (notes.length > 0) yield `\n${notes.join("\n")}\n`;
}

function description(
  { samples, variables, units, biasCorrected, targetEncoding, search }: AnalysisResult,
): string {
  const bias = biasCorrected ? "bias-corrected" : "not bias-corrected";
  return `${samples} samples of ${variables} variables; target encoding ${targetEncoding}; ` +
    `${search} search\nO-information in ${units}, ${bias}; above 0 redundancy, below 0 synergy\n`;
}

function extremesTable(result: AnalysisResult): Generator<string> {
  const rows = result.sizes.flatMap((own) =>
    foundMultiplets(own).map((one) => ({
      cells: [`${own.size}`, `${own.multipletCount}`, one.kind, ...parts(result, one)],
      names: namesOf(result, one.multiplet),
    }))
  );
  return aligned(["size", "multiplets", "extreme", ...partTitles(result)], rows);
}

function multipletsTable(result: AnalysisResult): Generator<string> {
  const rows = result.multiplets.map((one) => ({
    cells: [
      ...parts(result, one),
      one.totalCorrelation ?? "",
      one.dualTotalCorrelation ?? "",
      one.sInformation ?? "",
    ],
    names: namesOf(result, one.multiplet),
  }));
  const all = hasTarget(result) ? "X,y" : "X";
  const titles = [`TC(${all})`, `DTC(${all})`, `S(${all})`];
  return aligned([...partTitles(result), ...titles], rows);
}

/** Without a target, what it adds is 0 everywhere and would only be read as a finding. */
function hasTarget({ targetEncoding }: AnalysisResult): boolean {
  return targetEncoding !== "none";
}

function partTitles(result: AnalysisResult): string[] {
  return hasTarget(result) ? ["Ω(X,y)", "Ω(X)", "target's part"] : ["Ω(X)"];
}

function parts(result: AnalysisResult, one: ScoredMultiplet): number[] {
  const { oInformation, featuresOInformation, targetContribution } = one;
  return hasTarget(result)
    ? [oInformation, featuresOInformation, targetContribution]
    : [featuresOInformation];
}

/** Names; one that has white space is quoted. */
function namesOf({ featureNames }: AnalysisResult, multiplet: readonly number[]): string[] {
  return multiplet.map((index) => featureNames[index]!)
    .map((name) => /\s/.test(name) ? JSON.stringify(name) : name);
}

/** A line of the table. */
interface Row {
  /** Numbers and words. */
  readonly cells: readonly (string | number)[];
  /** Of the variables of its multiplet. */
  readonly names: readonly string[];
}

/** Indentation of multiplets that have lines of their own. */
const INDENT = "    ";

/**
 * Cells as columns of one width, two spaces apart, to the right. The multiplet follows as the last column, in
 * as many lines as it takes; where a name is too long for the room there, all multiplets stand below the line
 * of their cells.
 */
function* aligned(titles: readonly string[], rows: readonly Row[]): Generator<string> {
  const lines = [titles, ...rows.map(({ cells }) => cells.map(cellText))];
  // Not Math.max of all cells at once: there can be more rows than a call takes arguments.
  const widths = titles.map((_, column) =>
    lines.reduce((width, line) => Math.max(width, line[column]!.length), 0)
  );
  const numbers = lines.map((line) =>
    line.map((cell, column) => cell.padStart(widths[column]!)).join("  ")
  );
  const start = numbers[0]!.length + 2;
  const longest = rows.reduce(
    (most, { names }) => names.reduce((length, name) => Math.max(length, name.length), most),
    0,
  );
  const below = start + longest > LINE_WIDTH;
  yield `${numbers[0]}  ${below ? "multiplet, below" : "multiplet"}\n`;
  for (const [at, { names }] of rows.entries()) {
    const indent = below ? INDENT : " ".repeat(start);
    const wrapped = wrappedLines(names, LINE_WIDTH - indent.length).join(`\n${indent}`);
    yield `${numbers[at + 1]}${below ? `\n${indent}` : "  "}${wrapped}\n`;
  }
}

const cellText = (cell: string | number) => typeof cell === "number" ? decimal(cell) : cell;

/** A value in decimals, 0 without a sign. */
function decimal(value: number): string {
  const text = value.toFixed(DECIMALS);
  return Number(text) === 0 ? text.replace("-", "") : text;
}
