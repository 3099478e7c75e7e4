/** Linear dependence among columns as they are, before ranks: exact, where Ω is −∞, and nearly so. */
import { requireFiniteColumns } from "../variables/hygiene.ts";
import { requireOriginal } from "../variables/overwriting.ts";
import type { Column, ColumnValues } from "../variables/variables.ts";
import { choleskyInPlace } from "./cholesky.ts";
import type { ColumnThreads } from "./column_threads.ts";
import { type Covariance, type Sampled, soundCovariance } from "./covariance.ts";

/** A column that others determine linearly. */
export interface LinearDependence {
  /** Position of the column. */
  readonly column: number;
  /** Positions of the earlier columns that determine it, ascending. */
  readonly on: readonly number[];
}

/** Residuals below this, in standard deviations, are not told apart from 0 in a matrix of products. */
const LEAST_RESIDUAL = 1e-7;

/** Residuals below this are computed from the samples: a matrix of products of many samples is not exact enough. */
const DOUBTFUL_RESIDUAL = 1e-5;

/** Largest rounding errors of the columns involved, as a root of their sum of squares, that a residual may have. */
const ROUNDINGS = 2;

/** A column that is worth a regression has a residual below so many rounding errors. */
const DOUBTFUL_ROUNDINGS = 64;

/** A column contributes to another if its part is above this share of the largest one. */
const LEAST_SHARE = 1e-3;

/**
 * The columns that the columns before them determine linearly: what is left of such a column is within the rounding
 * errors of the columns involved. Its standard deviation is at most 2 √Σ (βᵢ rᵢ)², with the largest rounding error rᵢ
 * of each column ({@link Column.resolution}) and its coefficient βᵢ (1 for the column itself); or below 10⁻⁷ of that
 * of the column. Examples are x₃ = x₁ + x₂, the outputs of a softmax, one-hot columns, and the pre-activations of
 * a layer with fewer inputs than units. In truth their Ω is −∞; an estimate is a number of the samples only.
 *
 * Ranks hide such a dependence: look for it before them. With fewer samples than columns, each set of N or more
 * columns is dependent, and the result is empty: ask for fewer columns.
 *
 * @throws DegenerateColumnsError that lists the columns with a NaN or an infinity
 * @example
 * ```ts
 * import { linearDependences, toVariables } from "@multiplet/multiplet/information";
 * import { normals, randomSource } from "@multiplet/multiplet/random";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const random = randomSource(1);
 * const [a, b] = [normals(100, random), normals(100, random)];
 * const values = Float64Array.from({ length: 300 }, (_, at) => {
 *   const row = Math.floor(at / 3);
 *   return [a[row]!, b[row]!, a[row]! + b[row]!][at % 3]!;
 * });
 * const found = linearDependences(toVariables({ samples: 100, variables: 3, values }));
 * deepEqual(found, [{ column: 2, on: [0, 1] }]);
 * ```
 */
export function linearDependences(sampled: Sampled): LinearDependence[] {
  requireFiniteColumns("A search for linear dependence", sampled.columns);
  if (sampled.samples <= sampled.columns.length) return [];
  return dependencesIn(sampled, soundCovariance(sampled));
}

/** {@link linearDependences} on several threads. */
export async function linearDependencesOn(
  threads: ColumnThreads,
  sampled: Sampled,
): Promise<LinearDependence[]> {
  const { samples, columns } = sampled;
  if (samples <= columns.length || !threads.suits(sampled)) return linearDependences(sampled);
  requireFiniteColumns("A search for linear dependence", columns);
  return dependencesIn(sampled, await threads.covariance(sampled));
}

/** The dependences of finite columns, fewer than samples, with their covariance. */
function dependencesIn(sampled: Sampled, covariance: Covariance): LinearDependence[] {
  const { columns } = sampled;
  requireOriginal("A search for linear dependence", columns);
  const { values, deviations } = standardised(covariance);
  const roundings = columns.map((column, at) => resolutionOf(column) / deviations[at]!);
  const largest = roundings.reduce((most, one) => Math.max(most, one), 0);
  const doubtful = Math.min(0.5, Math.max(DOUBTFUL_RESIDUAL, DOUBTFUL_ROUNDINGS * largest));
  if (hasOwnParts(values, columns.length, doubtful)) return [];
  return new Elimination(values, columns.length, doubtful).dependences(
    (column, residual, parts) => {
      const most = parts.reduce((found, [, part]) => Math.max(found, Math.abs(part)), 0);
      const on = parts.filter(([, part]) => Math.abs(part) > LEAST_SHARE * most);
      const errors = on.reduce(
        (sum, [other, part]) => sum + (part * roundings[other]!) ** 2,
        roundings[column]! ** 2,
      );
      const tolerance = Math.max(LEAST_RESIDUAL, ROUNDINGS * Math.sqrt(errors));
      const exact = residual > DOUBTFUL_RESIDUAL || residual <= LEAST_RESIDUAL
        ? residual
        : residualFromSamples(sampled, deviations, column, parts);
      return exact <= tolerance ? on.map(([other]) => other) : undefined;
    },
  );
}

