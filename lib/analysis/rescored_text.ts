/** The numbers by another estimator, as rows of the table and cells of the CSV file. */
import type { Estimate, EstimatedMeasure } from "../information/mod.ts";
import type { Rescored } from "./rescored.ts";
import { type AnalysisResult, foundMultiplets } from "./result.ts";

/** The measures in tables and CSV; JSON has all. */
const SHOWN: readonly (readonly [EstimatedMeasure, string])[] = [
  ["oInformation", "Ω(X,y)"],
  ["featuresOInformation", "Ω(X)"],
  ["targetContribution", "Δ"],
  ["information", "I(X;y)"],
];

/** The table of the other estimator; a row per measure. */
export interface RescoredTable {
  readonly legend: string;
  readonly titles: readonly string[];
  readonly rows: readonly {
    readonly cells: readonly (string | number)[];
    readonly multiplet: readonly number[];
  }[];
}

/** A reason why there are no numbers, or a warning, with the multiplets that it is about. */
export interface RescoredReason {
  readonly text: string;
  readonly multiplets: readonly (readonly number[])[];
}

/** Reasons and warnings, each once. */
export function reasonsOf({ sizes, multiplets }: AnalysisResult): RescoredReason[] {
  const reasons = new Map<string, Map<string, readonly number[]>>();
  for (const { multiplet, rescored } of [...sizes.flatMap(foundMultiplets), ...multiplets]) {
    if (rescored === undefined) continue;
    for (const text of "refused" in rescored ? [rescored.refused] : rescored.warnings) {
      reasons.getOrInsertComputed(text, () => new Map()).set(multiplet.join(), multiplet);
    }
  }
  return [...reasons].map(([text, own]) => ({ text, multiplets: [...own.values()] }));
}

/** Columns of a row before the multiplet, and further ones with a reference. */
const TITLES = ["size", "extreme", "measure", "value"];
const REFERENCE_TITLES = ["reference", "SD", "truth", "difference"];

/** The titles of columns of amounts of information. */
export const RESCORED_NUMBERS: readonly string[] = ["value", ...REFERENCE_TITLES];

/** @param endNames the ends of a size, such as `"min Ω"` */
export function rescoredTable(
  { rescoring, sizes, multiplets }: AnalysisResult,
  endNames: Readonly<Record<"synergy" | "redundancy", string>>,
): RescoredTable | undefined {
  if (rescoring === undefined) return undefined;
  const all = [
    ...sizes.flatMap(foundMultiplets).map((one) => ({ ...one, extreme: endNames[one.kind] })),
    ...multiplets.map((one) => ({ ...one, extreme: "given" })),
  ];
  const hasReference = rescoring.reference !== undefined;
  const rows = all.flatMap(({ multiplet, extreme, rescored }: Rescored & {
    readonly multiplet: readonly number[];
    readonly extreme: string;
  }) => {
    if (rescored === undefined || "refused" in rescored) return [];
    return SHOWN.flatMap(([measure, symbol]) => {
      const own = rescored.measures[measure];
      return own
        ? [{
          multiplet,
          cells: [`${multiplet.length}`, extreme, symbol, ...cellsOf(own, hasReference)],
        }]
        : [];
    });
  });
  return {
    legend: legendOf(rescoring),
    titles: hasReference ? [...TITLES, ...REFERENCE_TITLES] : TITLES,
    rows,
  };
}

function cellsOf(
  { value, reference, difference }: Estimate,
  hasReference: boolean,
): (string | number)[] {
  if (!hasReference) return [value ?? ""];
  if (reference === undefined) return [value ?? "", "", "", "", ""];
  const { mean, standardDeviation, truth } = reference;
  return [value ?? "", mean, standardDeviation, truth, difference ?? ""];
}

/** What the table is, in whole sentences for readers of a page. */
export function rescoredSentences(
  { estimator, settings, reference, found }: NonNullable<AnalysisResult["rescoring"]>,
): string[] {
  const options = Object.entries(settings).map(([name, value]) => `${name} ${value}`).join(", ");
  return [
    ...(options ? [`Settings of the estimator ${estimator}: ${options}.`] : []),
    ...(found.rescored < found.reported
      ? [`It estimated ${found.rescored} of the ${found.reported} multiplets of the search.`]
      : []),
    ...(reference === undefined ? [] : [
      `The reference is the mean, with the standard deviation (SD), of the same estimates from samples whose true value ` +
      `is known: ${reference}.`,
      "The difference is the value minus the reference.",
      "A value is missing where the error of the estimator, which is the reference minus the truth, is larger than the " +
      "difference and larger than the SD.",
    ]),
  ];
}

function legendOf(
  { estimator, settings, reference, found }: NonNullable<AnalysisResult["rescoring"]>,
): string {
  const options = Object.entries(settings).map(([name, value]) => `${name} ${value}`).join(", ");
  const of = found.rescored < found.reported
    ? `; ${found.rescored} of ${found.reported} multiplets of the search`
    : "";
  const title = `By the estimator ${estimator}${options && ` (${options})`}${of}\n`;
  if (reference === undefined) return title;
  return `${title}reference: mean and standard deviation (SD) of the same estimates of samples with a known truth;\n` +
    `${reference}\n` +
    "difference: value − reference; no value: reference − truth is larger than this difference and SD\n";
}

/** The cells of a CSV row about the other estimator, by column; columns are those of {@link rescoredColumns}. */
export function rescoredCells(
  { rescored }: Rescored,
  { rescoring }: Pick<AnalysisResult, "rescoring">,
): Readonly<Record<string, string | number | undefined>> {
  if (rescored === undefined) return {};
  const by = { rescoredBy: rescoring?.estimator };
  if ("refused" in rescored) return { ...by, rescoredNotes: rescored.refused };
  const cells = SHOWN.flatMap(([measure]) => {
    const { value, reference, difference } = rescored.measures[measure] ?? {};
    const of = reference && `${reference.mean} ${reference.standardDeviation} ${reference.truth}`;
    return columnsOf(measure).map((name, at) => [name, [value, of, difference][at]]);
  });
  return { ...by, ...Object.fromEntries(cells), rescoredNotes: rescored.warnings.join("; ") };
}

/** Columns of the CSV file about another estimator; none without one. */
export function rescoredColumns({ rescoring }: Pick<AnalysisResult, "rescoring">): string[] {
  if (rescoring === undefined) return [];
  return ["rescoredBy", ...SHOWN.flatMap(([measure]) => columnsOf(measure)), "rescoredNotes"];
}

/** The value, the reference (mean, standard deviation and truth) and the difference of a measure. */
function columnsOf(measure: EstimatedMeasure): string[] {
  const name = `rescored${measure[0]!.toUpperCase()}${measure.slice(1)}`;
  return [name, `${name}Reference`, `${name}Difference`];
}
