/**
 * Variables, the elements of multiplets, with one or several columns of numbers each; and the conversion of
 * rows of samples, and of activations of a layer, into columns.
 */
import type { LayerActivations } from "../models/forward.ts";
import { sharedZeros } from "../system/workers/in_parallel.ts";
import { type DegenerateColumn, InformationError, NUMBERS_END } from "./errors.ts";

/** The values of a column. */
export type ColumnValues = Float32Array | Float64Array;

/** One column of numbers. */
export interface Column {
  /** Its number in its file or layer. */
  readonly index: number;
  /** For messages and reports. */
  readonly name: string;
  /** One per sample. */
  readonly values: ColumnValues;
  /**
   * The largest rounding error of its values, such as half a unit of the last decimal; `linearDependences` judges by
   * it and by `roundoff`. Default 0.
   */
  readonly resolution?: number | undefined;
  /**
   * The largest relative rounding error of its values: half of ε of a floating-point type, 0 for integers. Default:
   * that of the number type of `values`.
   */
  readonly roundoff?: number | undefined;
}

/** An element of multiplets. */
export interface Variable {
  /** Its own number, which results use; it does not change when others are left out. */
  readonly index: number;
  /** For messages and reports. */
  readonly name: string;
  /** Its columns, by their positions in {@link Variables.columns}: one, or several for a block. */
  readonly columns: readonly number[];
  /** Of principal components: their share of the variance of what they stand for, 0..1. */
  readonly varianceShare?: number;
}

/**
 * Samples of variables, column by column. They must not change after they were analysed: results computed
 * from them are cached by identity.
 */
export interface Variables {
  /** Number of samples, N. */
  readonly samples: number;
  /** All columns of the variables. */
  readonly columns: readonly Column[];
  /** The variables to analyse, by ascending index. Searches use their positions in this list, 0..n−1. */
  readonly variables: readonly Variable[];
  /** Columns that were left out because they cannot be analysed, by ascending index. */
  readonly leftOut: readonly DegenerateColumn[];
  /**
   * Permission to replace the values of columns in float32, in their own memory, by others that have the same order
   * and the same ties: an analysis by ranks then needs no memory for the ranks. If an analysis is aborted, do not use
   * these values again. Default: values are not changed.
   */
  readonly overwritable?: true;
}

/**
 * The variables, checked, without unused columns.
 *
 * @throws InformationError that says what does not fit: columns of other lengths than the number of samples,
 *   numbers that are no integers from 0 on or that occur twice, variables that do not ascend, have no column,
 *   one that does not exist or one of another variable
 * @example
 * ```ts
 * import { checkedVariables } from "@multiplet/multiplet/variables";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const columns = [4, 7].map((index) => ({ index, name: `x${index}`, values: new Float32Array(2) }));
 * const variables = [{ index: 0, name: "second", columns: [1] }];
 * const checked = checkedVariables({ samples: 2, columns, variables, leftOut: [] });
 * deepEqual(checked.columns.map(({ index }) => index), [7]);
 * deepEqual(checked.variables[0]!.columns, [0]);
 * ```
 */
export function checkedVariables(all: Variables): Variables {
  const { samples, columns, variables } = all;
  const refuse = (what: string) =>
    new InformationError(`These variables do not fit together: ${what}`);
  if (!Number.isSafeInteger(samples) || samples < 2) {
    throw refuse(`at least 2 samples are needed, got ${samples}`);
  }
  if (variables.length === 0) throw refuse("at least one variable is needed, got none");
  const numbers = new Set<number>();
  for (const { index, name, values } of columns) {
    if (values.length !== samples) {
      throw refuse(`column "${name}" has ${values.length} values, there are ${samples} samples`);
    }
    if (!Number.isSafeInteger(index) || index < 0) {
      throw refuse(`column "${name}" has number ${index}`);
    }
    if (numbers.has(index)) throw refuse(`two columns have the number ${index}`);
    numbers.add(index);
  }
  const used = new Set<number>();
  let before = -1;
  for (const { index, name, columns: own } of variables) {
    if (!Number.isSafeInteger(index) || index <= before || index >= NUMBERS_END) {
      throw refuse(
        `numbers of variables are integers below 2^20 and ascend, got ${index} ("${name}")`,
      );
    }
    before = index;
    if (own.length === 0) throw refuse(`variable ${index} ("${name}") has no column`);
    for (const at of own) {
      if (columns[at] === undefined) throw refuse(`variable "${name}" has no column ${at}`);
      if (used.has(at)) throw refuse(`column "${columns[at].name}" is used twice`);
      used.add(at);
    }
  }
  return used.size === columns.length ? all : withColumnsAt(all, [...used].sort((a, b) => a - b));
}

