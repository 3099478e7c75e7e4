/** Tests of multiplets in tables and in rows of CSV files. */
import { type AnalysisResult, foundMultiplets, ranked } from "../result.ts";
import { decimal, LINE_WIDTH, rightAligned, wrappedLines } from "../table_layout.ts";
import type { BootstrapEstimate } from "./bootstrap.ts";
import type { Significance, SignificanceSummary } from "./significance.ts";
import type { ExtremeTest, ValueTest } from "./tests.ts";

/** Columns of CSV files: the name, and the cell; an absent one is empty. */
export const SIGNIFICANCE_CELLS = {
  otherHalfMultiplet: ({ otherHalf }) => otherHalf?.multiplet.join(" "),
  /** The value, and the ends of its interval. */
  otherHalf: ({ otherHalf }) => otherHalf && intervalCell(otherHalf),
  carriedOver: ({ otherHalf }) => otherHalf?.carriedOver?.toString(),
  bootstrap: ({ bootstrap }) => bootstrap && intervalCell(bootstrap),
  targetEffect: ({ target }) => target?.effect,
  targetPValue: ({ target }) => target?.pValue,
  contributionEffect: ({ targetContribution }) => targetContribution?.effect,
  contributionPValue: ({ targetContribution }) => targetContribution?.pValue,
  columnsEffect: ({ columns, permuted }) => (columns ?? permuted)?.effect,
  columnsPValue: ({ columns, permuted }) => (columns ?? permuted)?.pValue,
} as const satisfies Record<string, (one: Significance) => string | number | undefined>;

const intervalCell = ({ value, interval }: BootstrapEstimate) => [value, ...interval].join(" ");

/** The cells of a row of a CSV file. */
export function significanceCells(
  one: Significance = {},
): Record<string, string | number | undefined> {
  return Object.fromEntries(
    Object.entries(SIGNIFICANCE_CELLS).map(([name, cell]) => [name, cell(one)]),
  );
}

/** A column of a table: its title, what it is, and the cell of a multiplet. */
interface Column {
  readonly title: string;
  readonly legend?: string;
  readonly cell: (one: Significance, multiplet: readonly number[]) => string | undefined;
}

const interval = (own: BootstrapEstimate | undefined): string | undefined =>
  own && `${decimal(own.value)} (${own.interval.map(decimal).join(" to ")})`;

/** Behind a number that is of another multiplet than that of all samples. */
const OTHER_MULTIPLET = "†";

/** The effect and the p-value of a test. */
function testColumns(
  title: string,
  legend: string,
  testOf: (one: Significance) => ExtremeTest | ValueTest | undefined,
): Column[] {
  return [
    { title, legend, cell: (one) => testOf(one) && effectText(testOf(one)!.effect) },
    { title: "p", cell: (one) => testOf(one) && pValueText(testOf(one)!.pValue) },
  ];
}

