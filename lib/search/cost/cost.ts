/**
 * The cost of searches: multiplets, operations, seconds and bytes, from the shape of a space alone.
 *
 * Counts are exact, seconds are estimates: `deno task bench:search-cost` compares them with measured times.
 */
import { rejectUnknownOptions, requireChoice } from "../../system/checks/options.ts";
import {
  countOf,
  type FullShape,
  fullShape,
  rankings,
  scores,
  scoresOf,
  sizeWork,
  tables,
  together,
  type Work,
} from "./work.ts";
import { additions, ladderWork } from "./ladder_cost.ts";
import { WALK_NAMES, walkWork } from "./walk_cost.ts";
import {
  defaultSizes,
  type Objective,
  OBJECTIVES,
  requireCount,
  requireSizes,
  type SearchCost,
  SearchError,
  type SearchRequest,
  shapeOf,
} from "../interface.ts";
import { OBJECTIVE_SEARCHES } from "../objective.ts";
import { isTrivialSize } from "../ranking.ts";
import type { SearchShape, SearchSpace } from "../../information/mod.ts";

/** Most variables of an exact search. */
export const EXACT_UP_TO = {
  /** Up to this number, the exact search is the default. */
  byDefault: 20,
  /**
   * Up to this number, plans use the exact search: two tables of 2²⁴ numbers take 256 MiB. It must be equal on
   * all machines, because plans and the keys of their results depend on it.
   */
  inPlans: 24,
  /** A set is a 32-bit number. */
  possible: 30,
} as const;

/** Default of the largest size at which greedy search compares all multiplets, as in the paper. */
export const EXHAUSTIVE_UP_TO = 6;

/**
 * The searches of the library:
 * - `"exact"`: all multiplets of all sizes; see `exactSearch`.
 * - `"exhaustive"`: all multiplets of the given sizes; see `exhaustiveSearch`.
 * - `"greedy"`: exhaustive up to size 6, then adding one variable at a time; see `greedySearch`.
 * - `"ladder"`: local search of all sizes at once; see `ladderSearch`.
 * - `"annealing"`, `"genetic"`, `"cross-entropy"`: each size by itself, for comparison; see `annealingSearch`,
 *   `geneticSearch` and `crossEntropySearch`.
 */
export type SearchMethod =
  | "exact"
  | "exhaustive"
  | "greedy"
  | "ladder"
  | "annealing"
  | "genetic"
  | "cross-entropy";

/** All values of {@link SearchMethod}. */
export const SEARCH_METHODS = [
  "exact",
  "exhaustive",
  "greedy",
  "ladder",
  ...WALK_NAMES,
] as const satisfies SearchMethod[];

/**
 * The cost of a search of a space, before it begins.
 *
 * @param subject a space or its shape
 * @throws SearchError for an invalid shape or request
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
export function searchCost(subject: SearchSpace | SearchShape, request: SearchRequest): SearchCost {
  const shape = fullShape(shapeOf(subject));
  const asked = requireRequest(shape, request);
  if (asked.search === "exact") return exactCost([shape], asked);
  if (asked.search === "ladder") {
    return costOf(ladderWork(shape, asked), asked.workers, asked.cores);
  }
  if (WALK_NAMES.some((name) => name === asked.search)) return costOf(walkWork(shape, asked));
  return asked.search === "exhaustive" ? exhaustiveCost(shape, asked) : greedyCost(shape, asked);
}

/** The cost of searches one after the other, all of them repeated `times` times. */
export function inTurn(costs: readonly SearchCost[], times: number = 1): SearchCost {
  return costs.reduce((sum, one) => ({
    multiplets: sum.multiplets + times * one.multiplets,
    operations: sum.operations + times * one.operations,
    seconds: sum.seconds + times * one.seconds,
    bytes: Math.max(sum.bytes, one.bytes),
    workers: Math.max(sum.workers, one.workers),
  }), { multiplets: 0, operations: 0, seconds: 0, bytes: 0, workers: 1 });
}

/**
 * The request, checked, with its sizes in ascending order without repetitions.
 *
 * @throws SearchError for an invalid request
 */
function requireRequest({ variables }: FullShape, request: SearchRequest): SearchRequest {
  const counts = ["exhaustiveUpTo", "top", "workers", "cores", "calls", "islands"] as const;
  const known = ["search", "sizes", "objective", "known", ...counts] as const;
  rejectUnknownOptions(SearchError, "searchCost", request, known);
  requireChoice(SearchError, "search", request.search, SEARCH_METHODS);
  const { objective = "o-information" } = request;
  requireChoice(SearchError, "objective", objective, OBJECTIVES);
  const isAble = OBJECTIVE_SEARCHES.some((name) => name === request.search);
  if (objective !== "o-information" && !isAble) {
    throw new SearchError(
      `The search "${request.search}" ranks by the O-information alone; searches that can rank by ${objective}: ` +
        OBJECTIVE_SEARCHES.join(", "),
    );
  }
  for (const name of counts) {
    const value = request[name];
    if (value !== undefined) requireCount(name, value);
  }
  if (request.sizes === undefined) return request;
  return { ...request, sizes: requireSizes(request.sizes, variables) };
}

