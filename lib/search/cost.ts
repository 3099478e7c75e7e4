/**
 * What searches cost: multiplets, operations, seconds and bytes, from the shape of a space alone.
 *
 * The counts are exact; see `work.ts`. The seconds are those of one core of a server of 2020 or so: each
 * kind of work has its measured time. `deno task bench:search-cost` compares them with measured seconds.
 * @module
 */
import { rejectUnknownOptions, requireChoice } from "../checks/options.ts";
import { SearchError } from "./error.ts";
import { defaultSizes, requireCount, requireSizes } from "./options.ts";
import type { SearchCost, SearchRequest, SearchShape } from "./request.ts";
import type { SearchSpace } from "./space.ts";
import { countOf, scoreWork, tableWork, walkWork } from "./work.ts";

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
  /** A multiply-add of a factor or an inverse. */
  multiplyAdd: 1.2,
} as const;

/** Sizes that the paper's greedy search compares exhaustively unless another one is asked for. */
export const EXHAUSTIVE_UP_TO = 6;

/** Multiplets that nobody waits for: the levels of their walk are not counted. */
const ENDLESS = 1e15;

/**
 * What a search of a space costs, before it begins.
 *
 * @param subject a space, or its shape where there is none yet
 * @throws SearchError for a shape or a request that cannot be
 * @example
 * ```ts
 * import { searchCost } from "@multiplet/multiplet/search";
 * import { ok, strictEqual as equal } from "node:assert/strict";
 * const exact = searchCost({ variables: 24 }, { search: "exact" });
 * equal(exact.multiplets, 2 ** 24 - 1);
 * ok(exact.bytes >= 2 * 8 * 2 ** 24); // Two tables of 2²⁴ numbers.
 * // Sizes 1 to 6 of 333 variables exhaustively, then one variable at a time: hours.
 * ok(searchCost({ variables: 333 }, { search: "greedy" }).seconds > 3 * 3600);
 * ```
 */
export function searchCost(
  subject: SearchSpace | SearchShape,
  request: SearchRequest,
): SearchCost {
  const shape = fullShape(subject);
  requireRequest(shape, request);
  switch (request.search) {
    case "exact":
      return exactCost([shape]);
    case "exhaustive":
      return exhaustiveCost(shape, request);
    case "greedy":
      return greedyCost(shape, request);
  }
}

/** Throws a {@link SearchError} for a request that no search would take. */
function requireRequest({ variables }: FullShape, request: SearchRequest): void {
  rejectUnknownOptions(SearchError, "searchCost", request, [
    "search",
    "sizes",
    "exhaustiveUpTo",
    "top",
    "workers",
    "cores",
  ]);
  requireChoice(SearchError, "search", request.search, ["exact", "exhaustive", "greedy"]);
  if (request.sizes !== undefined) requireSizes(request.sizes, variables);
  for (const name of ["exhaustiveUpTo", "top", "workers", "cores"] as const) {
    const value = request[name];
    if (value !== undefined) requireCount(name, value);
  }
}

/** A shape without defaults. */
interface FullShape extends Required<SearchShape> {
  /** Columns of all variables. */
  readonly order: number;
}

function fullShape(subject: SearchSpace | SearchShape): FullShape {
  const { variables, hasTarget = true } = subject;
  const widths = "columns" in subject
    ? subject.columns.map((own) => own.length)
    : subject.widths ?? Array.from({ length: variables }, () => 1);
  const terms = "given" in subject ? subject.given.length : subject.terms ?? 1;
  requireCount("variables", variables);
  requireCount("terms", terms);
  if (widths.length !== variables) {
    throw new SearchError(`widths has an entry per variable, ${variables}, got ${widths.length}`);
  }
  return { variables, widths, terms, hasTarget, order: widths.reduce((sum, one) => sum + one, 0) };
}

/** Work of one thread, and what it holds at once. */
interface Work {
  readonly multiplets: number;
  readonly operations: number;
  readonly nanoseconds: number;
  readonly bytes: number;
}

