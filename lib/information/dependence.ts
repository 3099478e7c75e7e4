/** Linear dependence among columns as they are, before ranks: exact, where Ω is −∞, and nearly so. */
import { requireFiniteColumns } from "../variables/hygiene.ts";
import { requireOriginal } from "../variables/overwriting.ts";
import type { Column, ColumnValues } from "../variables/variables.ts";
import { choleskyInPlace, submatrix } from "./cholesky.ts";
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

/** Rounding errors of the columns involved, as a root of their sum of squares, that a residual may have. */
const ROUNDINGS = 2;

/** Residuals above this are no rounding errors: values that are so coarse say nothing about linear dependence. */
const MOST_RESIDUAL = 0.1;

/** A column that is worth a regression has a residual below so many rounding errors. */
const DOUBTFUL_ROUNDINGS = 64;

/** A column contributes to another if its part is above this share of the largest one, and above rounding errors. */
const LEAST_SHARE = 1e-6;

/**
 * The columns that the columns before them determine linearly: what is left of such a column is within the rounding
 * errors of the columns involved. Its standard deviation is at most 2 √Σ (βᵢ rᵢ)², with the rounding error rᵢ of each
 * column ({@link Column.resolution}) and its coefficient βᵢ (1 for the column itself), and at most a tenth of that of
 * the column; or below 10⁻⁷ of it. Examples are x₃ = x₁ + x₂, the outputs of a softmax, one-hot columns, and the
 * pre-activations of a layer with fewer inputs than units. In truth their Ω is −∞; an estimate is a number of the
 * samples only.
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
  return [...columnDependence(sampled).exact];
}

/** What columns have in common, as they are, before ranks. */
export interface ColumnDependence {
  /** As {@link linearDependences}. */
  readonly exact: readonly LinearDependence[];
  /** {@link nearDependence} of the correlations of the other columns. */
  readonly near: NearDependence | undefined;
}

/** {@link linearDependences}, and near dependence among the other columns. */
export function columnDependence(sampled: Sampled): ColumnDependence {
  const examined = toExamine(sampled);
  return examined ? dependenceIn(examined, soundCovariance(examined)) : NO_DEPENDENCE;
}

/** {@link columnDependence} on several threads. */
export async function columnDependenceOn(
  threads: ColumnThreads,
  sampled: Sampled,
): Promise<ColumnDependence> {
  if (!threads.suits(sampled)) return columnDependence(sampled);
  const examined = toExamine(sampled);
  return examined ? dependenceIn(examined, await threads.covariance(examined)) : NO_DEPENDENCE;
}

const NO_DEPENDENCE: ColumnDependence = { exact: [], near: undefined };

/** The columns, in a form whose products are numbers; `undefined` for no more samples than columns. */
function toExamine({ samples, columns }: Sampled): Sampled | undefined {
  requireFiniteColumns("A search for linear dependence", columns);
  if (samples <= columns.length) return undefined;
  requireOriginal("A search for linear dependence", columns);
  return { samples, columns: columns.map(conditioned) };
}

/** Powers of two beyond which squares of many values are no float64 any more. */
const LARGEST_POWER = 400;

/** A range of values below this share of the largest one is lost in the sums of a mean. */
const SMALL_RANGE = 1e-6;

/** A column that is scaled by a power of two, and moved to begin with 0, where its products need it. */
function conditioned(column: Column): Column {
  const { values, resolution } = column;
  let [lowest, highest] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const largest = Math.max(-lowest, highest);
  if (largest === 0) return column;
  const power = Math.floor(Math.log2(largest));
  const isExtreme = Math.abs(power) > LARGEST_POWER;
  if (!isExtreme && highest - lowest > SMALL_RANGE * largest) return column;
  // In two steps: a power of two beyond 1023 is no number.
  const half = isExtreme ? 2 ** -Math.trunc(power / 2) : 1;
  const scaled = (value: number) => value * half * half;
  const first = scaled(values[0]!);
  // What was rounded were the values before: their errors stay.
  const roundings = Math.max(scaled(resolution ?? 0), roundoffOf(column) * scaled(largest));
  return {
    ...column,
    values: Float64Array.from(values, (value) => scaled(value) - first),
    resolution: roundings,
    roundoff: 0,
  };
}

/** The largest relative rounding error of a column's values. */
function roundoffOf({ values, roundoff }: Column): number {
  return roundoff ?? (values instanceof Float32Array ? 2 ** -24 : 2 ** -53);
}

/** The largest rounding errors of a column's values, as a root mean square. */
function resolutionOf(column: Column): number {
  const { values, resolution = 0 } = column;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i]! ** 2;
  return Math.max(resolution, roundoffOf(column) * Math.sqrt(squares / values.length));
}

