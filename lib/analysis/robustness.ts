/** How far reported values depend on arbitrary choices: the numbers of classes, the samples, the order of ties. */
import { deriveSeed } from "../system/random/derive_seed.ts";
import { type RandomSource, randomSource, shuffle } from "../system/random/random.ts";
import {
  type ColumnValues,
  InformationError,
  positionsOf,
  ranks,
  renameClasses,
  type System,
  type Target,
  type Variables,
} from "../information/mod.ts";
import { differentValues } from "../variables/ranks.ts";
import { isDiscrete } from "../variables/target.ts";
import { targetAt, variablesAt } from "../variables/rows.ts";
import { someVariables } from "../variables/variables.ts";
import { type Found, type Objective, type RankedMultiplet, SearchError } from "../search/mod.ts";
import { foundValue, objectiveOf } from "../search/objective.ts";

/** A search that was repeated in half of the samples. */
export interface Split {
  /** The multiplet of the same size, end and rank that was found there. */
  readonly multiplet: readonly number[];
  /** Its Ω(X, y), or objective, in the half that was searched: the most extreme of many values. */
  readonly searched: number;
  /** The same in the other half, which took no part in the choice. */
  readonly other: number;
}

/**
 * Values under other choices, of the first 100 multiplets of an extreme, and of given ones: Ω(X, y), or with another
 * objective, that measure.
 */
export interface Robustness {
  /**
   * Of an extreme: what the same search finds in one half of the samples, drawn at random by groups, and its value
   * in the other half. Absent with 20 or more independent samples per column, and where a half cannot be analysed.
   */
  readonly split?: Split;
  /**
   * Of a given multiplet: the value in each half of the samples. Absent as {@link split}.
   */
  readonly halves?: readonly [number, number];
  /**
   * The lowest and the highest value over 20 random renumberings of the classes; absent unless the encoding is
   * `"copula"` with three or more classes, or with two whose ties are ranked by index or at random.
   */
  readonly renumbered?: readonly [lowest: number, highest: number];
}

/** A multiplet with its values under other choices. */
export type RobustMultiplet = RankedMultiplet & Robustness;

/** What is estimated anew, and how. */
export interface Subject {
  /** All variables of the analysis. */
  readonly variables: Variables;
  /** The target. */
  readonly target: Target | undefined;
  /** A system of other variables or another target, as the analysis made its own. */
  readonly prepare: (variables: Variables, target: Target | undefined) => System;
  /** What the values are of. */
  readonly objective: Objective;
  /** Root of the seeds. */
  readonly seed: number;
}

/** Multiplets by their own numbers. */
type Multiplets = readonly (readonly number[])[];

/** Number of random renumberings of the classes. */
const RENUMBERINGS = 20;

/**
 * The spread of the objective over renumberings of the classes, for each multiplet. Two classes have none, unless their ties are
 * broken.
 *
 * @param multiplets of variables by their own numbers
 */
export function renumberedRanges(
  { variables, target, prepare, objective, seed }: Subject,
  { ties }: System,
  multiplets: Multiplets,
): (readonly [number, number])[] | undefined {
  if (target === undefined || !isDiscrete(target)) return undefined;
  const isBroken = ties === "index" || ties === "random";
  if (target.labels.length < (isBroken ? 2 : 3)) return undefined;
  const own = someVariables(variables, multiplets.flat());
  const random = randomSource(deriveSeed(seed, "renumberings"));
  const ranges = multiplets.map((): [number, number] => [Infinity, -Infinity]);
  for (let draw = 0; draw < RENUMBERINGS; draw++) {
    const system = prepare(own, renameClasses(target, random));
    const values = valuesOf(system, multiplets, objective);
    values.forEach((value, at) => {
      const [lowest, highest] = ranges[at]!;
      ranges[at] = [Math.min(lowest, value), Math.max(highest, value)];
    });
  }
  return ranges;
}

/** The rows of two halves of the samples, and a system of the first. */
export interface Halves {
  readonly rows: readonly [readonly number[], readonly number[]];
  readonly variables: Variables;
  readonly target: Target | undefined;
}

