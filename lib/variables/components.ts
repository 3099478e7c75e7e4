/** Maps as blocks: the leading principal components of the values of each map over its positions. */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { crossProducts } from "../kernels/cross_products.ts";
import { pauseEvery } from "../system/workers/in_parallel.ts";
import { InformationError, NUMBERS_END } from "./errors.ts";
import type { Grouping } from "./grouping.ts";
import { requireFiniteColumns } from "./hygiene.ts";
import type { Column, ColumnValues, Variables } from "./variables.ts";

/**
 * Replaces the columns of each variable, such as the positions of a map, by its leading principal components: a block of
 * uncorrelated columns, the one with the largest variance first. The covariance is that of the columns as they are, without
 * scaling. Component 2 of the variable `conv1[3]` is called `conv1[3].pc2`; the sign is that with which its weights have a
 * sum above 0.
 *
 * A variable with fewer columns, or with fewer directions that vary, has fewer components; one that does not vary has one
 * constant column, which an analysis refuses or leaves out. {@link Variables.variables} have the share of the variance that
 * the components keep.
 *
 * @param count most components per variable, at least 1
 * @throws InformationError for another count; DegenerateColumnsError for a value that is not finite
 * @example
 * ```ts
 * import { mapComponents, toVariables } from "@multiplet/multiplet/variables";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { ok, strictEqual as equal } from "node:assert/strict";
 * // One map of two positions, which differ by noise.
 * const values = Float64Array.of(1, 1.1, 2, 1.9, 3, 3.1, 4, 3.9);
 * const { columns, ...all } = toVariables({ samples: 4, variables: 2, values });
 * const map = { ...all, columns, variables: [{ index: 0, name: "map", columns: [0, 1] }] };
 * const { variables: [first] } = await mapComponents(1).group(map, randomSource(1));
 * equal(first!.columns.length, 1);
 * ok(first!.varianceShare! > 0.99);
 * ```
 */
export function mapComponents(count: number): Grouping {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new InformationError(`The number of components is an integer from 1, got ${count}`);
  }
  return {
    name: `components:${count}`,
    group: async ({ columns: all, ...rest }, _random, { signal } = {}) => {
      requireFiniteColumns("Principal components", all);
      const columns: Column[] = [];
      const variables: Variables["variables"][number][] = [];
      const pause = pauseEvery(50, signal, () => {});
      for (const variable of rest.variables) {
        await pause();
        const own = variable.columns.map((at) => all[at]!);
        const { components, share } = principalComponents(own, count);
        const first = columns.length;
        // Roundings of several columns are mixed: the largest of them is that of a component.
        const roundoff = Math.max(...own.map((column) => column.roundoff ?? 0), 2 ** -53);
        components.forEach((values, at) =>
          columns.push({
            // Apart from the numbers of variables, which those that are left out have.
            index: NUMBERS_END + columns.length,
            name: `${variable.name}.pc${at + 1}`,
            values,
            roundoff,
          })
        );
        variables.push({
          ...variable,
          columns: components.map((_, at) => first + at),
          varianceShare: share,
        });
      }
      const { overwritable: _overwritable, ...kept } = rest;
      return { ...kept, columns, variables };
    },
  };
}

/** A direction varies if its variance is above this share of the largest one. */
const LEAST_SHARE = 1e-12;

/** The values of the leading components of some columns, and their share of the variance. */
function principalComponents(
  columns: readonly Column[],
  count: number,
): { readonly components: readonly Float64Array[]; readonly share: number } {
  const values = columns.map((column) => column.values);
  const means = values.map(meanOf);
  const products = crossProducts(values, means);
  const size = columns.length;
  let total = 0;
  for (let i = 0; i < size; i++) total += products[i * size + i]!;
  const leading = total > 0 ? leadingEigenvectors(products, size, Math.min(count, size)) : [];
  const varying = leading.filter(({ value }) => value > LEAST_SHARE * leading[0]!.value);
  if (varying.length === 0) {
    return { components: [new Float64Array(values[0]!.length)], share: 0 };
  }
  return {
    components: varying.map(({ vector }) => projected(values, means, vector)),
    share: Math.min(1, varying.reduce((sum, { value }) => sum + value, 0) / total),
  };
}

function meanOf(values: ColumnValues): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]!;
  return sum / values.length;
}

/** Σ_p weight_p · (value_p − mean_p) of every sample. */
function projected(
  columns: readonly ColumnValues[],
  means: readonly number[],
  weights: Float64Array,
): Float64Array {
  const result = new Float64Array(columns[0]!.length);
  for (const [p, values] of columns.entries()) {
    const [weight, mean] = [weights[p]!, means[p]!];
    for (let at = 0; at < result.length; at++) result[at]! += weight * (values[at]! - mean);
  }
  return result;
}

/** An eigenvalue, and its vector of length 1 whose elements have a sum above 0. */
interface Eigenpair {
  readonly value: number;
  readonly vector: Float64Array;
}

/** Matrices of up to so many columns are decomposed as a whole. */
const SMALL = 64;

/** Vectors beyond those that are wanted: the iteration gains by the ratio of eigenvalues so far apart. */
const SPARE = 8;

