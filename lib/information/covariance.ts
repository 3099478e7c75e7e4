/**
 * Sample covariance: the one thing that Gaussian measures and searches start from.
 * @module
 */
import { requireFiniteColumns } from "./degenerate_columns.ts";
import type { FeatureMatrix } from "./feature_matrix.ts";

/** Covariances of n columns. */
export interface Covariance {
  /** Number of columns, n. */
  readonly order: number;
  /** `order × order`, row-major, symmetric. */
  readonly values: Float64Array;
  /**
   * Number of samples it was estimated from, N; bias corrections depend on it. `Infinity`: known
   * exactly, without bias.
   */
  readonly samples: number;
  /** One name a column, for messages and reports. */
  readonly names?: readonly string[];
  /** The label of the class whose samples these are; absent for all samples. */
  readonly label?: number;
}

/**
 * Sample covariance with N − 1 in the denominator, in two passes (means first).
 *
 * @throws DegenerateColumnsError that lists the columns with a NaN or an infinity
 * @example
 * ```ts
 * import { covariance } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(1, 2, 2, 2, 3, 5); // (1, 2), (2, 2), (3, 5)
 * deepEqual([...covariance({ samples: 3, variables: 2, values }).values], [1, 1.5, 1.5, 3]);
 * ```
 */
export function covariance(features: FeatureMatrix): Covariance {
  requireFiniteColumns("A covariance", features);
  const { samples, variables: order, values, names } = features;
  const means = columnMeans(features);
  const sums = new Float64Array(order * order);
  const centred = new Float64Array(order);
  for (let sample = 0; sample < samples; sample++) {
    for (let i = 0; i < order; i++) {
      const deviation = values[sample * order + i]! - means[i]!;
      centred[i] = deviation;
      for (let j = 0; j <= i; j++) sums[i * order + j]! += deviation * centred[j]!;
    }
  }
  for (let i = 0; i < order; i++) {
    for (let j = 0; j <= i; j++) {
      const value = sums[i * order + j]! / (samples - 1);
      sums[i * order + j] = value;
      sums[j * order + i] = value;
    }
  }
  return { order, values: sums, samples, ...(names === undefined ? {} : { names }) };
}

/** The mean of every column. */
export function columnMeans({ samples, variables, values }: FeatureMatrix): Float64Array {
  const means = new Float64Array(variables);
  for (let at = 0; at < values.length; at++) means[at % variables]! += values[at]!;
  return means.map((sum) => sum / samples);
}
