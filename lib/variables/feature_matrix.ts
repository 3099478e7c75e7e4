/**
 * Samples as rows: the form in which files and callers have them.
 * @module
 */
import { InformationError } from "./errors.ts";
import { type Column, type ColumnValues, separateVariables, type Variables } from "./variables.ts";

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
  requireShape(features);
  const { samples, variables: width, values, names } = features;
  const columns = Array.from({ length: width }, (_, index): Column => ({
    index,
    name: names?.[index] ?? `x${index}`,
    values: values instanceof Float32Array ? new Float32Array(samples) : new Float64Array(samples),
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
  return separateVariables(samples, columns);
}

/** Throws an {@link InformationError} unless the sizes of `features` agree with each other. */
export function requireShape({ samples, variables, values, names }: FeatureMatrix): void {
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
