/**
 * How many operations the searches do: counts that follow from their loops, not from a clock.
 * @module
 */
import { multipletCount } from "../multiplets.ts";

/** C(n, k); quick for a k close to n as well. */
export function countOf(variables: number, size: number): number {
  return multipletCount(variables, Math.min(size, variables - size));
}

/** The product where nothing, even infinitely often, is nothing: 0 · Infinity is NaN in JavaScript. */
export function times(count: number, each: number): number {
  return count === 0 || each === 0 ? 0 : count * each;
}

/** Work on one table of the log-determinants of all sets. */
export interface TableWork {
  /** Logarithms: one per set where variables are columns, one per column of its last variable else. */
  readonly logarithms: number;
  /** Elements of Schur complements: a multiplication and a subtraction each. */
  readonly eliminations: number;
}

/**
 * Work on one table of 2ⁿ log-determinants: every set eliminates the columns of its last variable from
 * the columns behind them. Where each variable is one column the last three are written out.
 *
 * @param widths columns of each variable
 */
export function tableWork(widths: readonly number[]): TableWork {
  const columns = widths.reduce((sum, width) => sum + width, 0);
  const single = columns === widths.length;
  let logarithms = 0;
  let eliminations = 0;
  let behind = columns;
  for (const [variable, width] of widths.entries()) {
    const sets = 2 ** variable; // those whose last variable it is
    for (let column = 0; column < width; column++) {
      behind--;
      logarithms += sets;
      // Of 1024 variables and more there are infinitely many sets: not times nothing.
      if (behind > 0 && !(single && behind < 3)) eliminations += sets * triangle(behind);
    }
  }
  return { logarithms, eliminations };
}

/** Work of the walk through all multiplets of one size. */
export interface WalkWork {
  readonly multiplets: number;
  /** Beginnings of 1 to k − 2 columns: each fills a level. */
  readonly beginnings: number;
  /** Elements of the Schur complements of both matrices. */
  readonly eliminations: number;
  /** Elements of the coefficients u. */
  readonly coefficients: number;
  /** Factors of products: k − 2 per multiplet. */
  readonly factors: number;
}

/** Work of the walk through the multiplets of a size, at least 2, when each level is filled once. */
export function walkWork(variables: number, size: number): WalkWork {
  const multiplets = countOf(variables, size);
  let beginnings = 0;
  let eliminations = 0;
  let coefficients = 0;
  for (let length = 1; length <= size - 2; length++) {
    // Beginnings whose last column is `column`: C(column, length − 1).
    let own = 1;
    for (let column = length - 1; column <= variables - size + length - 1; column++) {
      const behind = variables - 1 - column;
      beginnings += own;
      eliminations += own * 2 * triangle(behind);
      coefficients += own * behind * length;
      own *= (column + 1) / (column + 2 - length);
    }
  }
  return {
    multiplets,
    beginnings: Math.round(beginnings),
    eliminations: Math.round(eliminations),
    coefficients: Math.round(coefficients),
    factors: multiplets * (size - 2),
  };
}

/** Multiply-adds of the Cholesky factor and the inverse of one matrix of `columns` columns. */
export function scoreWork(columns: number): number {
  return columns * columns * (columns + 1) / 2;
}

/** Sums over the variables of a space: of their widths, the squares and the cubes of their widths. */
export type WidthSums = readonly [widths: number, squares: number, cubes: number];

/** The sums of widths; see {@link meanScoreWork}. */
export function widthSums(widths: readonly number[]): WidthSums {
  return widths.reduce<WidthSums>(
    ([first, second, third], width) => [first + width, second + width ** 2, third + width ** 3],
    [0, 0, 0],
  );
}

/**
 * The mean of {@link scoreWork} over all multiplets of a size. Where one variable has many columns, the
 * few multiplets with it take most of the work, so the work of the mean number of columns is far less.
 *
 * A multiplet of k of n variables has a given one with probability k/n, given two with
 * k/n · (k−1)/(n−1), and so on; the square and the cube of its number of columns are sums over pairs and
 * triples of variables.
 */
export function meanScoreWork(variables: number, size: number, sums: WidthSums): number {
  const [first, second, third] = sums;
  const share = (others: number) => size > others ? (size - others) / (variables - others) : 0;
  const one = share(0);
  const two = one * share(1);
  const three = two * share(2);
  const square = one * second + two * (first ** 2 - second);
  const cube = one * third + two * 3 * (first * second - third) +
    three * (first ** 3 - 3 * first * second + 2 * third);
  return (cube + square) / 2;
}

/** 1 + 2 + … + n. */
function triangle(n: number): number {
  return n * (n + 1) / 2;
}
