/** The multiplets of a result as rows of a table that can be sorted and filtered. */
import { END_NAMES, symbolOf } from "../analysis/formats.ts";
import { type AnalysisResult, foundMultiplets, hasOInformation } from "../analysis/result.ts";
import type { Rescored, Robustness, Significance, Tested } from "../analysis/mod.ts";
import type { RankedMultiplet } from "../search/mod.ts";
import { OBJECTIVE_KEYS } from "../search/objective.ts";
import { includesZero, numberText, pValueText } from "./number_words.ts";
import type { TermName } from "./terms.ts";

/** A multiplet of the table. */
export interface Row {
  /** Names it in the address. */
  readonly key: string;
  readonly kind: "synergy" | "redundancy" | "given";
  /** Its name: `"min Ω"`. */
  readonly end: string;
  readonly size: number;
  readonly rank: number;
  /** Variables by their index. */
  readonly multiplet: readonly number[];
  readonly names: string;
  /** One name per member, for filters. */
  readonly members: readonly string[];
  /** The first of many names, and the number of the others. */
  readonly shownNames: string;
  readonly omega: number;
  /** The measure that ranked the multiplets, if that is not Ω. */
  readonly objective: number | undefined;
  readonly features: number;
  readonly target: number;
  /** In samples that took no part in the choice: the value with its interval. */
  readonly interval: readonly [value: number, low: number, high: number] | undefined;
  /** True if the half that was searched found another multiplet than all samples: the interval is of that one. */
  readonly isOther: boolean;
  /** Whether a member less has as much in those samples, see `OtherHalf.carriedOver`. */
  readonly carriedOver: boolean | undefined;
  /** The names of the members of that smaller multiplet. */
  readonly contained: string | undefined;
  /** Of few samples: what is found in one half, there and in the other half; of a given multiplet, its values in two halves. */
  readonly split: readonly [number, number] | undefined;
  /** The smallest and the largest Ω with other numbers of the classes. */
  readonly renumbered: readonly [number, number] | undefined;
  /** p-value of Δ with permuted labels. */
  readonly contributionP: number | undefined;
  /** Adjusted p-value with permuted labels, and with permuted variables. */
  readonly targetP: number | undefined;
  /** The p of this extreme alone, with permuted labels: near 1 if nearly all of their searches find more extreme values. */
  readonly targetAlone: number | undefined;
  readonly columnsP: number | undefined;
  /** By another estimator, if there is one. */
  readonly rescored: Rescored["rescored"];
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

function testsOf(
  tests: Significance = {},
  multiplet: readonly number[],
  namesOf: (multiplet: readonly number[]) => string,
): Pick<
  Row,
  | "interval"
  | "isOther"
  | "carriedOver"
  | "contained"
  | "targetP"
  | "targetAlone"
  | "contributionP"
  | "columnsP"
> {
  const { otherHalf, bootstrap, target, targetContribution, columns, permuted } = tests;
  const estimate = otherHalf ?? bootstrap;
  return {
    interval: estimate && [estimate.value, ...estimate.interval],
    isOther: otherHalf !== undefined && otherHalf.multiplet.join() !== multiplet.join(),
    carriedOver: otherHalf?.carriedOver,
    contained: otherHalf?.contained && namesOf(otherHalf.contained),
    targetAlone: target?.unadjusted,
    targetP: target?.pValue,
    contributionP: targetContribution?.pValue,
    columnsP: (columns ?? permuted)?.pValue,
  };
}

/** Most names in a cell. */
const MOST_NAMES = 8;

/** All multiplets of a result: found ones by size, then given ones. Pairs without a label are left out: their Ω is 0. */
export function rowsOf(result: AnalysisResult): Row[] {
  const { sizes, multiplets, featureNames, objective } = result;
  const symbol = symbolOf(result);
  const namesOf = (multiplet: readonly number[]) => {
    const names = multiplet.map((index) => featureNames[index]!);
    const more = names.length - MOST_NAMES;
    return {
      members: names,
      names: names.join(", "),
      shownNames: more <= 0
        ? names.join(", ")
        : `${names.slice(0, MOST_NAMES - 1).join(", ")} and ${more + 1} more`,
    };
  };
  /** What found and given multiplets have. */
  const valuesOf = (one: RankedMultiplet & Robustness & Tested & Rescored) => ({
    multiplet: one.multiplet,
    ...namesOf(one.multiplet),
    omega: one.oInformation,
    objective: objective && one[OBJECTIVE_KEYS[objective]],
    features: one.featuresOInformation,
    target: one.targetContribution,
    split: one.split ? [one.split.searched, one.split.other] as const : one.halves,
    renumbered: one.renumbered,
    rescored: one.rescored,
    ...testsOf(one.significance, one.multiplet, (multiplet) => namesOf(multiplet).shownNames),
  });
  const isShown = (size: number) => objective !== undefined || hasOInformation(result, size);
  const found = sizes.filter(({ size }) => isShown(size)).flatMap((own) =>
    foundMultiplets(own).map(({ kind, ...one }): Row => ({
      key: `${kind}.${own.size}.${one.rank}`,
      kind,
      end: `${END_NAMES[kind]} ${symbol}`,
      size: own.size,
      rank: one.rank,
      ...valuesOf(one),
      proven: own.guarantee[kind] === "optimal",
      rSquared: one.largestRSquared,
      irreducible: one.irreducible,
      rankBias: one.rankBias,
    }))
  );
  const given = multiplets.map((one, at): Row => ({
    key: `given.${at}`,
    kind: "given",
    end: "given",
    size: one.multiplet.length,
    rank: at + 1,
    ...valuesOf(one),
    proven: undefined,
    rSquared: undefined,
    irreducible: undefined,
    rankBias: undefined,
  }));
  return [...found, ...given];
}

/** What explains a measure other than Ω. */
export const objectiveTerm = (objective: NonNullable<AnalysisResult["objective"]>): TermName =>
  objective === "total-correlation" ? "totalCorrelation" : "dualTotalCorrelation";

const optional = (value: number | undefined) => value === undefined ? "" : numberText(value);
const yesNo = (value: boolean | undefined) => value === undefined ? "" : value ? "yes" : "no";

/** The columns of which some row has a value. */
export function columnsOf(
  { units, targetEncoding, objective }: Pick<
    AnalysisResult,
    "units" | "targetEncoding" | "objective"
  >,
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
  const pValue = (key: "targetP" | "columnsP" | "contributionP", title: string): Column => ({
    ...number(key, title, "p"),
    text: (row) => {
      const p = row[key];
      return p === undefined ? "" : pValueText(p);
    },
  });
  const withTarget = targetEncoding !== "none";
  const all: Column[] = [
    { ...number("size", "size", "size"), text: ({ size }) => `${size}` },
    word("end", "extreme", "end"),
    { ...number("rank", "rank"), text: ({ rank }) => `${rank}` },
    { ...word("names", "members"), text: ({ shownNames }) => shownNames },
    ...(objective === undefined ? [] : [
      number(
        "objective",
        `${symbolOf({ objective })}, ${units}`,
        objective === "total-correlation" ? "totalCorrelation" : "dualTotalCorrelation",
      ),
    ]),
    number("omega", withTarget ? `Ω(X, y), ${units}` : `Ω(X), ${units}`, "omega"),
    ...(withTarget
      ? [
        number("features", `Ω(X), ${units}`, "features"),
        number("target", `the label's part Δ, ${units}`, "target"),
      ]
      : []),
    {
      ...number("renumbered", `other class numbers, ${units}`, "renumbered"),
      text: ({ renumbered }) => renumbered ? renumbered.map(numberText).join(" to ") : "",
    },
    {
      ...number("split", `in two halves, ${units}`, "split"),
      text: ({ split }) => split ? split.map(numberText).join(", ") : "",
    },
    {
      ...number("interval", `in other samples, ${units}`, "interval"),
      text: ({ interval, isOther }) =>
        interval === undefined
          ? ""
          : `${numberText(interval[0])} (${numberText(interval[1])} to ${numberText(interval[2])}${
            includesZero(interval) ? ", includes 0" : ""
          })${isOther ? " †" : ""}`,
    },
    word("carriedOver", "carried over", "carriedOver"),
    pValue("targetP", "p, permuted labels"),
    pValue("contributionP", "p of Δ"),
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
  const wanted = filter.toLowerCase().split(/[\s,]+/).filter((word) => word !== "");
  const known = new Set(rows.flatMap(({ members }) => members.map((name) => name.toLowerCase())));
  // A whole name is that member alone: x1 is not x10.
  const shown = rows.filter(({ members, names, end, size }) =>
    wanted.every((word) =>
      known.has(word)
        ? members.some((name) => name.toLowerCase() === word)
        : `${names} ${end} ${size}`.toLowerCase().includes(word)
    )
  );
  const key = sort.replace(/^-/, "");
  const column = columns.find((one) => one.key === key);
  if (column === undefined) return shown;
  const sign = sort.startsWith("-") ? -1 : 1;
  return shown.sort((a, b) => sign * compare(a[column.key], b[column.key]));
}
