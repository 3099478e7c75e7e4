/** The cost of a ladder search, and the sizes that it enumerates. */
import {
  countOf,
  type FullShape,
  rankings,
  scores,
  sizeWork,
  together,
  type Work,
} from "./work.ts";
import { defaultSizes, type SearchRequest } from "../interface.ts";
import { isTrivialSize } from "../ranking.ts";
import { isSmall, SMALL } from "../ladder/climb.ts";

/** Multiplets of the largest of the small enumerated sizes that the ladder grows: at most, and per call. */
const SEEDS = { most: 200, share: 1 / 20 } as const;

/**
 * Sizes are enumerated in at most this share of the time of one island at both ends, so more islands add only starts.
 * A larger share is for the sizes up to 5.
 */
const ENUMERATED = { share: 1 / 10, upTo: 5, shareUpTo: 0.3 } as const;

/** Default of the number of islands. */
export const ISLANDS = 4;

/** The default number of calls: fewer where one island would take longer than so many nanoseconds per end. */
const CALLS = { most: 1000, least: 10, nanoseconds: 5e9 } as const;

/** Measured: swaps compared per call, in neighbourhoods of a set, and nanoseconds. */
const MEASURED = {
  /** Neighbourhoods that a call compares, and one of several starts of a call, with the way to where it begins. */
  neighbourhoods: 18,
  start: 8,
  /** A factor of a product, and an element of a swept matrix. */
  factor: 0.8,
  /** A factor of variables of w columns, by 1, w² and w³; the logarithm of a product, with several terms. */
  blockFactor: [16, 11, 4],
  logarithm: 20,
  element: 0.4,
  /** Each variable of a neighbourhood: gathering, allocation. */
  variable: 50,
} as const;

/** What a ladder search does. */
export interface LadderPlan {
  readonly calls: number;
  readonly islands: number;
  /** Its rungs are the sizes from 2 to this. */
  readonly most: number;
  /** The sizes that are enumerated, ascending; none of them is known. */
  readonly enumerated: readonly number[];
  /** Number of multiplets of {@link seedSize} that are grown per end. */
  readonly seeds: number;
  /** The largest of the enumerated and the known sizes below that of all variables. */
  readonly seedSize: number;
  /** Estimated work: all enumeration, the start of a ladder at one end, and an island. */
  readonly enumeration: Work;
  readonly start: Work;
  readonly island: Work;
}

/** The plan of a search with valid sizes. */
export function ladderPlan(
  shape: FullShape,
  { sizes = defaultSizes(shape.variables), top = 1, islands = ISLANDS, calls: asked, known = [] }:
    SearchRequest,
): LadderPlan {
  const { variables } = shape;
  const most = sizes.reduce((largest, size) => Math.max(largest, size), 1);
  const inner = Math.min(most, variables - 1);
  const all = Array.from({ length: inner }, (_, at) => neighbourhood(shape, at + 1));
  const call = meanOnLogScale(
    all.map((work, at) =>
      scaled(
        work,
        isSmall(at + 1, variables) ? SMALL.starts * MEASURED.start : MEASURED.neighbourhoods,
      )
    ),
  );
  const calls = asked ?? Math.min(
    CALLS.most,
    Math.max(CALLS.least, Math.floor(CALLS.nanoseconds / call.nanoseconds)),
  );
  const island = { ...scaled(call, calls), bytes: bytesOf(shape), kept: 0 };
  const budget = 2 * island.nanoseconds;
  const { enumerated, work: enumeration } = enumeratedSizes(
    shape,
    sizes,
    most,
    top,
    budget,
    known,
  );
  const compared = [...enumerated, ...known.filter((size) => size <= most)];
  const seedSize = Math.max(1, ...compared.filter((size) => size < variables));
  const seeds = Math.min(SEEDS.most, Math.ceil(calls * SEEDS.share));
  const settled = scaled(together(all), 4);
  const grown = scaled(neighbourhood(shape, Math.min(inner, seedSize + 4)), 6 * 4 * seeds);
  const start = { ...together([settled, grown]), bytes: bytesOf(shape) };
  return { calls, islands, most, enumerated, seeds, seedSize, enumeration, start, island };
}