/** The largest rounding error of a column's values. */
function resolutionOf({ values, resolution }: Column): number {
  if (resolution !== undefined) return resolution;
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest * (values instanceof Float32Array ? 2 ** -24 : 2 ** -53);
}

/** The correlations, and the standard deviations by which covariances were divided. */
function standardised({ values, columnCount: size }: Covariance) {
  const deviations = Float64Array.from(
    { length: size },
    (_, i) => Math.sqrt(values[i * size + i]!),
  );
  const correlations = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const at = i * size + j;
      correlations[at] = i === j ? 1 : values[at]! / (deviations[i]! * deviations[j]!);
    }
  }
  return { values: correlations, deviations };
}

/** True if what is left of each column, given those before it, is above `least` standard deviations. */
function hasOwnParts(correlations: Float64Array, size: number, least: number): boolean {
  const factor = correlations.slice();
  if (choleskyInPlace(factor, size) >= 0) return false;
  for (let i = 0; i < size; i++) if (factor[i * size + i]! <= least) return false;
  return true;
}

/** Columns with the parts of a column that they explain, in standard deviations. */
type Parts = (readonly [column: number, part: number])[];

/** A Cholesky factorisation that leaves out dependent columns. */
class Elimination {
  /** Columns that are not dependent, and their rows of the factor. */
  private readonly kept: number[] = [];
  private readonly rows: Float64Array[] = [];

  /** @param doubtful residual below which a column may be dependent */
  constructor(
    private readonly correlations: Float64Array,
    private readonly size: number,
    private readonly doubtful: number,
  ) {}

  /**
   * @param judge receives a column, what is left of it given the kept ones, and their parts; returns the columns
   *   that determine it, or `undefined` if it is not dependent
   */
  dependences(
    judge: (column: number, residual: number, parts: Parts) => number[] | undefined,
  ): LinearDependence[] {
    const found: LinearDependence[] = [];
    for (let column = 0; column < this.size; column++) {
      const row = this.rowOf(column);
      const left = row.reduce((rest, value) => rest - value * value, 1);
      const residual = Math.sqrt(Math.max(0, left));
      const on = residual <= this.doubtful ? judge(column, residual, this.partsOf(row)) : undefined;
      if (on !== undefined) {
        found.push({ column, on });
        continue;
      }
      this.kept.push(column);
      this.rows.push(Float64Array.of(...row, residual));
    }
    return found;
  }

  /** L⁻¹ r, r the correlations of a column with the kept ones. */
  private rowOf(column: number): Float64Array {
    const row = new Float64Array(this.kept.length);
    for (let i = 0; i < row.length; i++) {
      const own = this.rows[i]!;
      let sum = this.correlations[column * this.size + this.kept[i]!]!;
      for (let k = 0; k < i; k++) sum -= own[k]! * row[k]!;
      row[i] = sum / own[i]!;
    }
    return row;
  }

  /** L⁻ᵀ w: the coefficients of the regression on the kept columns. */
  private partsOf(row: Float64Array): Parts {
    const rest = row.slice();
    for (let i = rest.length - 1; i >= 0; i--) {
      const own = this.rows[i]!;
      const part = rest[i] = rest[i]! / own[i]!;
      for (let k = 0; k < i; k++) rest[k] = rest[k]! - own[k]! * part;
    }
    return this.kept.map((column, at) => [column, rest[at]!] as const);
  }
}

/** Standard deviation of what is left of a column without `parts` of others, from the samples themselves. */
function residualFromSamples(
  { samples, columns }: Sampled,
  deviations: Float64Array,
  column: number,
  parts: Parts,
): number {
  const rest = new Float64Array(samples);
  const add = (at: number, factor: number) => {
    const { values } = columns[at]!;
    const mean = meanFrom(values);
    const scale = factor / deviations[at]!;
    for (let i = 0; i < samples; i++) rest[i]! += scale * (values[i]! - mean);
  };
  add(column, 1);
  for (const [other, part] of parts) add(other, -part);
  const mean = meanFrom(rest);
  const squares = rest.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (samples - 1));
}

