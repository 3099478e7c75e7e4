/** The work of searches: the number of operations in their loops, and estimated seconds. */
import type { SearchShape } from "../../information/estimator.ts";
import { type Objective, requireCount, SearchError } from "../interface.ts";
import { isTrivialSize } from "../ranking.ts";
import { multipletCount } from "../multiplets.ts";
import { FILTERED_FROM, FILTERED_ROWS } from "../triple_walk.ts";

/** C(n, k); fast also for k close to n. */
export function countOf(variables: number, size: number): number {
  return multipletCount(variables, Math.min(size, variables - size));
}

/** The product with 0 · Infinity = 0, which is NaN in JavaScript. */
export function times(count: number, each: number): number {
  return count === 0 || each === 0 ? 0 : count * each;
}

/**
 * Work on one table of 2ⁿ log-determinants: logarithms, one per column of the last variable of every set, and
 * elements of Schur complements, a multiplication and a subtraction each: every set eliminates the columns of
 * its last variable from the columns after them. If each variable is one column, the last three are computed
 * without elimination.
 *
 * @param widths columns of each variable
 */
export function tableWork(widths: readonly number[]) {
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
      // From 1024 variables on, `sets` is Infinity, and its product with 0 would be NaN.
      if (behind > 0 && !(single && behind < 3)) eliminations += sets * triangle(behind);
    }
  }
  return { logarithms, eliminations };
}

/**
 * Work of the walk through the multiplets of a size, k of at least 2, when each level is filled once:
 * `beginnings`, prefixes of 1 to k − 2 columns, each of which fills a level; `eliminations`, elements of the
 * Schur complements of both matrices; `coefficients`, elements of the coefficients u.
 */
export function walkWork(variables: number, size: number) {
  let beginnings = 0;
  let eliminations = 0;
  let coefficients = 0;
  for (let length = 1; length <= size - 2; length++) {
    // Prefixes whose last column is `column`: C(column, length − 1).
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
    beginnings: Math.round(beginnings),
    eliminations: Math.round(eliminations),
    coefficients: Math.round(coefficients),
  };
}

/** Sums of the widths of the variables of a space, of their squares and of their cubes. */
export type WidthSums = readonly [widths: number, squares: number, cubes: number];

export function widthSums(widths: readonly number[]): WidthSums {
  return widths.reduce<WidthSums>(
    ([first, second, third], width) => [first + width, second + width ** 2, third + width ** 3],
    [0, 0, 0],
  );
}

/**
 * Multiply-adds of the Cholesky factor and the inverse of a matrix of d columns, d² (d + 1) / 2, as the mean over
 * all multiplets of a size: if one variable has many columns, the few multiplets with it need most of the work.
 *
 * A multiplet of k of n variables contains a certain variable with probability k/n, two certain variables with
 * k/n · (k−1)/(n−1), and so on; the square and the cube of its number of columns are sums over pairs and triples
 * of variables.
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

function triangle(n: number): number {
  return n * (n + 1) / 2;
}

/** Nanoseconds of each kind of work, measured. */
const NANOSECONDS = {
  /** A set's logarithm and its entry in a table. */
  logarithm: 14,
  /** An element of a Schur complement; the second with variables of several columns. */
  elimination: 1.1,
  blockElimination: 1.9,
  /** A set's entry in a scan, and each of its n/2 leave-one-out terms. */
  scan: 8,
  scanTerm: 1.6,
  /** A set's bias, and the part of each of its columns, if variables have different widths. */
  bias: 60,
  biasTerm: 8,
  /** Work per size, such as dividing it into parts. */
  size: 1e5,
  /** Filling a level of the walk, a leaf, and a factor of a leaf's product. */
  beginning: 60,
  leaf: 6,
  factor: 2.1,
  /** A triple of the filter, with a target and without, and a pair of its first two columns. */
  triple: 2.2,
  tripleAlone: 1.4,
  pair: 100,
  /** A score, and its parts per matrix, per column, and per block of several columns. */
  score: 2000,
  matrix: 1400,
  column: 200,
  block: 1500,
  /** An offer of a multiplet to a ranking, and each comparison with its entries. */
  offer: 200,
  comparison: 50,
  /** A multiply-add of a factor or an inverse. */
  multiplyAdd: 1.2,
} as const;