function effectText(effect: number): string {
  const text = Math.abs(effect) < 99.95 ? effect.toFixed(1) : effect.toFixed(0);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

const pValueText = (pValue: number) => pValue.toPrecision(2);

const COLUMNS: readonly Column[] = [
  {
    title: "other half",
    legend:
      "other half: the extreme of one half of the samples in the other half, with a 95 % interval",
    cell: ({ otherHalf }, multiplet) =>
      otherHalf && interval(otherHalf) +
        (otherHalf.multiplet.join() === multiplet.join() ? "" : ` ${OTHER_MULTIPLET}`),
  },
  {
    title: "carried over",
    legend:
      "carried over: the interval of the difference to a multiplet of one variable less reaches 0",
    cell: ({ otherHalf }) =>
      otherHalf?.carriedOver === undefined ? undefined : otherHalf.carriedOver ? "yes" : "no",
  },
  {
    title: "95 % interval",
    legend: "95 % interval: by bootstrap draws of all samples",
    cell: ({ bootstrap }) => interval(bootstrap),
  },
  ...testColumns(
    "target",
    "target: how far the extreme is beyond those of permuted labels, in standard deviations",
    ({ target }) => target,
  ),
  ...testColumns(
    "Δ",
    "Δ: how far the label's contribution of this multiplet is from those of permuted labels",
    ({ targetContribution }) => targetContribution,
  ),
  ...testColumns(
    "columns",
    "columns: how far the value is beyond those of permuted columns",
    ({ columns, permuted }) => columns ?? permuted,
  ),
];

/** A multiplet and its tests. */
interface TestedRow {
  readonly multiplet: readonly number[];
  readonly tests: Significance | undefined;
}

/** The columns that some multiplet has: titles, cells by row, and legend. */
function significanceColumns(
  rows: readonly TestedRow[],
): { readonly titles: string[]; readonly cells: string[][]; readonly legend: string[] } {
  const textIn = ({ cell }: Column, { tests, multiplet }: TestedRow) =>
    tests && cell(tests, multiplet);
  const columns = COLUMNS.filter((column) => rows.some((row) => textIn(column, row) !== undefined));
  const cells = rows.map((row) => columns.map((column) => textIn(column, row) ?? ""));
  return {
    titles: columns.map(({ title }) => title),
    cells,
    legend: [
      ...columns.flatMap(({ legend }) => legend ?? []),
      ...cells.flat().some((cell) => cell.endsWith(OTHER_MULTIPLET))
        ? [`${OTHER_MULTIPLET}: that half has another multiplet, which JSON and CSV name`]
        : [],
    ],
  };
}

/** How the tests were made, in a line or two. */
function significanceNotes(
  { tests, draws, bootstrapDraws, budget }: SignificanceSummary,
): string[] {
  const counts = [
    ...(draws ? [`${draws} permutations`] : []),
    ...(bootstrapDraws ? [`${bootstrapDraws} bootstrap draws`] : []),
  ];
  return [
    `More than chance? ${counts.join(", ")}`,
    ...(draws
      ? [
        `p of extremes: adjusted for all sizes and both ends, at least ${
          pValueText(1 / (1 + draws))
        }; p of Δ and of given multiplets: two-sided, adjusted for the false discovery rate, at least ${
          pValueText(2 / (1 + draws))
        }`,
      ]
      : []),
    ...(tests.includes("max")
      ? [
        "a small p of columns means that something depends on something, no more",
      ]
      : []),
    ...(budget
      ? [
        `tested are the extremes of a search of ${budget.calls} calls and 1 island, which can be less extreme`,
      ]
      : []),
  ];
}

/**
 * The tests of extremes, then of given multiplets.
 *
 * @param endNames the ends of a size, such as `"min"`
 */
export function* significanceTable(
  { significance, sizes, multiplets }: AnalysisResult,
  endNames: Readonly<Record<"synergy" | "redundancy", string>>,
): Generator<string> {
  if (significance === undefined) return;
  const isList = sizes.some(({ synergy, redundancy }) =>
    [synergy, redundancy].some((end) => ranked(end).length > 1)
  );
  const told = new Set<string>();
  const extremes = sizes.flatMap((own) =>
    foundMultiplets(own).map((one) => ({
      place: [`${own.size}`, endNames[one.kind], ...isList ? [`${one.rank}`] : []],
      multiplet: one.multiplet,
      tests: one.significance,
    }))
  );
  const given = multiplets.map((one, at) => ({
    place: [`${at + 1}`, `${one.multiplet.length}`],
    multiplet: one.multiplet,
    tests: one.significance,
  }));
  const isSplit = sizes.some((own) => foundMultiplets(own).some(({ split }) => split));
  const notes = [
    ...significanceNotes(significance),
    ...isSplit && significance.tests.includes("split")
      ? ["the column split above has another random division of the samples"]
      : [],
  ];
  for (
    const [head, all] of [
      [["size", "extreme", ...isList ? ["rank"] : []], extremes],
      [["given", "size"], given],
    ] as const
  ) {
    const rows = all.filter(({ tests }) => tests !== undefined);
    if (rows.length === 0) continue;
    const { titles, cells, legend } = significanceColumns(rows);
    // What stands above the first table is not repeated.
    const lines = [...notes.splice(0), ...legend.filter((line) => !told.has(line))]
      .flatMap((line) => wrappedLines(line.split(" "), LINE_WIDTH));
    legend.forEach((line) => told.add(line));
    yield ["", ...lines, ""].join("\n");
    yield* rightAligned([
      [...head, ...titles],
      ...rows.map(({ place }, at) => [...place, ...cells[at]!]),
    ]).map((line) => `${line.trimEnd()}\n`);
  }
}