/**
 * The smallest sizes whose enumeration fits into its share of a budget; trivial ones are always among them, and the multiplet of
 * all variables. They are the same whatever is known, but known ones are left out.
 */
function enumeratedSizes(
  shape: FullShape,
  sizes: readonly number[],
  most: number,
  top: number,
  budget: number,
  known: readonly number[],
) {
  const { variables } = shape;
  const enumerated: number[] = [];
  const works: Work[] = [];
  let total = 0;
  for (let size = sizes.includes(1) ? 1 : Math.min(2, most); size <= most; size++) {
    const work = size === variables ? scores(shape, size, 1) : sizeWork(shape, size, top);
    total += work.nanoseconds;
    const share = size <= ENUMERATED.upTo ? ENUMERATED.shareUpTo : ENUMERATED.share;
    if (total > share * budget && size !== variables && !isTrivialSize(shape, size)) continue;
    if (known.includes(size)) continue;
    enumerated.push(size);
    works.push(work);
  }
  return { enumerated, work: together(works) };
}

/** All swaps of a set of some size, and the move to the best of them. */
function neighbourhood(shape: FullShape, size: number): Work {
  const { variables, columnCount } = shape;
  // A swap of variables of one column is one pass through a triangle; columns are moved one by one.
  const passes = columnCount > variables ? 2 * columnCount / variables : 1;
  return moves(shape, size, size * (variables - size), passes);
}

/** All variables that a set of some size can take in, and the entry of the best of them, as greedy search does. */
export function additions(shape: FullShape, size: number): Work {
  const { variables, columnCount } = shape;
  const work = moves(shape, size, variables - size, columnCount / variables);
  return { ...work, bytes: bytesOf(shape) };
}

/** Moves of a set that are compared, with passes through its matrices. */
function moves(shape: FullShape, size: number, count: number, passes: number): Work {
  const { variables, hasTarget, terms, columnCount, sums } = shape;
  const { factor, blockFactor, logarithm, element, variable } = MEASURED;
  const factors = count * size * terms;
  const isBlock = columnCount > variables;
  const matrices = hasTarget ? terms + 1 : 1;
  const elements = passes * matrices * columnCount ** 2 / 2;
  const [base, square, cube] = blockFactor;
  const eachFactor = isBlock
    ? base + (square * sums[1] + cube * sums[2]) / variables
    : factor + (terms > 1 ? logarithm / size : 0);
  return {
    multiplets: count,
    operations: factors + elements,
    nanoseconds: factors * eachFactor + elements * element + columnCount * variable,
    bytes: 0,
    kept: 0,
  };
}

/** Matrices, and the rows that moves read. */
function bytesOf({ columnCount, hasTarget, terms }: FullShape): number {
  return 8 * columnCount ** 2 * 3 * (hasTarget ? terms + 1 : 1);
}

function scaled(work: Work, times: number): Work {
  return {
    ...work,
    multiplets: work.multiplets * times,
    operations: work.operations * times,
    nanoseconds: work.nanoseconds * times,
  };
}

/** The mean over sizes from 3 on, where small ones are more frequent. */
function meanOnLogScale(all: readonly Work[]): Work {
  const own = all.slice(2);
  const weights = own.map((_, at) => 1 / (at + 3));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return together(own.map((work, at) => scaled(work, weights[at]! / total)));
}

/**
 * All work of a ladder search. No ladder is climbed where all sizes are known; it is counted where all are enumerated,
 * because a multiplet that is not positive definite leaves its size to the ladder.
 */
export function ladderWork(shape: FullShape, request: SearchRequest): Work {
  const { sizes = defaultSizes(shape.variables), top = 1, known = [] } = request;
  const { enumeration, start, island, islands, enumerated } = ladderPlan(shape, request);
  if (sizes.every((size) => known.includes(size))) return enumeration;
  const open = sizes.filter((size) => !enumerated.includes(size) && !known.includes(size));
  const reports = open.map((size) => rankings(shape, size, countOf(shape.variables, size), top));
  return together([
    enumeration,
    ...reports,
    ...Array.from({ length: 2 }, () => start),
    scaled(island, 2 * islands),
  ]);
}