/** Bytes of a ranked and reported multiplet, and of each of its variables. */
const BYTES = { find: 300, findVariable: 24 } as const;

/** From this number of multiplets on, the levels of a walk are not counted: it would take years. */
const ENDLESS = 1e15;

/** Work of one thread, and its memory. */
export interface Work {
  readonly multiplets: number;
  readonly operations: number;
  readonly nanoseconds: number;
  /** Memory of typed arrays and rankings, which is free after the piece. */
  readonly bytes: number;
  /** Bytes of the results, which stay allocated. */
  readonly kept: number;
}

const NONE: Work = { multiplets: 0, operations: 0, nanoseconds: 0, bytes: 0, kept: 0 };

/** Pieces of work done one after the other. */
export function together(pieces: readonly Work[]): Work {
  const total = { ...NONE };
  for (const piece of pieces) {
    total.multiplets += piece.multiplets;
    total.operations += piece.operations;
    total.nanoseconds += piece.nanoseconds;
    total.bytes = Math.max(total.bytes, piece.bytes);
    total.kept += piece.kept;
  }
  return total;
}

/** Work on the tables of an exact search, and on their scan. */
export function tables(
  { variables, widths, terms, hasTarget, columnCount }: FullShape,
  kept: boolean,
): Work {
  const sets = 2 ** variables;
  const fills = (kept ? 0 : 1) + (hasTarget ? terms : 0);
  const { logarithms, eliminations } = tableWork(widths);
  const { logarithm, elimination, blockElimination, scan, scanTerm, bias, biasTerm } = NANOSECONDS;
  const fill = logarithms * logarithm +
    eliminations * (columnCount > variables ? blockElimination : elimination);
  const leftOut = variables / 2; // leave-one-out terms of a set, on average
  const alike = widths.every((width) => width === widths[0]);
  const set = scan + leftOut * scanTerm + (alike ? 0 : bias + variables * biasTerm);
  return {
    multiplets: sets - 1,
    operations: times(fills, eliminations) + sets * leftOut,
    nanoseconds: times(fills, fill) + sets * set,
    bytes: 8 * ((hasTarget ? 2 : 1) * sets + (columnCount + 1) * columnCount ** 2),
    kept: 0,
  };
}

/** Work on all multiplets of one size. If the objective is 0 by definition, only the reported ones are scored. */
export function sizeWork(
  shape: FullShape,
  size: number,
  top = 1,
  objective: Objective = "o-information",
): Work {
  const { variables, terms, columnCount } = shape;
  const multiplets = countOf(variables, size);
  const finds = rankings(shape, size, multiplets, top, objective);
  if (isTrivialSize(shape, size, objective)) return { ...finds, multiplets };
  const isWalked = terms === 1 && columnCount === variables && size > 1 &&
    shape.secondsPerScore === undefined;
  const work = !isWalked
    ? scores(shape, size, scoresOf(shape, multiplets, objective))
    : size === 3 && variables >= FILTERED_FROM && objective === "o-information"
    ? filtered(shape, multiplets)
    : walk(variables, size, multiplets);
  const { nanoseconds, ...total } = together([work, finds]);
  return { ...total, nanoseconds: nanoseconds + NANOSECONDS.size, multiplets };
}

/**
 * The number of scores that take as long as the values of so many multiplets: without log-determinants, TC is an
 * entropy, and DTC an entropy and a score.
 */
export function scoresOf(
  { secondsPerScore }: Pick<SearchShape, "secondsPerScore">,
  multiplets: number,
  objective: Objective = "o-information",
): number {
  return secondsPerScore !== undefined && objective === "dual-total-correlation"
    ? 2 * multiplets
    : multiplets;
}

function walk(variables: number, size: number, multiplets: number): Work {
  const factors = times(multiplets, size - 2);
  const { beginnings, eliminations, coefficients } = multiplets < ENDLESS
    ? walkWork(variables, size)
    : { beginnings: 0, eliminations: 0, coefficients: 0 };
  return {
    multiplets,
    operations: eliminations + coefficients + factors,
    nanoseconds: beginnings * NANOSECONDS.beginning +
      (eliminations + coefficients) * NANOSECONDS.elimination +
      multiplets * NANOSECONDS.leaf + factors * NANOSECONDS.factor,
    // The first level is the matrices of the space.
    bytes: 8 * ((size - 2) * 2 * variables ** 2 + (size - 1) * (variables * size + size)),
    kept: 0,
  };
}

