/** How far reported values depend on arbitrary choices: the numbers of classes, half of the samples, the order of ties. */
import { deriveSeed } from "../system/random/derive_seed.ts";
import { type RandomSource, randomSource, shuffle } from "../system/random/random.ts";
import {
  type ColumnValues,
  InformationError,
  positionsOf,
  renameClasses,
  type ScoredMultiplet,
  type System,
  type Target,
  type Variables,
} from "../information/mod.ts";
import { differentValues } from "../variables/ranks.ts";
import { discreteTarget, isDiscrete } from "../variables/target.ts";
import { someVariables } from "../variables/variables.ts";

/** Ω of a multiplet under other choices. */
export interface Robustness {
  /** Ω(X, y) in each half of the samples, drawn at random; absent with 20 or more samples per column. */
  readonly halves?: readonly [number, number];
  /**
   * The lowest and the highest Ω(X, y) over 20 random renumberings of the classes; absent unless the encoding is
   * `"copula"` with three or more classes.
   */
  readonly renumbered?: readonly [lowest: number, highest: number];
}

/** A multiplet with its values under other choices. */
export type RobustMultiplet = ScoredMultiplet & Robustness;

/** What is estimated anew, and how. */
interface Subject {
  /** All variables of the analysis. */
  readonly variables: Variables;
  /** The target. */
  readonly target: Target | undefined;
  /** A system of other variables or another target, as the analysis made its own. */
  readonly prepare: (variables: Variables, target: Target | undefined) => System;
  /** Root of the seeds. */
  readonly seed: number;
}

/** Multiplets by their own numbers. */
type Multiplets = readonly (readonly number[])[];

/** Number of random renumberings of the classes. */
const RENUMBERINGS = 20;

/**
 * The spread of Ω over renumberings of the classes, for each multiplet; with two classes there is none.
 *
 * @param multiplets of variables by their own numbers
 */
export function renumberedRanges(
  { variables, target, prepare, seed }: Subject,
  multiplets: Multiplets,
): (readonly [number, number])[] | undefined {
  if (target === undefined || !isDiscrete(target) || target.labels.length < 3) return undefined;
  const own = someVariables(variables, multiplets.flat());
  const random = randomSource(deriveSeed(seed, "renumberings"));
  const ranges = multiplets.map((): [number, number] => [Infinity, -Infinity]);
  for (let draw = 0; draw < RENUMBERINGS; draw++) {
    const values = scores(prepare(own, renameClasses(target, random)), multiplets);
    values.forEach((value, at) => {
      const [lowest, highest] = ranges[at]!;
      ranges[at] = [Math.min(lowest, value), Math.max(highest, value)];
    });
  }
  return ranges;
}

/**
 * Ω of each multiplet in two halves of the samples; samples of one group stay together. `undefined` where a half
 * cannot be analysed, for example because a class has too few samples there.
 *
 * @param groups the group of each sample. Default: each sample alone
 */
export function splitHalves(
  { variables, target, prepare, seed }: Subject,
  multiplets: Multiplets,
  groups: readonly number[] | undefined,
): (readonly [number, number])[] | undefined {
  const own = someVariables(variables, multiplets.flat());
  const random = randomSource(deriveSeed(seed, "halves"));
  try {
    const [first, second] = halves(variables.samples, groups, random).map((rows) =>
      scores(prepare(rowsOf(own, rows), target && targetAt(target, rows)), multiplets)
    );
    return first!.map((value, at) => [value, second![at]!]);
  } catch (error) {
    if (error instanceof InformationError) return undefined;
    throw error;
  }
}

/** Two halves of the rows, ascending; the first has at least half of them. */
function halves(
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
  for (const group of shuffle(numbers, random)) {
    if (2 * rows >= samples) break;
    chosen.add(group);
    rows += sizes.get(group)!;
  }
  const result: [number[], number[]] = [[], []];
  for (let row = 0; row < samples; row++) result[chosen.has(groupOf(row)) ? 0 : 1].push(row);
  return result;
}

function rowsOf(variables: Variables, rows: readonly number[]): Variables {
  const columns = variables.columns.map((column) => ({
    ...column,
    values: Float64Array.from(rows, (row) => column.values[row]!),
  }));
  return { ...variables, samples: rows.length, columns };
}

function targetAt(target: Target, rows: readonly number[]): Target {
  if (!isDiscrete(target)) return { values: Float64Array.from(rows, (row) => target.values[row]!) };
  return discreteTarget(rows.map((row) => target.labels[target.classes[row]!]!));
}

/** Samples of which repeated values are counted, spread evenly over all. */
const COUNTED = 2 ** 16;

/** Share of repeated values from which ties are examined. */
const MANY_TIES = 0.1;

/** Columns with many repeated values among reported multiplets, and their effect. */
export interface TieEffect {
  /** Own numbers of columns in which at least a tenth of the values repeat another. */
  readonly columns: readonly number[];
  /** Largest difference of Ω of a reported multiplet to that with ties in random order, in nats. */
  readonly effect: number;
}

/**
 * The effect of the rule for ties on the values of multiplets with tied columns; `undefined` without such columns.
 *
 * @param prepare as the analysis, with ties in random order
 * @param found the values of the analysis
 */
export function tieEffect(
  { variables, target, prepare }: Omit<Subject, "seed">,
  found: readonly ScoredMultiplet[],
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
  const own = someVariables(variables, affected.flatMap(({ multiplet }) => multiplet));
  const others = affected.length === 0
    ? []
    : scores(prepare(own, target), affected.map(({ multiplet }) => multiplet));
  const effect = others.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - affected[at]!.oInformation)),
    0,
  );
  return { columns: [...tied], effect };
}

/** Share of values that occur before among the counted ones. */
function repeatedShare(values: ColumnValues): number {
  if (values.length <= COUNTED) return 1 - differentValues(values) / values.length;
  const step = values.length / COUNTED;
  const counted = values.slice(0, COUNTED);
  for (let i = 0; i < COUNTED; i++) counted[i] = values[Math.floor(i * step)]!;
  return 1 - differentValues(counted) / COUNTED;
}

/** Ω(X, y) of multiplets that list variables by their own numbers. */
function scores({ variables, score }: System, multiplets: Multiplets): number[] {
  return multiplets.map((multiplet) => score(positionsOf(variables, multiplet)).oInformation);
}
