/** The multiplets of a result as rows of a table that can be sorted and filtered. */
import { type AnalysisResult, foundMultiplets } from "../analysis/result.ts";
import type { Significance } from "../analysis/mod.ts";
import { decimal } from "../analysis/table_layout.ts";
import type { TermName } from "./terms.ts";

/** A multiplet of the table. */
export interface Row {
  /** Names it in the address. */
  readonly key: string;
  readonly end: "min Ω" | "max Ω" | "given";
  readonly size: number;
  readonly rank: number;
  /** Variables by their index. */
  readonly multiplet: readonly number[];
  readonly names: string;
  /** The first of many names, and the number of the others. */
  readonly shownNames: string;
  readonly omega: number;
  readonly features: number;
  readonly target: number;
  /** In samples that took no part in the choice: the value with its interval. */
  readonly interval: readonly [value: number, low: number, high: number] | undefined;
  /** Adjusted p-value with permuted labels, and with permuted variables. */
  readonly targetP: number | undefined;
  readonly columnsP: number | undefined;
  readonly proven: boolean | undefined;
  readonly rSquared: number | undefined;
  readonly irreducible: boolean | undefined;
  readonly rankBias: number | undefined;
}

/** A column of the table. */
export interface Column {
  readonly key: keyof Row;
  readonly title: string;
  /** What it is. */
  readonly term?: TermName;
  readonly text: (row: Row) => string;
  readonly isNumber: boolean;
}

function testsOf(tests: Significance = {}): Pick<Row, "interval" | "targetP" | "columnsP"> {
  const { otherHalf, bootstrap, target, targetContribution, columns, permuted } = tests;
  const estimate = otherHalf ?? bootstrap;
  return {
    interval: estimate && [estimate.value, ...estimate.interval],
    targetP: (target ?? targetContribution)?.pValue,
    columnsP: (columns ?? permuted)?.pValue,
  };
}

const ENDS = { synergy: "min Ω", redundancy: "max Ω" } as const;

/** Most names in a cell. */
const MOST_NAMES = 8;

/** All multiplets of a result: found ones by size, then given ones. */
export function rowsOf({ sizes, multiplets, featureNames }: AnalysisResult): Row[] {
  const namesOf = (multiplet: readonly number[]) => {
    const names = multiplet.map((index) => featureNames[index]!);
    const more = names.length - MOST_NAMES;
    return {
      names: names.join(", "),
      shownNames: more <= 0
        ? names.join(", ")
        : `${names.slice(0, MOST_NAMES - 1).join(", ")} and ${more + 1} more`,
    };
  };
  const found = sizes.flatMap((own) =>
    foundMultiplets(own).map(({ kind, ...one }): Row => ({
      key: `${kind}.${own.size}.${one.rank}`,
      end: ENDS[kind],
      size: own.size,
      rank: one.rank,
      multiplet: one.multiplet,
      ...namesOf(one.multiplet),
      omega: one.oInformation,
      features: one.featuresOInformation,
      target: one.targetContribution,
      ...testsOf(one.significance),
      proven: own.guarantee[kind] === "optimal",
      rSquared: one.largestRSquared,
      irreducible: one.irreducible,
      rankBias: one.rankBias,
    }))
  );
  const given = multiplets.map((one, at): Row => ({
    key: `given.${at}`,
    end: "given",
    size: one.multiplet.length,
    rank: at + 1,
    multiplet: one.multiplet,
    ...namesOf(one.multiplet),
    omega: one.oInformation,
    features: one.featuresOInformation,
    target: one.targetContribution,
    ...testsOf(one.significance),
    proven: undefined,
    rSquared: undefined,
    irreducible: undefined,
    rankBias: undefined,
  }));
  return [...found, ...given];
}

const optional = (value: number | undefined) => value === undefined ? "" : decimal(value);
const yesNo = (value: boolean | undefined) => value === undefined ? "" : value ? "yes" : "no";

/** The columns of which some row has a value. */
export function columnsOf(
  { units, targetEncoding }: Pick<AnalysisResult, "units" | "targetEncoding">,
  rows: readonly Row[],
): Column[] {
  const number = (key: keyof Row, title: string, term?: TermName): Column => ({
    key,
    title,
    ...(term && { term }),
    text: (row) => optional(row[key] as number | undefined),
    isNumber: true,
  });
  const word = (key: keyof Row, title: string, term?: TermName): Column => ({
    key,
    title,
    ...(term && { term }),
    text: (row) => typeof row[key] === "string" ? row[key] : yesNo(row[key] as boolean | undefined),
    isNumber: false,
  });
  const pValue = (key: "targetP" | "columnsP", title: string): Column => ({
    ...number(key, title, "p"),
    text: (row) => row[key]?.toPrecision(2) ?? "",
  });
  const withTarget = targetEncoding !== "none";
  const all: Column[] = [
    { ...number("size", "size", "size"), text: ({ size }) => `${size}` },
    word("end", "end", "end"),
    { ...number("rank", "rank"), text: ({ rank }) => `${rank}` },
    { ...word("names", "members"), text: ({ shownNames }) => shownNames },
    number("omega", withTarget ? `Ω(X, y), ${units}` : `Ω(X), ${units}`, "omega"),
    ...(withTarget
      ? [
        number("features", `Ω(X), ${units}`, "features"),
        number("target", `the label's part Δ, ${units}`, "target"),
      ]
      : []),
    {
      ...number("interval", `in other samples, ${units}`, "interval"),
      text: ({ interval }) =>
        interval === undefined
          ? ""
          : `${decimal(interval[0])} (${decimal(interval[1])} to ${decimal(interval[2])})`,
    },
    pValue("targetP", "p, permuted labels"),
    pValue("columnsP", "p, permuted variables"),
    word("proven", "best of all", "proven"),
    number("rSquared", "largest R²", "rSquared"),
    word("irreducible", "irreducible", "irreducible"),
    number("rankBias", `bias of ranks, ${units}`, "rankBias"),
  ];
  const several = rows.some(({ rank }) => rank > 1);
  return all.filter(({ key }) =>
    (key !== "rank" || several) && rows.some((row) => row[key] !== undefined)
  );
}

/** Below all values. */
const LEAST = -Infinity;

function compare(a: Row[keyof Row], b: Row[keyof Row]): number {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  const number = (value: Row[keyof Row]) =>
    Number(Array.isArray(value) ? value[0] : value ?? LEAST);
  return number(a) - number(b) || 0;
}

/**
 * The rows with a text, in an order.
 *
 * @param sort a column, with `-` before it for descending; an unknown one: as they are
 */
export function shownRows(
  rows: readonly Row[],
  columns: readonly Column[],
  { sort = "", filter = "" }: { readonly sort?: string; readonly filter?: string },
): Row[] {
  const wanted = filter.trim().toLowerCase();
  const shown = rows.filter(({ names, end, size }) =>
    `${names} ${end} ${size}`.toLowerCase().includes(wanted)
  );
  const key = sort.replace(/^-/, "");
  const column = columns.find((one) => one.key === key);
  if (column === undefined) return shown;
  const sign = sort.startsWith("-") ? -1 : 1;
  return shown.sort((a, b) => sign * compare(a[column.key], b[column.key]));
}