/** Most steps of the iteration; after them, the matrix is decomposed as a whole, which takes longer. */
const MOST_STEPS = 300;

/** A vector is an eigenvector if what the matrix makes of it differs by this share of the largest eigenvalue. */
const ACCURACY = 1e-13;

/**
 * The largest eigenvalues of a symmetric matrix without negative ones, in descending order, with their vectors: by
 * iteration in a subspace, whose small matrices `ml-matrix` decomposes. All eigenvalues of 1,024 columns would take
 * minutes there.
 *
 * @param matrix size × size
 */
export function leadingEigenvectors(
  matrix: Float64Array,
  size: number,
  count: number,
): readonly Eigenpair[] {
  const width = count + SPARE;
  if (size <= Math.max(SMALL, 2 * width)) return decomposed(matrix, size).slice(0, count);
  // Irregular numbers, the same for every matrix: no vector of a structured matrix is orthogonal to them.
  let basis = orthonormal(
    Array.from(
      { length: width },
      (_, j) => Float64Array.from({ length: size }, (_, i) => Math.sin(1 + (i + 1) * (j + 1) ** 2)),
    ),
  );
  for (let step = 0; step < MOST_STEPS; step++) {
    const images = imagesOf(matrix, size, basis);
    const small = new Float64Array(width * width);
    for (let i = 0; i < width; i++) {
      for (let j = 0; j <= i; j++) {
        small[i * width + j] = small[j * width + i] = dot(basis[i]!, images[j]!);
      }
    }
    const pairs = decomposed(small, width);
    const [vectors, products] = [basis, images].map((own) =>
      pairs.map(({ vector }) => combined(own, vector))
    );
    const limit = ACCURACY * pairs[0]!.value;
    const isFound = pairs.slice(0, count).every(({ value }, k) => {
      let squares = 0;
      const [vector, image] = [vectors![k]!, products![k]!];
      for (let i = 0; i < size; i++) squares += (image[i]! - value * vector[i]!) ** 2;
      return Math.sqrt(squares) <= limit;
    });
    if (isFound) {
      return pairs.slice(0, count).map(({ value }, k) => ({ value, vector: signed(vectors![k]!) }));
    }
    basis = orthonormal(products!);
  }
  return decomposed(matrix, size).slice(0, count);
}

/** All eigenvalues and vectors, in descending order. */
function decomposed(matrix: Float64Array, size: number): Eigenpair[] {
  const rows = Array.from(
    { length: size },
    (_, i) => Array.from(matrix.subarray(i * size, (i + 1) * size)),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(rows), {
    assumeSymmetric: true,
  });
  return realEigenvalues
    .map((value, at) => ({ value, vector: Float64Array.from(eigenvectorMatrix.getColumn(at)) }))
    .sort((a, b) => b.value - a.value)
    .map(({ value, vector }) => ({ value, vector: signed(vector) }));
}

function signed(vector: Float64Array): Float64Array {
  const sum = vector.reduce((all, value) => all + value, 0);
  return sum < 0 ? vector.map((value) => -value) : vector;
}

/** Vectors that are multiplied together: a matrix is read from memory once for all of them. */
const TOGETHER = 4;

/** What a matrix makes of some vectors. */
function imagesOf(
  matrix: Float64Array,
  size: number,
  vectors: readonly Float64Array[],
): Float64Array[] {
  const results = vectors.map(() => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let k = 0; k < vectors.length; k += TOGETHER) {
      // Of the last group, some are the last vector again.
      const place = (at: number) => Math.min(k + at, vectors.length - 1);
      const [a, b] = [vectors[k]!, vectors[place(1)]!];
      const [c, d] = [vectors[place(2)]!, vectors[place(3)]!];
      let [ofA, ofB, ofC, ofD] = [0, 0, 0, 0];
      for (let j = 0; j < size; j++) {
        const value = matrix[row + j]!;
        ofA += value * a[j]!;
        ofB += value * b[j]!;
        ofC += value * c[j]!;
        ofD += value * d[j]!;
      }
      results[k]![i] = ofA;
      results[place(1)]![i] = ofB;
      results[place(2)]![i] = ofC;
      results[place(3)]![i] = ofD;
    }
  }
  return results;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The sum of vectors with these factors. */
function combined(vectors: readonly Float64Array[], factors: Float64Array): Float64Array {
  const result = new Float64Array(vectors[0]!.length);
  for (const [k, vector] of vectors.entries()) {
    const factor = factors[k]!;
    for (let i = 0; i < result.length; i++) result[i]! += factor * vector[i]!;
  }
  return result;
}

/** Vectors of length 1 at right angles with the same span; each is made twice orthogonal to those before it. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    for (const _ of [1, 2]) {
      for (const other of basis) {
        const share = dot(vector, other);
        for (let i = 0; i < vector.length; i++) vector[i]! -= share * other[i]!;
      }
      const length = Math.sqrt(dot(vector, vector));
      // A vector in the span of the others adds nothing to it.
      for (let i = 0; i < vector.length; i++) vector[i] = length > 0 ? vector[i]! / length : 0;
    }
    basis.push(vector);
  }
  return basis;
}
