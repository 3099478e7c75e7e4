/**
 * An analysis as text: JSON, CSV, and a table; also in pieces, because the whole text can exceed the maximum
 * length of a string.
 */
import { stringify } from "csv-stringify/browser/esm/sync";
import { firstOf } from "../system/first_of.ts";
import { printable } from "../system/printable.ts";
import type { Objective } from "../search/mod.ts";
import { foundValue } from "../search/objective.ts";
import type { MeasuredMultiplet } from "./pipeline.ts";
import { reasonsOf, rescoredCells, rescoredColumns, rescoredTable } from "./rescored_text.ts";
import { type AnalysisResult, askedVariables, foundMultiplets, ranked } from "./result.ts";
import type { RobustMultiplet, Robustness } from "./robustness.ts";
import { SIGNIFICANCE_CELLS, significanceCells, significanceTable } from "./significance/words.ts";
import type { Structure } from "./structure.ts";
import {
  aligned,
  cellText,
  decimal,
  LINE_WIDTH,
  rightAligned,
  wrappedLines,
} from "./table_layout.ts";

/**
 * The result as indented JSON, with each list of numbers on one line. Ends with a line break.
 *
 * @example
 * ```ts
 * import { analyse, toJson } from "@multiplet/multiplet/analysis";
 * import { deepStrictEqual as deepEqual, match } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const result = await analyse({ samples: 5, variables: 2, values }, undefined);
 * match(toJson(result), /"multiplet": \[0, 1\],/);
 * deepEqual(JSON.parse(toJson(result)), result);
 * ```
 */
export function toJson(result: AnalysisResult): string {
  return [...jsonPieces(result)].join("");
}

export function* jsonPieces(result: AnalysisResult): Generator<string> {
  yield* valuePieces(result, "");
  yield "\n";
}