/** Pieces of work done one after the other. */
function together(pieces: readonly Work[]): Work {
  const total = { multiplets: 0, operations: 0, nanoseconds: 0, bytes: 0 };
  for (const piece of pieces) {
    total.multiplets += piece.multiplets;
    total.operations += piece.operations;
    total.nanoseconds += piece.nanoseconds;
    total.bytes = Math.max(total.bytes, piece.bytes);
  }
  return total;
}

function costOf(
  { multiplets, operations, nanoseconds, bytes }: Work,
  workers = 1,
  cores = workers,
): SearchCost {
  const seconds = nanoseconds / 1e9 / Math.min(workers, cores);
  return { multiplets, operations, seconds, bytes: bytes * workers, workers };
}

/**
 * The cost of exact searches one after the other; see `exactSearches`. Spaces of one shape are taken to
 * have the same features, whose table is filled once.
 */
export function exactCost(subjects: readonly (SearchSpace | SearchShape)[]): SearchCost {
  const shapes = subjects.map(fullShape);
  return costOf(together(shapes.map((shape, at) => {
    const before = shapes[at - 1];
    return tables(shape, before?.widths.join() === shape.widths.join());
  })));
}

/** Work on the tables of an exact search, and on their scan. */
function tables({ variables, widths, terms, hasTarget, order }: FullShape, kept: boolean): Work {
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
    operations: fills * eliminations + sets * leftOut,
    nanoseconds: fills * fill + sets * set,
    bytes: 8 * ((hasTarget ? 2 : 1) * sets + (order + 1) * order ** 2),
  };
}

function exhaustiveCost(
  shape: FullShape,
  { sizes = defaultSizes(shape.variables), top, workers, cores }: SearchRequest,
): SearchCost {
  return costOf(together(sizes.map((size) => sizeWork(shape, size, top))), workers, cores);
}

function greedyCost(shape: FullShape, request: SearchRequest): SearchCost {
  const { sizes, exhaustiveUpTo = EXHAUSTIVE_UP_TO, top = 1 } = request;
  const { variables } = shape;
  const largest = sizes?.reduce((most, size) => Math.max(most, size), 1) ?? variables;
  const first = Math.min(exhaustiveUpTo, largest);
  const pieces = Array.from({ length: first }, (_, at) => sizeWork(shape, at + 1, top));
  for (let size = first + 1; size <= largest; size++) {
    const candidates = variables - size + 1;
    const ends = scores(shape, size, 2 * (candidates + Math.min(top, candidates)));
    pieces.push({ ...ends, multiplets: 2 * candidates });
  }
  return costOf(together(pieces));
}

/** Work on all multiplets of one size. Of a size whose Ω is 0 by definition nothing is scored but the finds. */
function sizeWork(shape: FullShape, size: number, top = 1): Work {
  const { variables, terms, hasTarget, order } = shape;
  const multiplets = countOf(variables, size);
  const finds = scores(shape, size, 2 * Math.min(top, multiplets));
  if (size + (hasTarget ? 1 : 0) < 3) return { ...finds, multiplets };
  const work = terms > 1 || order > variables
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
    : { beginnings: 0, eliminations: 0, coefficients: 0, factors: multiplets * (size - 2) };
  return {
    multiplets,
    operations: eliminations + coefficients + factors,
    nanoseconds: beginnings * NANOSECONDS.beginning +
      (eliminations + coefficients) * NANOSECONDS.elimination +
      multiplets * NANOSECONDS.leaf + factors * NANOSECONDS.factor,
    bytes,
  };
}

/** Work of scoring so many multiplets of a size one by one; see `scoreMultiplet`. */
function scores(
  { variables, terms, hasTarget, order }: FullShape,
  size: number,
  count: number,
): Work {
  const matrices = hasTarget ? terms + 1 : 1;
  const columns = size * order / variables; // on average, where blocks differ
  const operations = matrices * scoreWork(columns);
  const blocks = order > variables ? size : 0;
  const matrix = NANOSECONDS.matrix + columns * NANOSECONDS.column + blocks * NANOSECONDS.block;
  return {
    multiplets: count,
    operations: count * operations,
    nanoseconds: count *
      (NANOSECONDS.score + matrices * matrix + operations * NANOSECONDS.multiplyAdd),
    bytes: 0,
  };
}
