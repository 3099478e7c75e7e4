/** Rows of samples: some of them, or all in another order. */
import { type RandomSource, shuffle } from "../system/random/random.ts";
import { InformationError } from "./errors.ts";
import { discreteTarget, isDiscrete, type Target } from "./target.ts";
import type { ColumnValues, Variables } from "./variables.ts";

/** Rows of all samples, or the same in another order. */
type Rows = ArrayLike<number>;

/** The variables in some rows. */
export function variablesAt(variables: Variables, rows: Rows): Variables {
  const columns = variables.columns.map((column) => ({
    ...column,
    values: valuesAt(column.values, rows),
  }));
  return { ...variables, samples: rows.length, columns };
}

/** Values in some rows, in the same number type. */
function valuesAt(values: ColumnValues, rows: Rows): ColumnValues {
  const result = values instanceof Float32Array
    ? new Float32Array(rows.length)
    : new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) result[i] = values[rows[i]!]!;
  return result;
}

/** The target of some rows. Classes that do not occur there are left out. */
export function targetAt(target: Target, rows: Rows): Target {
  if (!isDiscrete(target)) return { values: Float64Array.from(rows, (row) => target.values[row]!) };
  return discreteTarget(Array.from(rows, (row) => target.labels[target.classes[row]!]!));
}

/** Groups of samples that belong together, such as the frames of a film: the group of every sample, an integer from 0. */
export type Groups = ArrayLike<number>;

/** Throws an {@link InformationError} unless there is a group of every sample. */
export function requireGroups(subject: string, groups: Groups, samples: number): void {
  if (groups.length === samples) return;
  throw new InformationError(
    `${subject} by groups needs the group of each of ${samples} samples, got ${groups.length}`,
  );
}

/** In how many ways groups can take the places of others of the same number of rows; `Infinity` beyond 2⁵³. */
export function permutationCount(groups: Groups): number {
  let ways = 1;
  for (const { length } of exchangeableGroups(groups)) {
    for (let factor = 2; factor <= length && ways < Number.MAX_SAFE_INTEGER; factor++) {
      ways *= factor;
    }
  }
  return ways < Number.MAX_SAFE_INTEGER ? ways : Infinity;
}

/** The most samples that permutations may leave in place, as a share of all. */
const STAYING = 0.1;

/**
 * The rows of each group, in lists of groups with the same number of rows: these can take each other's places.
 *
 * @throws InformationError for fewer than two groups, and if more than a tenth of the samples are in groups whose number of
 *   rows no other group has
 */
function exchangeableGroups(groups: Groups): number[][][] {
  const rowsOf: number[][] = [];
  for (let row = 0; row < groups.length; row++) (rowsOf[groups[row]!] ??= []).push(row);
  const all = rowsOf.filter((rows) => rows !== undefined);
  if (all.length < 2) {
    throw new InformationError(
      `A permutation by groups needs two groups of samples or more, got ${all.length}`,
    );
  }
  const sameSize = [...Map.groupBy(all, (rows) => rows.length).values()];
  const staying = sameSize.filter(({ length }) => length === 1);
  const samples = staying.reduce((sum, [rows]) => sum + rows!.length, 0);
  if (samples > STAYING * groups.length) {
    throw new InformationError(
      `A permutation exchanges groups of the same number of samples, but ${samples} of ${groups.length} samples are in ` +
        `${staying.length} groups whose number of samples no other group has; leave samples out, so that groups have ` +
        "equal numbers",
    );
  }
  return sameSize;
}

/**
 * All rows in random order. Rows of one group stay together, in their order: they take the places of another group of the
 * same number of rows. Groups of different numbers cannot be exchanged: the rows of one group would come to lie in
 * several, and would then depend on fewer of the rows beside them than in the samples.
 *
 * @param groups default: each row is a group
 * @throws InformationError for another number of rows, and as {@link exchangeableGroups}
 */
export function permutedRows(
  samples: number,
  random: RandomSource,
  groups?: Groups,
): Uint32Array {
  if (groups === undefined) {
    const rows = new Uint32Array(samples);
    for (let row = 0; row < samples; row++) rows[row] = row;
    return shuffle(rows, random);
  }
  requireGroups("A permutation", groups, samples);
  const result = new Uint32Array(samples);
  for (const same of exchangeableGroups(groups)) {
    const order = shuffle(Uint32Array.from(same, (_, at) => at), random);
    same.forEach((places, at) => {
      const sources = same[order[at]!]!;
      places.forEach((place, row) => result[place] = sources[row]!);
    });
  }
  return result;
}

/** The target with its values in other rows: of each row that of another one. */
export function permutedTarget<Own extends Target>(
  target: Own,
  random: RandomSource,
  groups?: Groups,
): Own;
export function permutedTarget(target: Target, random: RandomSource, groups?: Groups): Target {
  if (isDiscrete(target)) {
    const { classes } = target;
    const rows = permutedRows(classes.length, random, groups);
    return { ...target, classes: rows.map((row) => classes[row]!) };
  }
  const { values } = target;
  const rows = permutedRows(values.length, random, groups);
  return { ...target, values: Float64Array.from(rows, (row) => values[row]!) };
}

/** The variables, each in a random order of rows of its own; the columns of one variable stay together. */
export function permutedVariables(
  variables: Variables,
  random: RandomSource,
  groups?: Groups,
): Variables {
  const columns = [...variables.columns];
  for (const { columns: own } of variables.variables) {
    const rows = permutedRows(variables.samples, random, groups);
    for (const at of own) {
      columns[at] = { ...columns[at]!, values: valuesAt(columns[at]!.values, rows) };
    }
  }
  return { ...variables, columns };
}