/** Work of the filter of triples; see `TripleWalk`. */
function filtered({ variables, hasTarget }: FullShape, multiplets: number): Work {
  const { pair, triple, tripleAlone } = NANOSECONDS;
  return {
    multiplets,
    operations: multiplets * (hasTarget ? 13 : 7),
    nanoseconds: countOf(variables, 2) * pair + multiplets * (hasTarget ? triple : tripleAlone),
    bytes: 8 * (3 + 2 * FILTERED_ROWS) * (variables + 2),
    kept: 0,
  };
}

/**
 * Work of scoring so many multiplets of a size one by one, each with the mean work of all multiplets of that
 * size; see `scoreMultiplet`.
 */
export function scores(
  { variables, terms, hasTarget, columnCount, blocks, sums, secondsPerScore }: FullShape,
  size: number,
  count: number,
): Work {
  if (secondsPerScore !== undefined) {
    return { ...NONE, multiplets: count, nanoseconds: count * secondsPerScore * 1e9 };
  }
  const matrices = hasTarget ? terms + 1 : 1;
  const share = size / variables;
  const operations = matrices * meanScoreWork(variables, size, sums);
  const matrix = NANOSECONDS.matrix + share * columnCount * NANOSECONDS.column +
    share * blocks * NANOSECONDS.block;
  return {
    ...NONE,
    multiplets: count,
    operations: count * operations,
    nanoseconds: count *
      (NANOSECONDS.score + matrices * matrix + operations * NANOSECONDS.multiplyAdd),
  };
}

/**
 * Work of ranking so many multiplets of a size at both ends, and of scoring the best ones again; see `Extremes`
 * and `reportExtremes`.
 *
 * In an order independent of their values, the i-th multiplet is among the `top` best so far with probability
 * top/i, so about top · (1 + ln(multiplets / top)) of them enter a ranking.
 */
export function rankings(
  shape: FullShape,
  size: number,
  multiplets: number,
  top: number,
  objective: Objective = "o-information",
): Work {
  const { offer, comparison } = NANOSECONDS;
  const kept = Math.min(top, multiplets);
  const offers = kept * (1 + Math.LN2 * Math.log2(Math.min(multiplets, Number.MAX_VALUE) / kept));
  // An entry in a heap of the best ones, and their final sorting.
  const ranked = offers * offer + (offers + kept) * Math.log2(2 * kept) * comparison;
  // With another objective than Ω, the entropies are computed too.
  const each = objective === "o-information" ? 1 : 2;
  const { operations, nanoseconds } = scores(shape, size, 2 * kept * each);
  return {
    ...NONE,
    operations,
    nanoseconds: nanoseconds + 2 * ranked,
    kept: 2 * kept * (BYTES.find + size * BYTES.findVariable),
  };
}

/** A shape with its defaults filled in. */
export interface FullShape extends Required<Omit<SearchShape, "secondsPerScore">> {
  readonly secondsPerScore: number | undefined;
  /** Columns of all variables. */
  readonly columnCount: number;
  /** Variables of more than one column. */
  readonly blocks: number;
  /** See `meanScoreWork`. */
  readonly sums: WidthSums;
}

export function fullShape(shape: SearchShape): FullShape {
  const { variables, hasTarget = true, terms = 1, secondsPerScore } = shape;
  const widths = shape.widths ?? Array.from({ length: variables }, () => 1);
  requireCount("variables", variables);
  requireCount("terms", terms);
  if (widths.length !== variables) {
    throw new SearchError(
      `widths needs one entry per variable, ${variables}, got ${widths.length}`,
    );
  }
  const sums = widthSums(widths);
  const blocks = widths.filter((width) => width > 1).length;
  return {
    variables,
    widths,
    terms,
    hasTarget,
    secondsPerScore,
    columnCount: sums[0],
    blocks,
    sums,
  };
}
