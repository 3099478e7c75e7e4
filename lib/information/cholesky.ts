/**
 * Cholesky factorisation of small symmetric matrices in flat typed arrays, as searches use them; the result
 * names the column that failed. (ml-matrix clamps pivots that are not positive, and refuses a matrix that is
 * asymmetric by one rounding.)
 */
import { subtractProducts } from "../kernels/cross_products.ts";

/**
 * A pivot below this share of its diagonal element counts as zero: less than a 10⁻¹² part of the column's
 * variance is independent of the other columns, which is within rounding errors.
 */
const SMALLEST_PIVOT = 1e-12;

/** Largest number of columns for which plain loops are faster than the WebAssembly code. */
const FEW = 200;
/** Columns that are factorised together in larger matrices. */
const STEP = 64;

/**
 * Replaces a symmetric matrix by its lower Cholesky factor L (L·Lᵀ is the matrix; zeros above the
 * diagonal). Only the lower triangle is read.
 *
 * @param matrix size × size, row-major
 * @returns −1, or the index of the first row that makes the matrix not positive definite; the
 *   contents are then undefined
 */
export function choleskyInPlace(matrix: Float64Array, size: number): number {
  if (size <= FEW) return factoriseColumns(matrix, size, 0, size);
  const diagonal = Float64Array.from({ length: size }, (_, i) => matrix[i * size + i]!);
  for (let first = 0; first < size; first += STEP) {
    const end = Math.min(first + STEP, size);
    // Subtracts the same products in the same order as below, but faster.
    subtractProducts(matrix, size, first, end);
    const failed = factoriseColumns(matrix, size, first, end, diagonal);
    if (failed >= 0) return failed;
  }
  return -1;
}

/**
 * Factorises the columns `first` to `end` − 1, from which the products of the columns before them have been
 * subtracted.
 *
 * @param diagonals the original diagonal of the whole matrix. Default: the current one
 */
function factoriseColumns(
  matrix: Float64Array,
  size: number,
  first: number,
  end: number,
  diagonals?: Float64Array,
): number {
  for (let i = first; i < size; i++) {
    const row = i * size;
    for (let j = first; j < Math.min(i, end); j++) {
      const other = j * size;
      let sum = matrix[row + j]!;
      for (let k = first; k < j; k++) sum -= matrix[row + k]! * matrix[other + k]!;
      matrix[row + j] = sum / matrix[other + j]!;
    }
    if (i >= end) continue;
    let pivot = matrix[row + i]!;
    const diagonal = diagonals?.[i] ?? pivot;
    for (let k = first; k < i; k++) pivot -= matrix[row + k]! ** 2;
    // Written so that NaN and infinities fail too.
    if (!(pivot > SMALLEST_PIVOT * diagonal && diagonal > 0 && diagonal < Infinity)) return i;
    matrix[row + i] = Math.sqrt(pivot);
    for (let j = i + 1; j < size; j++) matrix[row + j] = 0;
  }
  return -1;
}

/** ln |C| = 2 Σ ln L_ii of the matrix C that has the lower factor L. */
export function logDeterminant(factor: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += Math.log(factor[i * size + i]!);
  return 2 * sum;
}

/**
 * xᵀ C⁻¹ x = |L⁻¹ x|² of the matrix C that has the lower factor L: the squared distance of a point
 * from the centre, in units of the spread.
 *
 * @param point x, replaced by L⁻¹ x
 */
export function squaredDistance(factor: Float64Array, size: number, point: Float64Array): number {
  let distance = 0;
  for (let i = 0; i < size; i++) {
    let sum = point[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * size + k]! * point[k]!;
    const value = sum / factor[i * size + i]!;
    point[i] = value;
    distance += value * value;
  }
  return distance;
}

/**
 * The rows and columns `indices` of a matrix, in that order.
 *
 * @param result receives them, row-major
 */
export function submatrix(
  matrix: Float64Array,
  columnCount: number,
  indices: readonly number[],
  result: Float64Array = new Float64Array(indices.length ** 2),
): Float64Array {
  const size = indices.length;
  for (let i = 0; i < size; i++) {
    const row = indices[i]! * columnCount;
    for (let j = 0; j < size; j++) result[i * size + j] = matrix[row + indices[j]!]!;
  }
  return result;
}
