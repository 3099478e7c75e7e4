/** Covariances, estimated or known, and their Cholesky factors: the basis of Gaussian measures and searches. */
import { blockPairs, columnBlocks } from "../kernels/column_blocks.ts";
import { crossProducts, writeProducts } from "../kernels/cross_products.ts";
import {
  InformationError,
  NotPositiveDefiniteError,
  TooFewSamplesError,
} from "../variables/errors.ts";
import { requireFiniteColumns } from "../variables/hygiene.ts";
import type { Column, Variables } from "../variables/variables.ts";
import { choleskyInPlace, submatrix } from "./cholesky.ts";
import { columnMean, meanOf, numbersOf } from "./scored_columns.ts";

export { meanOf };

/** Columns of samples, from which a covariance is estimated. */
export type Sampled = Pick<Variables, "samples" | "columns">;

/** Covariances of n columns. */
export interface Covariance {
  /** Number of columns, n. */
  readonly columnCount: number;
  /** `columnCount × columnCount`, row-major, symmetric. */
  readonly values: Float64Array;
  /**
   * Number of samples it was estimated from, N; bias corrections depend on it. `Infinity`: known
   * exactly, without bias.
   */
  readonly samples: number;
  /** One name per column, for messages and reports. */
  readonly names?: readonly string[];
  /** The own number of each column, for messages. Default: its position. */
  readonly indices?: readonly number[];
  /** The label of the class whose samples these are; absent for all samples. */
  readonly label?: number;
}

/**
 * Sample covariance with N − 1 in the denominator, in two passes (means first).
 *
 * @throws DegenerateColumnsError that lists the columns with a NaN or an infinity
 * @example
 * ```ts
 * import { covariance, toVariables } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(1, 2, 2, 2, 3, 5); // (1, 2), (2, 2), (3, 5)
 * const columns = toVariables({ samples: 3, variables: 2, values });
 * deepEqual([...covariance(columns).values], [1, 1.5, 1.5, 3]);
 * ```
 */
export function covariance({ samples, columns }: Sampled): Covariance {
  requireFiniteColumns("A covariance", columns);
  return soundCovariance({ samples, columns });
}

/**
 * {@link covariance} of finite columns.
 *
 * @param rows the samples to take. Default: all
 */
export function soundCovariance({ samples, columns }: Sampled, rows?: Uint32Array): Covariance {
  const all = columns.map(numbersOf);
  const means = rows ? all.map((own) => meanOf(own, rows)) : columns.map(columnMean);
  return covarianceOfProducts(crossProducts(all, means, rows), rows?.length ?? samples, columns);
}

/**
 * A covariance of sums of products of centred columns.
 *
 * @param products columns.length², row-major; overwritten
 */
export function covarianceOfProducts(
  products: Float64Array,
  samples: number,
  columns: readonly Pick<Column, "name" | "index">[],
): Covariance {
  for (let at = 0; at < products.length; at++) products[at] = products[at]! / (samples - 1);
  return { columnCount: columns.length, values: products, samples, ...titlesOf(columns) };
}

/**
 * The covariance of columns and of further columns after them, from that of the columns. Each element has the
 * value that {@link covariance} of all columns gives.
 */
export function withMoreColumns(
  first: Covariance,
  { samples, columns }: Sampled,
  more: readonly Column[],
): Covariance {
  const known = first.columnCount;
  const size = known + more.length;
  const values = new Float64Array(size * size);
  const blocks = columnBlocks(columns.map(numbersOf), columns.map(columnMean));
  const added = columnBlocks(more.map(numbersOf), more.map(columnMean), undefined, known);
  for (const pair of blockPairs([...blocks, ...added], blocks.length)) {
    writeProducts(pair, values, size);
  }
  for (let i = known; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      values[i * size + j]! /= samples - 1;
      values[j * size + i] = values[i * size + j]!;
    }
  }
  for (let i = 0; i < known; i++) {
    values.set(first.values.subarray(i * known, (i + 1) * known), i * size);
  }
  // Not a column of the samples: messages use its name.
  const behind = more.map(({ name }) => ({ name, index: -1 }));
  return { columnCount: size, values, samples, ...titlesOf([...columns, ...behind]) };
}

function titlesOf(columns: readonly Pick<Column, "name" | "index">[]) {
  return { names: columns.map(({ name }) => name), indices: columns.map(({ index }) => index) };
}