/** A value in the layout of `JSON.stringify(value, null, 2)`, except for lists of numbers. */
function* valuePieces(value: unknown, indent: string): Generator<string> {
  if (typeof value !== "object" || value === null) return yield jsonText(value);
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return yield isList ? "[]" : "{}";
  if (isList && value.every((item) => typeof item === "number")) {
    return yield `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
  }
  const inner = `${indent}  `;
  let before = isList ? "[" : "{";
  for (const [key, item] of entries) {
    yield `${before}\n${inner}${isList ? "" : `${jsonText(key)}: `}`;
    yield* valuePieces(item, inner);
    before = ",";
  }
  yield `\n${indent}${isList ? "]" : "}"}`;
}

/** A value as JSON, in which characters that a terminal would act on are escapes. */
function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return typeof value === "string" ? printable(text) : text;
}

const COLUMNS = [
  "kind",
  "size",
  "multipletCount",
  "rank",
  "multiplet",
  "names",
  "units",
  "oInformation",
  "featuresOInformation",
  "targetContribution",
  "totalCorrelation",
  "dualTotalCorrelation",
  "sInformation",
  "splitMultiplet",
  "split",
  "halves",
  "renumbered",
  "largestRSquared",
  "frustratedTriangles",
  "irreducible",
  "rankBias",
] as const satisfies (keyof Row)[];

/** A row of the CSV file. An absent cell is empty in the file. */
interface Row
  extends
    Partial<Omit<MeasuredMultiplet, "multiplet" | keyof Robustness>>,
    Omit<Structure, "irreducible"> {
  /** `given`: a multiplet of the option `multiplets`. */
  readonly kind: "synergy" | "redundancy" | "given";
  readonly size: number;
  readonly multipletCount?: number;
  /** From 1, the best. */
  readonly rank?: number;
  /** Indices, separated by spaces. */
  readonly multiplet: string;
  /** Names, separated by spaces. */
  readonly names: string;
  readonly units: string;
  /** The multiplet that was found in half of the samples: indices, separated by spaces. */
  readonly splitMultiplet?: string | undefined;
  /** Its value there and in the other half, separated by a space. */
  readonly split?: string | undefined;
  /** Two values, separated by a space. */
  readonly halves?: string | undefined;
  /** The lowest and the highest value, separated by a space. */
  readonly renumbered?: string | undefined;
  /** `true` or `false`. */
  readonly irreducible?: string | undefined;
}

/**
 * The result as CSV with a header: one row per multiplet, first the extremes by size, then those of the option
 * `multiplets`. Warnings and dropped columns are not included.
 *
 * @example
 * ```ts
 * import { analyse, toCsv } from "@multiplet/multiplet/analysis";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const features = { samples: 5, variables: 2, values, names: ["left", "right"] };
 * const [header, synergy] = toCsv(await analyse(features, undefined)).split("\n");
 * deepEqual(header!.split(",").slice(3, 6), ["rank", "multiplet", "names"]);
 * deepEqual(synergy!.split(",").slice(3, 6), ["1", "0 1", "left right"]);
 * ```
 */
export function toCsv(result: AnalysisResult): string {
  return [...csvPieces(result)].join("");
}

export function* csvPieces(result: AnalysisResult): Generator<string> {
  const columns: string[] = [
    ...COLUMNS,
    ...(result.significance ? Object.keys(SIGNIFICANCE_CELLS) : []),
    ...rescoredColumns(result),
  ];
  yield stringify([], { header: true, columns });
  for (const row of rowsOf(result)) yield stringify([row], { columns });
}

/** The extremes by size, then the multiplets of the option `multiplets`. */
function* rowsOf(result: AnalysisResult): Generator<Row> {
  const { sizes, multiplets, featureNames, units } = result;
  const called = (multiplet: readonly number[]) => ({
    size: multiplet.length,
    multiplet: multiplet.join(" "),
    names: printable(multiplet.map((index) => featureNames[index]).join(" ")),
    units,
  });
  const robust = ({ split, halves, renumbered }: Robustness) => ({
    splitMultiplet: split?.multiplet.join(" "),
    split: split && `${split.searched} ${split.other}`,
    halves: halves?.join(" "),
    renumbered: renumbered?.join(" "),
  });
  for (const size of sizes) {
    for (const one of foundMultiplets(size)) {
      const { multipletCount } = size;
      const irreducible = one.irreducible?.toString();
      const { significance, ...own } = one;
      const others = { ...significanceCells(significance), ...rescoredCells(one, result) };
      const row = { ...own, ...called(one.multiplet), ...robust(one), irreducible };
      yield { ...row, multipletCount, ...others };
    }
  }
  for (const { significance, ...one } of multiplets) {
    const others = { ...significanceCells(significance), ...rescoredCells(one, result) };
    yield { ...one, ...called(one.multiplet), ...robust(one), kind: "given", ...others };
  }
}

/** Clearer names for those in JSON, which do not change. */
const READABLE_NAMES: ReadonlyMap<string, string> = new Map([
  ["copula", "ordinal"],
  ["model", "class-gaussian"],
  ["exact", "exhaustive"],
]);

/** The name of an encoding or a search in the command line and in tables. */
export function readableName(name: string): string {
  return READABLE_NAMES.get(name) ?? name;
}

/**
 * The result as an aligned table, with units, notes and names of variables. Long multiplets are wrapped, so that
 * a line of the table has at most 100 characters, or a single name.
 *
 * @example
 * ```ts
 * import { analyse, toTable } from "@multiplet/multiplet/analysis";
 * import { strictEqual as equal } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const features = { samples: 5, variables: 2, values, names: ["left", "right"] };
 * const [title] = toTable(await analyse(features, undefined)).split("\n");
 * equal(title, "5 samples of 2 variables; no labels; exhaustive search");
 * ```
 */
export function toTable(result: AnalysisResult): string {
  return [...tablePieces(result)].join("");
}

export function* tablePieces(result: AnalysisResult): Generator<string> {
  yield description(result);
  yield robustnessLegend(result);
  if (result.sizes.length > 0) {
    yield "\n";
    yield* extremesTable(result);
    yield* structureTable(result);
  }
  yield* significanceTable(result, END_NAMES);
  if (result.multiplets.length > 0) {
    yield "\n";
    yield* multipletsTable(result);
  }
  yield* otherEstimatorTable(result);
  const { dropped, notices = [], warnings } = result;
  const notes = [
    ...guaranteeNote(result),
    ...componentsNote(result),
    ...droppedNotes(dropped).map((note) => `${note}.`),
    ...notices.map((notice) => `Note: ${notice}.`),
    ...warnings.map((warning) => `Warning: ${warning}.`),
  ];
  if (notes.length > 0) yield `\n${notes.map(printable).join("\n")}\n`;
}

/** What principal components keep of the variance, if variables are such. */
function componentsNote({ components = [] }: AnalysisResult): string[] {
  const known = components.flatMap((one) => one ?? []);
  if (known.length === 0) return [];
  const range = (values: readonly number[], text: (value: number) => string) =>
    [...new Set([Math.min(...values), Math.max(...values)].map(text))].join(" to ");
  const counts = range(known.map(({ count }) => count), (count) => `${count}`);
  const shares = range(
    known.map(({ varianceShare }) => varianceShare),
    (share) => (100 * share).toFixed(0),
  );
  return [
    `Principal components per variable: ${counts}; their share of its variance: ${shares} %.`,
  ];
}

/** Most dropped columns that are told one by one, and most names of columns that are told together. */
const TOLD = { alone: 10, together: 5 };

/** What to tell about dropped columns: each of a few, the number and the first ones for each reason of many. */
export function droppedNotes(dropped: AnalysisResult["dropped"]): string[] {
  const told = dropped.filter(({ reason }) => reason !== "unused");
  if (told.length <= TOLD.alone) {
    return told.map(({ index, name, reason, explanation }) =>
      `Dropped column ${index} ("${name}"): ${explanation ?? reason}`
    );
  }
  return [...new Set(told.map(({ reason }) => reason))].map((reason) => {
    const own = told.filter((one) => one.reason === reason);
    const names = firstOf(own.map(({ name }) => JSON.stringify(name)), TOLD.together);
    const count = `${own.length} column${own.length === 1 ? "" : "s"}`;
    return `Dropped ${count} (${names}): ${reason}; JSON lists all`;
  });
}

function description(
  { samples, variables, dropped, units, biasCorrected, ...result }: AnalysisResult,
): string {
  const { estimator, targetEncoding, search } = result;
  const used = askedVariables({ variables, dropped, ...result });
  const of = used === variables ? `${used}` : `${used} of ${variables}`;
  const bias = biasCorrected ? "bias-corrected" : "not bias-corrected";
  // Numbers by another estimator stand in a table of their own, below.
  const by = result.rescoring
    ? `; first by ${estimator}, below by ${result.rescoring.estimator}`
    : estimator === "gaussian-copula"
    ? ""
    : `; estimator ${estimator}`;
  const [encoding, how] = [targetEncoding, search].map(readableName);
  const [labels, legend] = hasTarget({ targetEncoding })
    ? [`label encoding ${encoding}`, "X: the variables; y: the label; Δ = Ω(X,y) − Ω(X)\n"]
    : ["no labels", ""];
  const ranked = result.objective
    ? `Extremes of the ${result.objective.replaceAll("-", " ")} ${symbolOf(result)}, not of Ω\n`
    : "";
  const searched = search === "none" ? "no search" : `${how} search`;
  return `${samples} samples of ${of} variables${by}; ${labels}; ${searched}\n` +
    `O-information Ω in ${units}, ${bias}; above 0 redundancy, below 0 synergy\n${ranked}${legend}`;
}

/** What the columns of values under other choices are, if there are any. */
function robustnessLegend(result: AnalysisResult): string {
  const all = [...ofExtremes(result), ...robustnessOf(result.multiplets)];
  const symbol = symbolOf(result);
  return LEGENDS.filter(([name]) => all.includes(name))
    .map(([, text]) => `${text(symbol)}\n`).join("");
}

const LEGENDS: readonly (readonly [keyof Robustness, (symbol: string) => string])[] = [
  [
    "split",
    (symbol) =>
      `split: ${symbol} of the most extreme multiplet that is found in half of the samples, there and in the other half`,
  ],
  ["halves", (symbol) => `halves: ${symbol} in two random halves of the samples`],
  [
    "renumbered",
    (symbol) => `renumbered: range of ${symbol} over 20 random numberings of the classes`,
  ],
];

/** The values under other choices that the extremes have. */
function ofExtremes({ sizes }: AnalysisResult): (keyof Robustness)[] {
  return robustnessOf(sizes.flatMap(foundMultiplets));
}

/** The values under other choices that multiplets have. */
function robustnessOf(multiplets: readonly Robustness[]): (keyof Robustness)[] {
  return LEGENDS.map(([name]) => name)
    .filter((name) => multiplets.some((one) => one[name] !== undefined));
}

/** A note with the sizes at which other multiplets can be more extreme than those in the table. */
function guaranteeNote({ sizes }: AnalysisResult): string[] {
  const open = sizes.filter(({ guarantee }) => Object.values(guarantee).includes("best found"))
    .map(({ size }) => size);
  if (open.length === 0) return [];
  const all = open.length === 1
    ? `size ${open[0]}`
    : open.at(-1)! - open[0]! === open.length - 1
    ? `sizes ${open[0]} to ${open.at(-1)}`
    : `sizes ${open.join(", ")}`;
  return [`Not all multiplets of ${all} were compared: others can be more extreme than these.`];
}

/** Measures in a few letters. */
const SYMBOLS: Readonly<Record<Objective, string>> = {
  "o-information": "Ω",
  "total-correlation": "TC",
  "dual-total-correlation": "DTC",
};

/** The measure that ranked the extremes of a result, in a few letters. */
export function symbolOf({ objective }: Pick<AnalysisResult, "objective">): string {
  return SYMBOLS[objective ?? "o-information"];
}

/** Names of the ends: "synergy" would be wrong for a smallest value above 0. */
export const END_NAMES = { synergy: "min", redundancy: "max" } as const;

function extremesTable(result: AnalysisResult): Generator<string> {
  const robust = ofExtremes(result);
  const { objective } = result;
  const symbol = symbolOf(result);
  const rows = result.sizes.flatMap((own) =>
    foundMultiplets(own).map((one) => ({
      cells: [
        `${own.size}`,
        `${own.multipletCount}`,
        `${END_NAMES[one.kind]} ${symbol}`,
        ...objective ? [foundValue(one, objective)] : [],
        ...parts(result, one, robust),
      ],
      names: namesOf(result, one.multiplet),
    }))
  );
  const value = objective ? [`${symbol}(${allOf(result)})`] : [];
  return aligned(
    ["size", "multiplets", "extreme", ...value, ...partTitles(result, robust)],
    rows,
  );
}

/** Columns of the table of {@link Structure}: the title, what it is, and the text of a cell. */
const STRUCTURE_COLUMNS: readonly {
  readonly key: keyof Structure;
  readonly title: string;
  readonly legend: string;
  readonly cell: (one: Structure) => number | string;
}[] = [
  {
    key: "largestRSquared",
    title: "R²",
    legend: "R², the largest of a member given the others",
    cell: ({ largestRSquared = "" }) => largestRSquared,
  },
  {
    key: "frustratedTriangles",
    title: "frustrated",
    legend: "frustrated, the share of triangles with a negative product of correlations",
    cell: ({ frustratedTriangles = "" }) => frustratedTriangles,
  },
  {
    key: "irreducible",
    title: "irreducible",
    legend: "irreducible, no removal of a member lowers Ω",
    cell: ({ irreducible }) => irreducible === undefined ? "" : irreducible ? "yes" : "no",
  },
  {
    key: "rankBias",
    title: "rank bias",
    legend: "rank bias, the simulated error of ranks in Ω",
    cell: ({ rankBias = "" }) => rankBias,
  },
];

/** What makes the synergy optima, in the order of the table of extremes; nothing where it is not known. */
function* structureTable({ sizes }: AnalysisResult): Generator<string> {
  const isList = sizes.some(({ synergy }) => ranked(synergy).length > 1);
  const found = sizes.flatMap(({ size, synergy }) =>
    ranked(synergy).map((one, at) => ({ ...one, size, rank: at + 1 }))
  ).filter((one) => STRUCTURE_COLUMNS.some(({ key }) => one[key] !== undefined));
  if (found.length === 0) return;
  const columns = STRUCTURE_COLUMNS.filter(({ key }) =>
    found.some((one) => one[key] !== undefined)
  );
  const [first, ...others] = columns.map(({ legend }) => legend);
  const legend = [`What makes ${END_NAMES.synergy} Ω: ${first}`, ...others];
  yield `\n${wrappedLines(legend, LINE_WIDTH, "; ").join("\n")}\n`;
  yield* rightAligned([
    ["size", ...isList ? ["rank"] : [], ...columns.map(({ title }) => title)],
    ...found.map((one) => [
      `${one.size}`,
      ...isList ? [`${one.rank}`] : [],
      ...columns.map(({ cell }) => cellText(cell(one))),
    ]),
  ]).map((line) => `${line}\n`);
}

function multipletsTable(result: AnalysisResult): Generator<string> {
  const robust = robustnessOf(result.multiplets);
  const rows = result.multiplets.map((one) => ({
    cells: [
      ...parts(result, one, robust),
      one.totalCorrelation ?? "",
      one.dualTotalCorrelation ?? "",
      one.sInformation ?? "",
    ],
    names: namesOf(result, one.multiplet),
  }));
  const all = allOf(result);
  const titles = [`TC(${all})`, `DTC(${all})`, `S(${all})`];
  return aligned([...partTitles(result, robust), ...titles], rows);
}

/** The numbers by another estimator, if there is one, with notes below. */
function* otherEstimatorTable(result: AnalysisResult): Generator<string> {
  const symbol = symbolOf(result);
  const table = rescoredTable(result, {
    synergy: `${END_NAMES.synergy} ${symbol}`,
    redundancy: `${END_NAMES.redundancy} ${symbol}`,
  });
  if (table === undefined) return;
  yield `\n${table.legend}`;
  const rows = table.rows.map(({ cells, multiplet }) => ({
    cells,
    names: namesOf(result, multiplet),
  }));
  if (rows.length > 0) yield* aligned(table.titles, rows);
  yield* rescoredNotes(result).map((note) => `${note}.\n`);
}

/** What the other estimator refuses or doubts, each reason once, with the first multiplets that it is about. */
export function rescoredNotes(result: AnalysisResult): string[] {
  return reasonsOf(result).map(({ text, multiplets }) => {
    const names = multiplets.map((one) => namesOf(result, one).join(" "));
    return `${firstOf(names, TOLD.together)}: ${printable(text)}`;
  });
}

/** The arguments of a measure of all that an analysis has. */
function allOf(result: AnalysisResult): string {
  return hasTarget(result) ? "X,y" : "X";
}

/** False without target: Δ is then always 0, and a column of zeros could be taken for a result. */
function hasTarget({ targetEncoding }: Pick<AnalysisResult, "targetEncoding">): boolean {
  return targetEncoding !== "none";
}

function partTitles(result: AnalysisResult, robust: readonly (keyof Robustness)[]): string[] {
  return [...hasTarget(result) ? ["Ω(X,y)", "Ω(X)", "Δ"] : ["Ω(X)"], ...robust];
}

function parts(
  result: AnalysisResult,
  one: RobustMultiplet,
  robust: readonly (keyof Robustness)[],
): (number | string)[] {
  const { oInformation, featuresOInformation, targetContribution } = one;
  const values = hasTarget(result)
    ? [oInformation, featuresOInformation, targetContribution]
    : [featuresOInformation];
  return [...values, ...robust.map((name) => robustnessText(one, name))];
}

function robustnessText(
  { split, halves, renumbered }: Robustness,
  name: keyof Robustness,
): string {
  switch (name) {
    case "split":
      return split ? `${decimal(split.searched)}, ${decimal(split.other)}` : "";
    case "halves":
      return halves?.map(decimal).join(", ") ?? "";
    case "renumbered":
      return renumbered?.map(decimal).join(" to ") ?? "";
  }
}

/** Names; a name with white space is quoted. */
function namesOf({ featureNames }: AnalysisResult, multiplet: readonly number[]): string[] {
  return multiplet.map((index) => featureNames[index]!)
    .map((name) => printable(/\s/.test(name) ? JSON.stringify(name) : name));
}