/** The variables with the columns at these positions alone. */
function withColumnsAt(all: Variables, kept: readonly number[]): Variables {
  const positions = new Map(kept.map((position, at) => [position, at]));
  return {
    ...all,
    columns: kept.map((position) => all.columns[position]!),
    variables: all.variables.map((variable) => ({
      ...variable,
      columns: variable.columns.flatMap((position) => positions.get(position) ?? []),
    })).filter((variable) => variable.columns.length > 0),
  };
}

/** Each column as a variable of its own. */
export function separateVariables(samples: number, columns: readonly Column[]): Variables {
  const variables = columns.map(({ index, name }, at) => ({ index, name, columns: [at] }));
  return { samples, columns, variables, leftOut: [] };
}

/**
 * The variables without some of their columns. A variable that loses all its columns is left out; one that
 * loses some keeps the others. Numbers and names do not change.
 *
 * @param columns the columns to leave out, by their own index, with the reasons
 */
export function withoutColumns(all: Variables, columns: readonly DegenerateColumn[]): Variables {
  if (columns.length === 0) return all;
  const gone = new Set(columns.map(({ index }) => index));
  return {
    ...withColumnsAt(all, all.columns.flatMap(({ index }, at) => gone.has(index) ? [] : at)),
    leftOut: [...all.leftOut, ...columns].sort((a, b) => a.index - b.index),
  };
}

/**
 * Some of the variables, with their columns alone.
 *
 * @param numbers own numbers of variables, each of an existing one
 */
export function someVariables(all: Variables, numbers: Iterable<number>): Variables {
  const wanted = new Set(numbers);
  const variables = all.variables.filter(({ index }) => wanted.has(index));
  const used = variables.flatMap(({ columns }) => columns).sort((a, b) => a - b);
  return withColumnsAt({ ...all, variables }, used);
}

/**
 * The own numbers of the variables at `positions`.
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
export function ownNumbers(variables: readonly Variable[], positions: readonly number[]): number[] {
  return positions.map((position) => variables[position]!.index);
}

/**
 * The positions of variables that are given by their own numbers.
 *
 * @throws InformationError that names a number which no variable has
 * @example
 * ```ts
 * import { positionsOf } from "@multiplet/multiplet/variables";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Column 1 was left out.
 * const variables = [{ index: 0, name: "a", columns: [0] }, { index: 2, name: "c", columns: [1] }];
 * deepEqual(positionsOf(variables, [0, 2]), [0, 1]);
 * ```
 */
export function positionsOf(variables: readonly Variable[], numbers: readonly number[]): number[] {
  return numbers.map((number) => {
    const position = variables.findIndex(({ index }) => index === number);
    if (position >= 0) return position;
    throw new InformationError(`No variable of the system has the number ${number}`);
  });
}

/** Samples of several columns, for example the activations of one layer: one row per sample. */
export interface FeatureMatrix {
  /** Number of rows, N. At least 2. */
  readonly samples: number;
  /** Number of columns, n. At least 1. */
  readonly variables: number;
  /** `samples × variables`, row-major: column j of sample i lies at `i·variables + j`. */
  readonly values: ColumnValues;
  /** One name per column, for messages and reports. */
  readonly names?: readonly string[];
}

/** Rows and columns that are transposed together: both sides of such a tile stay in the cache. */
const TILE = 32;

/**
 * The columns of a matrix, each a variable of its own: copied once, in the number type of the matrix.
 * Columns without names are called x0, x1, …
 *
 * @throws InformationError when the sizes of `features` do not agree with each other
 * @example
 * ```ts
 * import { toVariables } from "@multiplet/multiplet/variables";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float32Array.of(1, 2, 3, 4, 5, 6); // Three samples of two columns.
 * const { columns, variables } = toVariables({ samples: 3, variables: 2, values });
 * deepEqual(columns.map((column) => [...column.values]), [[1, 3, 5], [2, 4, 6]]);
 * deepEqual(variables[1], { index: 1, name: "x1", columns: [1] });
 * ```
 */