/**
 * A covariance from an existing covariance or correlation matrix.
 *
 * @param values n × n, row-major
 * @param samples number of samples it was estimated from; `Infinity` if it is known exactly
 * @throws InformationError when `values` is not a square of finite numbers, or not symmetric
 * @example
 * ```ts
 * import { covarianceFromMatrix, oInformation } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * // z = x + y + noise of variance 1: x and y inform about z together more than each alone.
 * const planted = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * ok(Math.abs(oInformation(planted, [0, 1, 2]) - Math.log(Math.sqrt(3) / 2)) < 1e-15);
 * ```
 */
export function covarianceFromMatrix(
  values: Float64Array,
  samples: number,
  names?: readonly string[],
): Covariance {
  const size = Math.sqrt(values.length);
  if (!Number.isInteger(size) || size < 1) {
    throw new InformationError(
      `A covariance has n × n values, got ${values.length}, which is not a square number`,
    );
  }
  if (!(samples === Infinity || (Number.isSafeInteger(samples) && samples >= 2))) {
    throw new InformationError(
      `A covariance comes from at least 2 samples, or is known exactly (Infinity); got ${samples}`,
    );
  }
  if (names !== undefined && names.length !== size) {
    throw new InformationError(
      `A covariance of ${size} columns needs as many names, got ${names.length}`,
    );
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = values[i * size + j]!;
      if (!Number.isFinite(value) || value !== values[j * size + i]) {
        throw new InformationError(
          `A covariance is finite and symmetric; at (${i}, ${j}) it has ${value}, ` +
            `at (${j}, ${i}) ${values[j * size + i]}`,
        );
      }
    }
  }
  return { columnCount: size, values: values.slice(), samples, ...(names && { names }) };
}

/**
 * The correlation matrix: covariances divided by both standard deviations, 1 on the diagonal.
 *
 * @example
 * ```ts
 * import { correlation, covarianceFromMatrix } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const covariance = covarianceFromMatrix(Float64Array.of(4, 3, 3, 9), Infinity);
 * deepEqual([...correlation(covariance).values], [1, 0.5, 0.5, 1]);
 * ```
 */
export function correlation(covariance: Covariance): Covariance {
  const { columnCount: size, values } = covariance;
  const scales = Array.from({ length: size }, (_, i) => Math.sqrt(values[i * size + i]!));
  const scaled = values.map((value, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return i === j ? 1 : value / (scales[i]! * scales[j]!);
  });
  return { ...covariance, values: scaled };
}

/**
 * The lower Cholesky factor of the covariance of `columns`, in that order.
 *
 * @param columns distinct columns of the covariance
 * @returns columns.length², row-major
 * @throws TooFewSamplesError when there are not more samples than columns
 * @throws NotPositiveDefiniteError that names the first column determined by those before it
 */
export function choleskyFactor(covariance: Covariance, columns: readonly number[]): Float64Array {
  requireSamples(covariance, columns.length);
  const factor = submatrix(covariance.values, covariance.columnCount, columns);
  const failed = choleskyInPlace(factor, columns.length);
  if (failed < 0) return factor;
  const { names, indices, label } = covariance;
  const position = columns[failed]!;
  const name = names?.[position];
  const index = indices?.[position] ?? position;
  throw new NotPositiveDefiniteError({ index, ...(name !== undefined && { name }) }, label);
}

/**
 * The columns that are determined by those before them. The others have a positive definite covariance.
 *
 * @throws TooFewSamplesError when there are not more samples than columns
 */
export function dependentColumns(covariance: Covariance, columns: readonly number[]): number[] {
  requireSamples(covariance, columns.length);
  const dependent: number[] = [];
  let rest = columns;
  for (;;) {
    const factor = submatrix(covariance.values, covariance.columnCount, rest);
    const failed = choleskyInPlace(factor, rest.length);
    if (failed < 0) return dependent;
    dependent.push(rest[failed]!);
    rest = rest.filter((_, at) => at !== failed);
  }
}

/** Throws a {@link TooFewSamplesError} unless there are more samples than columns. */
export function requireSamples(
  { samples, label }: Pick<Covariance, "samples" | "label">,
  columns: number,
): void {
  if (samples <= columns) throw new TooFewSamplesError(samples, columns, label);
}
