/**
 * The samples that everything here starts from.
 * @module
 */
import { InformationError } from "./errors.ts";

/** Samples of several variables, for example the neurons of one layer: one row a sample. */
export interface FeatureMatrix {
  /** Number of rows, N. At least 2. */
  readonly samples: number;
  /** Number of columns, n. At least 1. */
  readonly variables: number;
  /** `samples × variables`, row-major: variable j of sample i lies at `i·variables + j`. */
  readonly values: Float32Array | Float64Array;
  /** One name a column, for messages and reports. */
  readonly names?: readonly string[];
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

/** Column `index`, copied. */
export function columnValues(features: FeatureMatrix, index: number): Float64Array {
  const { samples, variables, values } = features;
  const column = new Float64Array(samples);
  for (let i = 0; i < samples; i++) column[i] = values[i * variables + index]!;
  return column;
}

/** The columns as one matrix, copied: the inverse of {@link columnValues}. */
export function fromColumns(
  columns: readonly Float64Array[],
  samples: number,
  names: readonly string[] | undefined,
): FeatureMatrix {
  const variables = columns.length;
  const values = new Float64Array(samples * variables);
  columns.forEach((column, j) => {
    for (let i = 0; i < samples; i++) values[i * variables + j] = column[i]!;
  });
  return { samples, variables, values, ...(names === undefined ? {} : { names }) };
}

/** The columns `indices`, in that order, as a matrix of their own. */
export function selectColumns(features: FeatureMatrix, indices: readonly number[]): FeatureMatrix {
  const { samples, names } = features;
  const columns = indices.map((index) => columnValues(features, index));
  return fromColumns(columns, samples, names && indices.map((index) => names[index]!));
}