/** The dependence of columns, fewer than samples, with their covariance. */
function dependenceIn(examined: Sampled, covariance: Covariance): ColumnDependence {
  const { values, deviations } = standardised(covariance);
  const size = deviations.length;
  const whole = factorOf(values, size);
  const exact = exactDependences(examined, values, deviations, whole);
  const dependent = new Set(exact.map(({ column }) => column));
  const kept = Array.from({ length: size }, (_, i) => i).filter((i) => !dependent.has(i));
  const factored = dependent.size === 0
    ? whole
    : factorOf(submatrix(values, size, kept), kept.length);
  const near = nearIn(factored, kept.length, examined.samples, false);
  if (near === undefined) return { exact, near };
  // A few extreme rows alone can bring the correlations near 1; ranks do not know them.
  const members = near.members.slice(0, MOST_CONFIRMED)
    .filter(({ column }) => isNearInMostRows(examined, factored, kept, column, deviations))
    .map((one) => ({ ...one, column: kept[one.column]! }));
  const isConfirmed = near.members.length === 0 || members.length > 0;
  return { exact, near: isConfirmed ? { ...near, members } : undefined };
}

/** Most members of a near dependence that are looked at row by row. */
const MOST_CONFIRMED = 16;

/**
 * Whether others determine a column nearly, R² above 0.99, also in the median of the rows. Its regression on the
 * others has the coefficients −P_jk / P_jj, with P = R⁻¹.
 *
 * @param kept the columns of R
 * @param member position of the column among them
 */
function isNearInMostRows(
  examined: Sampled,
  { factor }: Factored,
  kept: readonly number[],
  member: number,
  deviations: Float64Array,
): boolean {
  const unit = new Float64Array(kept.length);
  unit[member] = 1;
  const row = solved(factor, kept.length, unit);
  const parts = kept.map((one, at) => [one, -row[at]! / row[member]!] as const)
    .filter((_, at) => at !== member);
  const { residuals, spreads } = inRows(examined, deviations, kept[member]!, parts);
  // More than half of the values are equal: there is no spread of most rows.
  if (median(spreads) === 0) return true;
  return median(residuals) <= Math.sqrt(1 - NEAR.rSquared) * median(spreads);
}

