/**
 * The log-determinants of all principal submatrices of a matrix.
 * @module
 */
import { SingularMultipletError } from "../variables/errors.ts";
import type { SearchSpace } from "../information/search_space.ts";

/**
 * Adds `weight · ln |matrix_S|` to `table[S]` for every set S of variables, depth-first: a set is its
 * parent and one variable more, and |S ∪ v| = |S| · c_vv with c the Schur complement of S. A set costs
 * the square of the number of variables behind its last one, three multiplications on average, and a
 * logarithm.
 *
 * A set's index has bit n−1−v for variable v: the variables that vary fastest have the lowest bits, so
 * that neighbours in time are neighbours in the table.
 *
 * @param table 2ⁿ values
 * @throws SingularMultipletError when a submatrix is not positive definite
 */
export function addLogDeterminants(
  space: SearchSpace,
  matrix: Float64Array,
  weight: number,
  table: Float64Array,
): void {
  const filled = space.columns.every((own) => own.length === 1)
    ? fillByColumn(matrix, space.order, weight, table)
    : fillByBlock(space, matrix, weight, table);
  if (filled >= 0) throw new SingularMultipletError(variablesOf(filled, space.variables));
}

/** One column a variable. Returns −1, or the first set found that is not positive definite. */
function fillByColumn(
  matrix: Float64Array,
  order: number,
  weight: number,
  table: Float64Array,
): number {
  // One buffer a depth: the Schur complement of the columns chosen so far, in the columns behind.
  const levels = Array.from({ length: order + 1 }, () => new Float64Array(order * order));
  levels[0]!.set(matrix);

  const descend = (set: number, sum: number, first: number, depth: number): number => {
    const level = levels[depth]!;
    const next = levels[depth + 1]!;
    const inPlace = Math.max(first, order - 3);
    for (let column = first; column < inPlace; column++) {
      const pivot = level[column * order + column]!;
      const child = set | 1 << (order - 1 - column);
      if (!(pivot > 0)) return child;
      const logDeterminant = sum + weight * Math.log(pivot);
      table[child]! += logDeterminant;
      eliminate(level, next, column, order);
      const failed = descend(child, logDeterminant, column + 1, depth + 1);
      if (failed >= 0) return failed;
    }
    return lastThree(level, order, set, inPlace, sum, weight, table);
  };
  return descend(0, 0, 0, 0);
}

/**
 * The sets of up to three last columns behind `set`, where most sets end, without a buffer: the
 * determinants of the minors, written out.
 */
function lastThree(
  level: Float64Array,
  order: number,
  set: number,
  first: number,
  sum: number,
  weight: number,
  table: Float64Array,
): number {
  const i = order - 3;
  const j = order - 2;
  const k = order - 1;
  const kk = level[k * order + k]!;
  const setK = set | 1;
  if (!(kk > 0)) return setK;
  table[setK]! += sum + weight * Math.log(kk);
  if (first > j) return -1;
  const jj = level[j * order + j]!;
  const jk = level[j * order + k]!;
  const minorJK = jj * kk - jk * jk;
  const setJ = set | 2;
  if (!(jj > 0)) return setJ;
  if (!(minorJK > 0)) return set | 3;
  table[setJ]! += sum + weight * Math.log(jj);
  table[set | 3]! += sum + weight * Math.log(minorJK);
  if (first > i) return -1;
  const ii = level[i * order + i]!;
  const ij = level[i * order + j]!;
  const ik = level[i * order + k]!;
  const setI = set | 4;
  const inverse = 1 / ii;
  const schurJJ = jj - ij * ij * inverse;
  const schurJK = jk - ij * ik * inverse;
  const schurKK = kk - ik * ik * inverse;
  const schurMinor = schurJJ * schurKK - schurJK * schurJK;
  if (!(ii > 0)) return setI;
  if (!(schurJJ > 0)) return set | 6;
  if (!(schurKK > 0)) return set | 5;
  if (!(schurMinor > 0)) return set | 7;
  const sumI = sum + weight * Math.log(ii);
  table[setI]! += sumI;
  table[set | 6]! += sumI + weight * Math.log(schurJJ);
  table[set | 5]! += sumI + weight * Math.log(schurKK);
  table[set | 7]! += sumI + weight * Math.log(schurMinor);
  return -1;
}

/** Variables of several columns. Returns −1, or the first set that is not positive definite. */
function fillByBlock(
  { order, variables, columns }: SearchSpace,
  matrix: Float64Array,
  weight: number,
  table: Float64Array,
): number {
  const levels = Array.from({ length: order + 1 }, () => new Float64Array(order * order));
  levels[0]!.set(matrix);

  const descend = (set: number, sum: number, first: number, depth: number): number => {
    for (let variable = first; variable < variables; variable++) {
      const child = set | 1 << (variables - 1 - variable);
      let logDeterminant = sum;
      let level = depth;
      for (const column of columns[variable]!) {
        const pivot = levels[level]![column * order + column]!;
        if (!(pivot > 0)) return child;
        logDeterminant += weight * Math.log(pivot);
        eliminate(levels[level]!, levels[level + 1]!, column, order);
        level++;
      }
      table[child]! += logDeterminant;
      const failed = descend(child, logDeterminant, variable + 1, level);
      if (failed >= 0) return failed;
    }
    return -1;
  };
  return descend(0, 0, 0, 0);
}

/** The Schur complement of `column` in the columns behind it; upper triangle only. */
function eliminate(from: Float64Array, to: Float64Array, column: number, order: number): void {
  const row = column * order;
  const inverse = 1 / from[row + column]!;
  for (let i = column + 1; i < order; i++) {
    const factor = from[row + i]! * inverse;
    const at = i * order;
    for (let j = i; j < order; j++) to[at + j] = from[at + j]! - factor * from[row + j]!;
  }
}

/** The variables of a set given by its index in a table of `variables` variables, ascending. */
export function variablesOf(set: number, variables: number): number[] {
  const found: number[] = [];
  for (let variable = 0; variable < variables; variable++) {
    if (set >>> (variables - 1 - variable) & 1) found.push(variable);
  }
  return found;
}