export function toVariables(features: FeatureMatrix): Variables {
  return separateVariables(
    features.samples,
    columnsOf(features, false),
  );
}

/** {@link toVariables} for an analysis that owns the copy: in shared memory, and overwritable. */
export function toOwnVariables(features: FeatureMatrix): Variables {
  const columns = columnsOf(features, true);
  return { ...separateVariables(features.samples, columns), overwritable: true };
}

/** @param shared whether the columns are in shared memory */
function columnsOf(features: FeatureMatrix, shared: boolean): Column[] {
  requireShape(features);
  const { samples, variables: width, values, names } = features;
  const zeros = (): ColumnValues => {
    if (values instanceof Float32Array) {
      return shared ? sharedZeros(Float32Array, samples) : new Float32Array(samples);
    }
    return shared ? sharedZeros(Float64Array, samples) : new Float64Array(samples);
  };
  const columns = Array.from({ length: width }, (_, index): Column => ({
    index,
    name: names?.[index] ?? `x${index}`,
    values: zeros(),
  }));
  for (let first = 0; first < samples; first += TILE) {
    const end = Math.min(first + TILE, samples);
    for (let from = 0; from < width; from += TILE) {
      const to = Math.min(from + TILE, width);
      for (let j = from; j < to; j++) {
        const column = columns[j]!.values;
        for (let i = first; i < end; i++) column[i] = values[i * width + j]!;
      }
    }
  }
  return columns;
}

/** Throws an {@link InformationError} unless the sizes of `features` agree with each other. */
function requireShape({ samples, variables, values, names }: FeatureMatrix): void {
  if (!Number.isSafeInteger(samples) || samples < 2) {
    throw new InformationError(`A feature matrix needs at least 2 samples, got ${samples}`);
  }
  if (!Number.isSafeInteger(variables) || variables < 1) {
    throw new InformationError(`A feature matrix needs at least 1 variable, got ${variables}`);
  }
  if (values.length !== samples * variables) {
    throw new InformationError(
      `A feature matrix of ${samples} samples and ${variables} variables has ` +
        `${samples * variables} values, got ${values.length}`,
    );
  }
  if (names !== undefined && names.length !== variables) {
    throw new InformationError(
      `A feature matrix of ${variables} variables needs as many names, got ${names.length}`,
    );
  }
}

/** The activations of one layer, one variable per unit. */
export interface LayerVariables extends Variables {
  /** Name of the layer. */
  readonly layer: string;
}

/**
 * Pre-activations of a layer, one variable per unit, e.g. `fc1[3]`; its columns, if several, are `conv1[3].0`
 * and so on.
 *
 * @example
 * ```ts
 * import { activations, mlp } from "@multiplet/multiplet/models";
 * import { layerVariables } from "@multiplet/multiplet/variables";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const parameters = [{ weights: Float32Array.of(1, -1), biases: Float32Array.of(0, 0.5) }];
 * const inputs = Float32Array.of(2, 3);
 * const samples = { count: 2, features: 1, inputs, labels: Uint8Array.of(0, 1) };
 * const [output] = activations(mlp([1, 2]), parameters, samples).map(layerVariables);
 * deepEqual(output!.columns.map(({ name, values }) => [name, [...values]]), [
 *   ["fc_out[0]", [2, 3]],
 *   ["fc_out[1]", [-1.5, -2.5]],
 * ]);
 * ```
 */
export function layerVariables(
  { layer, samples, preActivations }: LayerActivations,
): LayerVariables {
  const { name, units, columnsPerUnit: width } = layer;
  const unitNames = Array.from({ length: units }, (_, unit) => `${name}[${unit}]`);
  const variables = unitNames.map((unit, index) => ({
    index,
    name: unit,
    columns: Array.from({ length: width }, (_, at) => index * width + at),
  }));
  const columns = toVariables({
    samples,
    variables: units * width,
    values: preActivations,
    names: width === 1
      ? unitNames
      : unitNames.flatMap((unit) => Array.from({ length: width }, (_, at) => `${unit}.${at}`)),
  });
  return { ...columns, variables, layer: name };
}
