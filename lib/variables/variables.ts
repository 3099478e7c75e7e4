/**
 * Variables: what multiplets are made of, one column of numbers each, or several.
 * @module
 */
import { type DegenerateColumn, InformationError } from "./errors.ts";

/** The values of a column, one per sample. */
export type ColumnValues = Float32Array | Float64Array;

/** One column of numbers. */
export interface Column {
  /** Its own number, in the file or layer that it comes from. */
  readonly index: number;
  readonly name: string;
  readonly values: ColumnValues;
}

/** What a multiplet is made of. */
export interface Variable {
  /** Its own number, which stays whatever is left out. Results call it by this number. */
  readonly index: number;
  readonly name: string;
  /** Its columns, by their places in {@link Variables.columns}: one, or several for a block. */
  readonly columns: readonly number[];
}

/** Samples of variables, column by column. */
export interface Variables {
  /** Number of samples, N. */
  readonly samples: number;
  readonly columns: readonly Column[];
  /** Those that take part, by ascending index. A search calls them by their places here, 0..n−1. */
  readonly variables: readonly Variable[];
  /** Columns that were left out because they cannot be analysed, by ascending index. */
  readonly leftOut: readonly DegenerateColumn[];
}

/** Each column as a variable of its own. */
export function separateVariables(samples: number, columns: readonly Column[]): Variables {
  const variables = columns.map(({ index, name }, at) => ({ index, name, columns: [at] }));
  return { samples, columns, variables, leftOut: [] };
}

/**
 * The variables without some of their columns. A variable that loses all its columns takes no part; one
 * that loses some keeps the others. Numbers and names stay.
 *
 * @param columns what is wrong with them, by their own index
 */
export function withoutColumns(all: Variables, columns: readonly DegenerateColumn[]): Variables {
  if (columns.length === 0) return all;
  const gone = new Set(columns.map(({ index }) => index));
  const kept = all.columns.flatMap(({ index }, place) => gone.has(index) ? [] : place);
  const places = new Map(kept.map((place, at) => [place, at]));
  return {
    samples: all.samples,
    columns: kept.map((place) => all.columns[place]!),
    variables: all.variables.map((variable) => ({
      ...variable,
      columns: variable.columns.flatMap((place) => places.get(place) ?? []),
    })).filter((variable) => variable.columns.length > 0),
    leftOut: [...all.leftOut, ...columns].sort((a, b) => a.index - b.index),
  };
}

/**
 * The variables at `places` by their own numbers.
 *
 * @example
 * ```ts
 * import { ownNumbers } from "@multiplet/multiplet/variables";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Column 1 was left out.
 * const variables = [{ index: 0, name: "a", columns: [0] }, { index: 2, name: "c", columns: [1] }];
 * deepEqual(ownNumbers(variables, [0, 1]), [0, 2]);
 * ```
 */
export function ownNumbers(variables: readonly Variable[], places: readonly number[]): number[] {
  return places.map((place) => variables[place]!.index);
}

/**
 * The places of variables that are given by their own numbers.
 *
 * @throws InformationError that names a number which no variable has
 * @example
 * ```ts
 * import { placesOf } from "@multiplet/multiplet/variables";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Column 1 was left out.
 * const variables = [{ index: 0, name: "a", columns: [0] }, { index: 2, name: "c", columns: [1] }];
 * deepEqual(placesOf(variables, [0, 2]), [0, 1]);
 * ```
 */
export function placesOf(variables: readonly Variable[], numbers: readonly number[]): number[] {
  return numbers.map((number) => {
    const place = variables.findIndex(({ index }) => index === number);
    if (place >= 0) return place;
    throw new InformationError(`No variable that takes part has the number ${number}`);
  });
}