/** The mean; sums of many samples are taken relative to the first one, which keeps their digits. */
function meanFrom(values: ColumnValues): number {
  const first = values[0]!;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! - first;
  return first + sum / values.length;
}

/** Columns that others nearly determine. */
export interface NearDependence {
  /** Smallest eigenvalue of the correlation matrix. */
  readonly smallestEigenvalue: number;
  /** Columns with R² above 0.99 given all others, highest first. */
  readonly members: readonly { readonly column: number; readonly rSquared: number }[];
}

/** Eigenvalues below this are reported, and members with R² above the other. */
const NEAR = { eigenvalue: 1e-3, rSquared: 0.99 };

/**
 * The columns that others nearly determine, if the smallest eigenvalue of the correlation matrix R is below 10⁻³;
 * else `undefined`. R² of column j given all others is 1 − 1/(R⁻¹)_jj. The synergy of such a set is a property of
 * small differences: the ranks and the number of samples bias it.
 *
 * @param correlations n × n, row-major, positive definite, 1 on the diagonal
 * @example
 * ```ts
 * import { nearDependence } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
 * const close = nearDependence(Float64Array.of(1, 0.9995, 0.9995, 1), 2)!;
 * equal(close.smallestEigenvalue.toFixed(6), "0.000500");
 * deepEqual(close.members.map(({ column, rSquared }) => [column, rSquared.toFixed(4)]), [
 *   [0, "0.9990"],
 *   [1, "0.9990"],
 * ]);
 * equal(nearDependence(Float64Array.of(1, 0.9, 0.9, 1), 2), undefined);
 * ```
 */
export function nearDependence(
  correlations: Float64Array,
  size: number,
): NearDependence | undefined {
  const factor = correlations.slice();
  if (choleskyInPlace(factor, size) >= 0) return undefined;
  const smallestEigenvalue = smallestEigenvalueOf(factor, size);
  if (smallestEigenvalue >= NEAR.eigenvalue) return undefined;
  const members = [...inverseDiagonal(factor, size)]
    .map((value, column) => ({ column, rSquared: 1 - 1 / value }))
    .filter(({ rSquared }) => rSquared > NEAR.rSquared)
    .sort((a, b) => b.rSquared - a.rSquared || a.column - b.column);
  return { smallestEigenvalue, members };
}

/** Most steps of the inverse iteration; each is at least as near as the one before. */
const MOST_STEPS = 200;

/** Smallest eigenvalue of the matrix with the lower factor L, by inverse iteration. */
function smallestEigenvalueOf(factor: Float64Array, size: number): number {
  // No vector of a structured matrix is orthogonal to these irregular numbers.
  let vector = Float64Array.from({ length: size }, (_, i) => 1 + Math.sin(1 + i * i));
  let before = Infinity;
  for (let step = 0; step < MOST_STEPS; step++) {
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    vector = vector.map((value) => value / length);
    const next = solved(factor, size, vector);
    // vᵀ R⁻¹ v, the inverse of an eigenvalue.
    const eigenvalue = 1 / vector.reduce((sum, value, i) => sum + value * next[i]!, 0);
    if (Math.abs(before - eigenvalue) <= 1e-9 * eigenvalue) return eigenvalue;
    [before, vector] = [eigenvalue, next];
  }
  return before;
}

/** R⁻¹ v. */
function solved(
  factor: Float64Array,
  size: number,
  vector: Float64Array,
): Float64Array<ArrayBuffer> {
  const result = Float64Array.from(vector);
  for (let i = 0; i < size; i++) {
    const row = i * size;
    let sum = result[i]!;
    for (let k = 0; k < i; k++) sum -= factor[row + k]! * result[k]!;
    result[i] = sum / factor[row + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    const row = i * size;
    const value = result[i] = result[i]! / factor[row + i]!;
    for (let k = 0; k < i; k++) result[k] = result[k]! - factor[row + k]! * value;
  }
  return result;
}

/** The diagonal of R⁻¹ = L⁻ᵀ L⁻¹: sums of squares of the columns of L⁻¹. */
function inverseDiagonal(factor: Float64Array, size: number): Float64Array {
  const column = new Float64Array(size);
  return Float64Array.from({ length: size }, (_, j) => {
    let squares = 0;
    for (let i = j; i < size; i++) {
      const row = i * size;
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= factor[row + k]! * column[k]!;
      const value = column[i] = sum / factor[row + i]!;
      squares += value * value;
    }
    return squares;
  });
}