/** Two random halves of the samples; samples of one group stay together. The first is to be searched. */
export function halvesOf(
  { variables, target, seed }: Pick<Subject, "variables" | "target" | "seed">,
  groups: readonly number[] | undefined,
): Halves {
  const rows = halves(variables.samples, groups, randomSource(deriveSeed(seed, "halves")));
  return {
    rows,
    variables: variablesAt(variables, rows[0]),
    target: target && targetAt(target, rows[0]),
  };
}

/**
 * For each extreme that was found in one half, its values in both; by size, end and rank. A multiplet that the
 * other half cannot measure is left out.
 *
 * @param found in the first of the halves
 * @param most multiplets of an end of a size
 */
export function splitOf(
  subject: Subject,
  { rows: [, other] }: Halves,
  { sizes }: Found,
  most: number,
): (size: number, end: "synergy" | "redundancy", rank: number) => Split | undefined {
  const splits = new Map<RankedMultiplet, Split>();
  for (const { synergy, redundancy } of sizes) {
    for (const one of [...synergy.slice(0, most), ...redundancy.slice(0, most)]) {
      const value = valueIn(subject, other, one.multiplet);
      if (value === undefined) continue;
      const searched = foundValue(one, subject.objective);
      splits.set(one, { multiplet: one.multiplet, searched, other: value });
    }
  }
  return (size, end, rank) => {
    const own = sizes.find((one) => one.size === size)?.[end][rank];
    return own && splits.get(own);
  };
}

/** The objective of a multiplet in two halves of the samples; `undefined` where a half cannot be analysed. */
export function valuesInHalves(
  subject: Subject,
  { rows: [first, second] }: Halves,
  multiplet: readonly number[],
): readonly [number, number] | undefined {
  const [a, b] = [first, second].map((rows) => valueIn(subject, rows, multiplet));
  return a === undefined || b === undefined ? undefined : [a, b];
}

/** The objective of a multiplet in some rows; `undefined` if they cannot be analysed, for example because a class is too small. */
function valueIn(
  { variables, target, prepare, objective }: Subject,
  rows: readonly number[],
  multiplet: readonly number[],
): number | undefined {
  const own = variablesAt(someVariables(variables, multiplet), rows);
  return whereAnalysed(() =>
    valuesOf(prepare(own, target && targetAt(target, rows)), [multiplet], objective)[0]!
  );
}

/** A value, or `undefined` where samples cannot be analysed. */
export function whereAnalysed<Value>(value: () => Value): Value | undefined {
  try {
    return value();
  } catch (error) {
    if (error instanceof InformationError) return undefined;
    throw error;
  }
}

/** What a search finds; `undefined` where the samples cannot be analysed or searched. */
export async function whereSearched<Result>(
  search: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await search();
  } catch (error) {
    if (error instanceof InformationError || error instanceof SearchError) return undefined;
    throw error;
  }
}

/** Two halves of the rows, ascending, none of them empty; the first has at least half of the rows. */
export function halves(
  samples: number,
  groups: readonly number[] | undefined,
  random: RandomSource,
): [number[], number[]] {
  const groupOf = (row: number) => groups?.[row] ?? row;
  const numbers = [...new Set(groups ?? Array.from({ length: samples }, (_, row) => row))];
  const sizes = new Map<number, number>();
  for (let row = 0; row < samples; row++) {
    sizes.set(groupOf(row), (sizes.get(groupOf(row)) ?? 0) + 1);
  }
  const chosen = new Set<number>();
  let rows = 0;
  const shuffled = shuffle(numbers, random);
  for (const group of shuffled) {
    if (2 * rows >= samples) break;
    // Together the others are less than half: then the last group is the first half.
    if (chosen.size > 0 && chosen.size === shuffled.length - 1) chosen.clear();
    chosen.add(group);
    rows += sizes.get(group)!;
  }
  const result: [number[], number[]] = [[], []];
  for (let row = 0; row < samples; row++) result[chosen.has(groupOf(row)) ? 0 : 1].push(row);
  return result;
}

/** Samples of which repeated values are counted, spread over all. */
const COUNTED = 2 ** 16;

/** Share of repeated values from which ties are examined. */
const MANY_TIES = 0.1;

/** Draws of the order of ties, and the values beyond which there are fewer of them. */
const TIE_DRAWS = { most: 5, values: 2e6 };