function costOf(
  { multiplets, operations, nanoseconds, bytes, kept }: Work,
  workers = 1,
  cores = workers,
): SearchCost {
  const seconds = nanoseconds / 1e9 / Math.min(workers, cores);
  return { multiplets, operations, seconds, bytes: bytes * workers + kept, workers };
}

/**
 * The cost of exact searches one after the other; see `exactSearches`. It assumes that successive spaces of one
 * shape have the same features, whose table is filled once.
 */
export function exactCost(
  shapes: readonly SearchShape[],
  { sizes, top = 1, objective }: Pick<SearchRequest, "sizes" | "top" | "objective"> = {},
): SearchCost {
  // Many shapes are identical objects, and the cost of thousands of variables takes a while to compute.
  const known = new Map([...new Set(shapes)].map((own) => {
    const shape = fullShape(own);
    const { variables, widths } = shape;
    const finds = together(
      (sizes ?? defaultSizes(variables)).map((size) =>
        rankings(shape, size, countOf(variables, size), top, objective)
      ),
    );
    return [own, { shape, finds, features: widths.join() }];
  }));
  let before: string | undefined;
  return costOf(together(shapes.flatMap((own) => {
    const { shape, finds, features } = known.get(own)!;
    const pieces = [tables(shape, features === before), finds];
    before = features;
    return pieces;
  })));
}

function exhaustiveCost(
  shape: FullShape,
  { sizes = defaultSizes(shape.variables), top, objective, workers, cores }: SearchRequest,
): SearchCost {
  const works = sizes.map((size) => sizeWork(shape, size, top, objective));
  return costOf(together(works), workers, cores);
}

function greedyCost(shape: FullShape, request: SearchRequest): SearchCost {
  const { sizes, exhaustiveUpTo = EXHAUSTIVE_UP_TO, top = 1, objective, known } = request;
  const { workers, cores } = request;
  const { variables } = shape;
  const largest = sizes?.reduce((most, size) => Math.max(most, size), 1) ?? variables;
  const first = Math.min(exhaustiveUpTo, largest);
  const { byTables, oneByOne } = greedyStart(shape, first, top, objective, known);
  const start = byTables ?? oneByOne;
  const pieces = [start];
  for (let size = first + 1; size <= largest; size++) {
    const candidates = variables - size + 1;
    pieces.push(
      ...grownBySwept(shape, objective)
        ? [
          additions(shape, size - 1),
          additions(shape, size - 1),
          { ...scores(shape, size, 2 * top), multiplets: 0 },
        ]
        : [scores(shape, size, scoresOf(shape, 2 * candidates, objective))],
      rankings(shape, size, candidates, top, objective),
    );
  }
  const alone = costOf(together(pieces));
  // Without anything to search, no threads begin.
  if (byTables !== undefined || oneByOne.multiplets === 0) return alone;
  const [one, many] = [costOf(start), costOf(start, workers, cores)];
  return {
    ...alone,
    seconds: alone.seconds - one.seconds + many.seconds,
    bytes: alone.bytes - one.bytes + many.bytes,
    workers: many.workers,
  };
}

/** Whether a greedy search adds variables by swept matrices, and scores only the best. */
function grownBySwept({ secondsPerScore }: FullShape, objective?: Objective): boolean {
  return secondsPerScore === undefined && (objective ?? "o-information") === "o-information";
}

/** The work on all multiplets of up to `first` variables, but for known sizes, which a greedy search begins with. */
function greedyStart(
  shape: FullShape,
  first: number,
  top: number,
  objective: Objective = "o-information",
  known: readonly number[] = [],
) {
  const sizes = Array.from({ length: first }, (_, at) => at + 1);
  const open = known.length === 0
    ? sizes
    : sizes.filter((size) => !known.includes(size) && !isTrivialSize(shape, size));
  const oneByOne = together(open.map((size) => sizeWork(shape, size, top, objective)));
  if (known.length > 0) return { oneByOne, byTables: undefined };
  const counts = sizes.map((size) => countOf(shape.variables, size));
  const ofTables = tables(shape, false);
  const all = together([
    { ...ofTables, multiplets: counts.reduce((sum, count) => sum + count, 0) },
    ...sizes.map((size, at) => rankings(shape, size, counts[at]!, top, objective)),
  ]);
  const isFaster = shape.secondsPerScore === undefined &&
    shape.variables <= EXACT_UP_TO.byDefault && all.nanoseconds < oneByOne.nanoseconds;
  return { oneByOne, byTables: isFaster ? all : undefined };
}

/**
 * Whether a greedy search compares its first sizes, up to `first`, by tables of all sets. With several covariances
 * given the target, multiplets would be scored one by one: for 20 variables and ten classes, tables take a tenth
 * of that time.
 */
export function greedyUsesTables(
  shape: SearchShape,
  first: number,
  top: number,
  objective: Objective,
): boolean {
  return greedyStart(fullShape(shape), first, top, objective).byTables !== undefined;
}
