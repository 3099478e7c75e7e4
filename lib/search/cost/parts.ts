/**
 * The parts of which the cost of a search is made: tables, walks and single scores.
 *
 * The seconds are those of one core of a server of 2020 or so: each kind of work has its measured time.
 * @module
 */
import type { FullShape } from "./shape.ts";
import { countOf, meanScoreWork, tableWork, times, walkWork } from "./work.ts";

/** Nanoseconds of each kind of work, measured. */
const NANOSECONDS = {
  /** A set's logarithm and its entry in a table. */
  logarithm: 14,
  /** An element of a Schur complement; where variables are blocks. */
  elimination: 1.1,
  blockElimination: 1.9,
  /** A set's entry in a scan, and each of its n/2 leave-one-out terms. */
  scan: 8,
  scanTerm: 1.6,
  /** A set's bias, and that of each of its columns, where variables differ in their width. */
  bias: 60,
  biasTerm: 8,
  /** A size: cutting it into parts, for one. */
  size: 1e5,
  /** A level of the walk that is filled, a leaf, and a factor of a leaf's product. */
  beginning: 60,
  leaf: 6,
  factor: 2.1,
  /** A score by itself: each, each matrix, each column of it, each block of several columns. */
  score: 2000,
  matrix: 1400,
  column: 200,
  block: 1500,
  /** A multiplet offered to a ranking, and each of its comparisons with others there. */
  offer: 200,
  comparison: 50,
  /** A multiply-add of a factor or an inverse. */
  multiplyAdd: 1.2,
} as const;

/** Bytes of a multiplet that is kept, as it is ranked and as it is reported, and of each of its variables. */
const BYTES = { find: 300, findVariable: 24 } as const;

/** From so many multiplets on, the levels of a walk are not counted: it would take years anyway. */
const ENDLESS = 1e15;

/** Work of one thread, and what it holds at once. */
export interface Work {
  readonly multiplets: number;
  readonly operations: number;
  readonly nanoseconds: number;
  /** Of typed arrays and of rankings, which are free again after the piece. */
  readonly bytes: number;
  /** Bytes of what is found, which stays. */
  readonly kept: number;
}

/** Pieces of work done one after the other. */
export function together(pieces: readonly Work[]): Work {
  const total = { multiplets: 0, operations: 0, nanoseconds: 0, bytes: 0, kept: 0 };
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
  { variables, widths, terms, hasTarget, order }: FullShape,
  kept: boolean,
): Work {
  const sets = 2 ** variables;
  const fills = (kept ? 0 : 1) + (hasTarget ? terms : 0);
  const { logarithms, eliminations } = tableWork(widths);
  const { logarithm, elimination, blockElimination, scan, scanTerm, bias, biasTerm } = NANOSECONDS;
  const fill = logarithms * logarithm +
    eliminations * (order > variables ? blockElimination : elimination);
  const leftOut = variables / 2; // leave-one-out terms of a set, on average
  const alike = widths.every((width) => width === widths[0]);
  const set = scan + leftOut * scanTerm + (alike ? 0 : bias + variables * biasTerm);
  return {
    multiplets: sets - 1,
    operations: times(fills, eliminations) + sets * leftOut,
    nanoseconds: times(fills, fill) + sets * set,
    bytes: 8 * ((hasTarget ? 2 : 1) * sets + (order + 1) * order ** 2),
    kept: 0,
  };
}

/** Work on all multiplets of one size. Of a size whose Ω is 0 by definition nothing is scored but the finds. */
export function sizeWork(shape: FullShape, size: number, top = 1): Work {
  const { variables, terms, hasTarget, order } = shape;
  const multiplets = countOf(variables, size);
  const finds = rankings(shape, size, multiplets, top);
  if (size + (hasTarget ? 1 : 0) < 3) return { ...finds, multiplets };
  const work = terms > 1 || order > variables || shape.secondsPerScore !== undefined
    ? scores(shape, size, multiplets)
    : walk(variables, size, multiplets);
  const { nanoseconds, ...total } = together([work, finds]);
  return { ...total, nanoseconds: nanoseconds + NANOSECONDS.size, multiplets };
}

/** Work of the walk; see `SubsetWalk`. */
function walk(variables: number, size: number, multiplets: number): Work {
  const bytes = 8 * (size - 1) * (2 * variables ** 2 + variables * size + size);
  const { beginnings, eliminations, coefficients, factors } = multiplets < ENDLESS
    ? walkWork(variables, size)
    : { beginnings: 0, eliminations: 0, coefficients: 0, factors: times(multiplets, size - 2) };
  return {
    multiplets,
    operations: eliminations + coefficients + factors,
    nanoseconds: beginnings * NANOSECONDS.beginning +
      (eliminations + coefficients) * NANOSECONDS.elimination +
      multiplets * NANOSECONDS.leaf + factors * NANOSECONDS.factor,
    bytes,
    kept: 0,
  };
}

/**
 * Work of scoring so many multiplets of a size one by one, as much each as the mean of all multiplets of
 * that size takes; see `scoreMultiplet`.
 */
export function scores(
  { variables, terms, hasTarget, order, blocks, sums, secondsPerScore }: FullShape,
  size: number,
  count: number,
): Work {
  if (secondsPerScore !== undefined) {
    return {
      multiplets: count,
      operations: 0,
      nanoseconds: count * secondsPerScore * 1e9,
      bytes: 0,
      kept: 0,
    };
  }
  const matrices = hasTarget ? terms + 1 : 1;
  const share = size / variables;
  const operations = matrices * meanScoreWork(variables, size, sums);
  const matrix = NANOSECONDS.matrix + share * order * NANOSECONDS.column +
    share * blocks * NANOSECONDS.block;
  return {
    multiplets: count,
    operations: count * operations,
    nanoseconds: count *
      (NANOSECONDS.score + matrices * matrix + operations * NANOSECONDS.multiplyAdd),
    bytes: 0,
    kept: 0,
  };
}

/**
 * Work of keeping the best of so many multiplets of a size at both ends, and of scoring those once more;
 * see `Extremes` and `reportExtremes`.
 *
 * In any order that has nothing to do with their values, the i-th multiplet is among the `top` best so far
 * with probability top/i, so about top · (1 + ln(multiplets / top)) of them enter a ranking.
 */
export function rankings(shape: FullShape, size: number, multiplets: number, top: number): Work {
  const { offer, comparison } = NANOSECONDS;
  const kept = Math.min(top, multiplets);
  const offers = kept * (1 + Math.LN2 * Math.log2(Math.min(multiplets, Number.MAX_VALUE) / kept));
  // A place in a heap of the best ones, and their order at last.
  const ranked = offers * offer + (offers + kept) * Math.log2(2 * kept) * comparison;
  const { operations, nanoseconds } = scores(shape, size, 2 * kept);
  return {
    multiplets: 0,
    operations,
    nanoseconds: nanoseconds + 2 * ranked,
    bytes: 0,
    kept: 2 * kept * (BYTES.find + size * BYTES.findVariable),
  };
}