/** Columns with many repeated values, and their effect. */
export interface TieEffect {
  /** Own numbers of columns in which at least a tenth of the values repeat another. */
  readonly columns: readonly number[];
  /**
   * Largest difference of the value of a reported multiplet to that with ties of the columns in random order, in nats; the
   * ties of the target stay.
   */
  readonly effect: number;
}

/**
 * The effect of the rule for ties in columns on the values of multiplets; `undefined` without columns with many ties.
 *
 * @param found the values of the analysis
 */
export function tieEffect(
  { variables, target, prepare, objective, seed }: Subject,
  found: readonly RankedMultiplet[],
): TieEffect | undefined {
  const tied = new Set(
    variables.columns.filter(({ values }) => repeatedShare(values) >= MANY_TIES)
      .map(({ index }) => index),
  );
  if (tied.size === 0) return undefined;
  const touched = new Set(
    variables.variables
      .filter(({ columns }) => columns.some((at) => tied.has(variables.columns[at]!.index)))
      .map(({ index }) => index),
  );
  const affected = found.filter(({ multiplet }) => multiplet.some((one) => touched.has(one)));
  if (affected.length === 0) return { columns: [...tied], effect: 0 };
  const multiplets = affected.map(({ multiplet }) => multiplet);
  const own = someVariables(variables, multiplets.flat());
  const random = randomSource(deriveSeed(seed, "order of ties"));
  const values = own.samples * own.columns.length;
  const draws = Math.max(1, Math.min(TIE_DRAWS.most, Math.floor(TIE_DRAWS.values / values)));
  let effect = 0;
  for (let draw = 0; draw < draws; draw++) {
    const columns = own.columns.map((column) =>
      tied.has(column.index) ? { ...column, values: untied(column.values, random) } : column
    );
    const others = whereAnalysed(() =>
      valuesOf(prepare({ ...own, columns }, target), multiplets, objective)
    );
    others?.forEach((value, at) => {
      effect = Math.max(effect, Math.abs(value - foundValue(affected[at]!, objective)));
    });
  }
  return { columns: [...tied], effect };
}

/** Values in the same order, equal ones in random order. */
function untied(values: ColumnValues, random: RandomSource): Float64Array {
  return ranks(values, { ties: "random", random });
}

/** Share of values that occur before among the counted ones. */
function repeatedShare(values: ColumnValues): number {
  if (values.length <= COUNTED) return 1 - differentValues(values) / values.length;
  const step = values.length / COUNTED;
  const counted = values.slice(0, COUNTED);
  // Not at equal distances, which could meet one kind of rows alone.
  for (let i = 0; i < COUNTED; i++) {
    counted[i] = values[Math.floor((i + i * GOLDEN % 1) * step)]!;
  }
  return 1 - differentValues(counted) / COUNTED;
}

/** Multiples of it are spread evenly over a unit, without a period. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The share of rows that repeat another one from which that is told. */
const MANY_ROWS = 0.1;

/** Columns and rows of which repeated rows are counted. */
const COMPARED = { columns: 16, rows: 2 ** 20 };

/**
 * The share of rows that repeat another row, if some column tells nearly all different rows apart: then rows were
 * repeated, and it is no matter of few different values. `undefined` below a tenth.
 */
export function repeatedRows({ samples, columns }: Variables): number | undefined {
  if (columns.length < 2 || samples > COMPARED.rows) return undefined;
  const compared = columns.slice(0, COMPARED.columns).map(({ values }) => values);
  if (compared.some((values) => repeatedShare(values) < MANY_ROWS)) return undefined;
  const different = new Set<string>();
  for (let row = 0; row < samples; row++) {
    different.add(compared.map((values) => values[row]!).join(" "));
  }
  const share = 1 - different.size / samples;
  if (share < MANY_ROWS) return undefined;
  const tells = compared.some((values) => differentValues(values) >= 0.95 * different.size);
  return tells ? share : undefined;
}

/** An objective of multiplets that list variables by their own numbers. */
function valuesOf(system: System, multiplets: Multiplets, objective: Objective): number[] {
  const valueOf = objectiveOf(system, objective);
  return multiplets.map((multiplet) => valueOf(positionsOf(system.variables, multiplet)));
}