function exactDependences(
  examined: Sampled,
  correlations: Float64Array,
  deviations: Float64Array,
  factored: Factored,
): LinearDependence[] {
  const { columns } = examined;
  const roundings = columns.map((column, at) => resolutionOf(column) / deviations[at]!);
  const largest = roundings.reduce((most, one) => Math.max(most, one), 0);
  const doubtful = Math.min(0.5, Math.max(DOUBTFUL_RESIDUAL, DOUBTFUL_ROUNDINGS * largest));
  if (hasOwnParts(factored, columns.length, doubtful)) return [];
  return new Elimination(correlations, columns.length, doubtful).dependences(
    (column, residual, parts) => {
      const most = parts.reduce((found, [, part]) => Math.max(found, Math.abs(part)), 0);
      const least = Math.max(LEAST_SHARE, roundings[column]!) * most;
      const on = parts.filter(([, part]) => Math.abs(part) > least);
      const errors = on.reduce(
        (sum, [other, part]) => sum + (part * roundings[other]!) ** 2,
        roundings[column]! ** 2,
      );
      const rounding = Math.min(MOST_RESIDUAL, ROUNDINGS * Math.sqrt(errors));
      const tolerance = Math.max(LEAST_RESIDUAL, rounding);
      const exact = residual > DOUBTFUL_RESIDUAL || residual <= LEAST_RESIDUAL
        ? residual
        : residualFromSamples(examined, deviations, column, parts);
      const isDependent = exact <= tolerance &&
        isExactInMostRows(examined, deviations, column, parts);
      return isDependent ? on.map(([other]) => other) : undefined;
    },
  );
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
function hasOwnParts({ factor, added }: Factored, size: number, least: number): boolean {
  if (added > 0) return false;
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

/** Most rows that are looked at one by one. */
const MOST_ROWS = 1024;

/** What is left of a column without parts of others, row by row. */
interface Rows {
  /** Sizes of what is left, in standard deviations of the column. */
  readonly residuals: Float64Array;
  /** Roots of the sums of squares of the rounding errors of the column and of the parts. */
  readonly roundings: Float64Array;
  /** The same of their distances from the median of each column. */
  readonly distances: Float64Array;
  /** Distances of the column itself from its median. */
  readonly spreads: Float64Array;
}

/** {@link Rows} of at most 1,024 rows, evenly spread. */
function inRows(
  { samples, columns }: Sampled,
  deviations: Float64Array,
  column: number,
  parts: Parts,
): Rows {
  const count = Math.min(samples, MOST_ROWS);
  const empty = () => new Float64Array(count);
  const [residuals, roundings, distances, spreads] = [empty(), empty(), empty(), empty()];
  for (const [other, part] of [[column, -1] as const, ...parts]) {
    const { values, resolution = 0 } = columns[other]!;
    const roundoff = roundoffOf(columns[other]!);
    const scale = part / deviations[other]!;
    const own = Float64Array.from(
      { length: count },
      (_, i) => values[Math.floor(i * samples / count)]!,
    );
    const centre = median(own);
    for (let i = 0; i < count; i++) {
      const [value, distance] = [own[i]!, own[i]! - centre];
      residuals[i]! += scale * distance;
      roundings[i]! += (scale * Math.max(resolution, roundoff * Math.abs(value))) ** 2;
      distances[i]! += (scale * distance) ** 2;
      if (other === column) spreads[i] = Math.abs(scale * distance);
    }
  }
  // The intercept of medians is not that of the regression.
  const centre = median(residuals);
  return {
    residuals: residuals.map((one) => Math.abs(one - centre)),
    roundings: roundings.map(Math.sqrt),
    distances: distances.map(Math.sqrt),
    spreads,
  };
}

/**
 * Whether what is left of a column is within rounding errors in the median of the rows: a value that is far from
 * all others in many columns, such as a mask, brings their correlations within rounding errors of 1.
 */
function isExactInMostRows(
  examined: Sampled,
  deviations: Float64Array,
  column: number,
  parts: Parts,
): boolean {
  const { residuals, roundings, distances } = inRows(examined, deviations, column, parts);
  const excess = residuals.map((residual, i) =>
    residual === 0
      ? 0
      : residual / Math.max(ROUNDINGS * roundings[i]!, LEAST_RESIDUAL * distances[i]!)
  );
  return median(excess) <= MOST_EXCESS;
}

/** Times the tolerance that is left in the median of the rows; a few extreme rows make coefficients inexact. */
const MOST_EXCESS = 2;

/** The upper median. */
function median(values: Float64Array): number {
  return values.toSorted()[values.length >> 1]!;
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

/** Times 1/N: ranks of N samples of exactly dependent columns have a smallest eigenvalue of about 1.2/N. */
const OF_RANKS = 3;

/** Samples per column from which eigenvalues of ranks are judged by the number of samples. */
const ENOUGH_SAMPLES = 10;

/**
 * The columns that others nearly determine, if the smallest eigenvalue of the correlation matrix R is below 10⁻³
 * times that of independent columns, (1 − √(n/N))²; else `undefined`. R² of column j given all others is
 * 1 − 1/(R⁻¹)_jj, adjusted for the number of samples. The synergy of such a set is a property of small differences:
 * the ranks and the number of samples bias it.
 *
 * @param correlations n × n, row-major, 1 on the diagonal
 * @param samples N. Default: the correlations are known exactly
 * @param ofRanks true for correlations of ranks: those of N samples of dependent columns have an eigenvalue of about
 *   1/N, so that up to 3/N is reported from 10 samples per column on. Default false
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
  samples = Infinity,
  ofRanks = false,
): NearDependence | undefined {
  return nearIn(factorOf(correlations, size), size, samples, ofRanks);
}

/** {@link nearDependence} of a factored matrix. */
function nearIn(
  { factor, added }: Factored,
  size: number,
  samples: number,
  ofRanks: boolean,
): NearDependence | undefined {
  const smallestEigenvalue = Math.max(0, smallestEigenvalueOf(factor, size) - added);
  const ranked = ofRanks && samples >= ENOUGH_SAMPLES * size ? OF_RANKS / samples : 0;
  const byChance = (1 - Math.sqrt(Math.min(1, size / samples))) ** 2;
  if (smallestEigenvalue >= Math.max(NEAR.eigenvalue * byChance, ranked)) return undefined;
  const adjusted = samples === Infinity ? 1 : (samples - 1) / (samples - size);
  const members = [...inverseDiagonal(factor, size)]
    .map((value, column) => ({ column, rSquared: 1 - adjusted / value }))
    .filter(({ rSquared }) => rSquared > NEAR.rSquared)
    .sort((a, b) => b.rSquared - a.rSquared || a.column - b.column);
  return { smallestEigenvalue, members };
}

/** What is added to the diagonal of a matrix that is singular within rounding errors. */
const RIDGE = 1e-9;

/** The lower factor of R, or of R + 10⁻⁹ I where R has none; `added` is then 10⁻⁹, else 0. */
interface Factored {
  readonly factor: Float64Array;
  readonly added: number;
}

function factorOf(correlations: Float64Array, size: number): Factored {
  const factor = correlations.slice();
  if (choleskyInPlace(factor, size) < 0) return { factor, added: 0 };
  factor.set(correlations);
  for (let i = 0; i < size; i++) factor[i * size + i]! += RIDGE;
  choleskyInPlace(factor, size);
  return { factor, added: RIDGE };
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
