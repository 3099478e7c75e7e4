/** What searches take and give: the system that is searched, options, results, errors. */
import {
  type ScoredMultiplet,
  scoreMultiplet,
  type SearchSpace,
} from "../information/search_space.ts";
import type { SearchShape } from "../information/estimator.ts";
import { breather } from "../system/workers/in_parallel.ts";

/**
 * A search could not be done as asked.
 *
 * @example
 * ```ts
 * import { covarianceFromMatrix } from "@multiplet/multiplet/information";
 * import { exactSearch, SearchError, searchSpace } from "@multiplet/multiplet/search";
 * import { rejects } from "node:assert/strict";
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 0, 0, 1), Infinity);
 * const space = searchSpace({ covariance, target: { encoding: "none" } });
 * await rejects(exactSearch(space, { sizes: [3] }), SearchError); // Of two variables.
 * ```
 */
export class SearchError extends Error {
  /** Name of the error; kept when it is sent from a worker. */
  override readonly name = "SearchError";
}

/** How to watch and stop a search, and how much to keep. */
export interface SearchOptions {
  /** Keep so many multiplets at each end. Default 1. */
  readonly top?: number;
  /** Aborting it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told the share of the work that is done, 0..1, now and then. */
  readonly onProgress?: (share: number) => void;
  /** Told what the search costs, before it begins; see `searchCost`. */
  readonly onPlan?: (cost: SearchCost) => void;
  /** A search that would take longer by its cost is refused. Default 1800; `Infinity` allows all. */
  readonly maxSeconds?: number;
  /**
   * A search whose tables or levels would take more bytes is refused. Default: 2 GiB, enough for an exact
   * search of 26 variables.
   */
  readonly maxBytes?: number;
}

/** A breather of a search, for the share of the work that is done. */
export function searchBreather({ signal, onProgress }: SearchOptions) {
  return breather<number>(50, signal, (share) => onProgress?.(share));
}

/** The options of {@link SearchOptions}, for checks of options that contain them. */
export const SEARCH_OPTIONS = [
  "top",
  "signal",
  "onProgress",
  "onPlan",
  "maxSeconds",
  "maxBytes",
] as const satisfies (keyof SearchOptions)[];

/** The sizes that searches report when none are asked for: 2..n, or 1 for a single variable. */
export function defaultSizes(variables: number): number[] {
  return variables < 2 ? [1] : Array.from({ length: variables - 1 }, (_, i) => i + 2);
}

/**
 * The sizes to search, ascending and each once.
 *
 * @throws SearchError for a size that is not an integer in 1..variables, or none at all
 */
export function requireSizes(sizes: readonly number[], variables: number): number[] {
  if (sizes.length === 0) throw new SearchError("A search needs at least one multiplet size");
  for (const size of sizes) {
    if (!Number.isSafeInteger(size) || size < 1 || size > variables) {
      throw new SearchError(`Multiplet sizes are integers in 1..${variables}, got ${size}`);
    }
  }
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/**
 * The value of the option `name`, which counts something.
 *
 * @throws SearchError unless it is a positive integer
 */
export function requireCount(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new SearchError(`${name} must be a positive integer, got ${value}`);
  }
  return value;
}

export type { ScoredMultiplet };

/** Whether nothing more extreme exists, or just nothing more extreme was found. */
export type Guarantee = "optimal" | "best found";

/** The extremes among the multiplets of one size. */
export interface SizeExtremes {
  /** Number of variables, k; the target is extra. */
  readonly size: number;
  /** How many multiplets of this size were compared. */
  readonly multipletCount: number;
  /** Smallest Ω(X, y) first; equal ones in lexicographic order. */
  readonly synergy: readonly ScoredMultiplet[];
  /** Largest Ω(X, y) first; equal ones in lexicographic order. */
  readonly redundancy: readonly ScoredMultiplet[];
  /** How sure each end is. */
  readonly guarantee: { readonly synergy: Guarantee; readonly redundancy: Guarantee };
}

/** The guarantee of a size whose multiplets were all compared. */
export const OPTIMAL: SizeExtremes["guarantee"] = { synergy: "optimal", redundancy: "optimal" };

/** The guarantee of a size whose multiplets were not all compared. */
export const BEST_FOUND: SizeExtremes["guarantee"] = {
  synergy: "best found",
  redundancy: "best found",
};

/** The result of a search. */
export interface Found {
  /** Name of the search. */
  readonly search: string;
  /** By ascending size. */
  readonly sizes: readonly SizeExtremes[];
}

/** The part of a `System` that searches use. */
export interface Searchable {
  /** What the cost of a search depends on. */
  readonly shape: SearchShape;
  /** Ω of a multiplet of places. */
  score(multiplet: readonly number[]): ScoredMultiplet;
  /** Log-determinants, where there are any: the fast path. */
  readonly determinants?: SearchSpace;
}

/** A space as something to search; a system is so already. */
export function searchable(subject: SearchSpace | Searchable): Searchable {
  if ("shape" in subject) return subject;
  return {
    shape: shapeOf(subject),
    score: (multiplet) => scoreMultiplet(subject, multiplet),
    determinants: subject,
  };
}

/** The shape of a space; one that is given as a shape is itself. */
export function shapeOf(subject: SearchSpace | SearchShape): SearchShape {
  if (!("given" in subject)) return subject;
  const { variables, columns, given, hasTarget } = subject;
  return { variables, widths: columns.map((own) => own.length), terms: given.length, hasTarget };
}

/** The search that is asked for. */
export interface SearchRequest {
  /** Name of a search; see `exactSearch`, `exhaustiveSearch` and `greedySearch`. */
  readonly search: string;
  /** Sizes of multiplets. Default 2..n. */
  readonly sizes?: readonly number[];
  /** For `"greedy"`: sizes up to this are searched exhaustively. Default 6. */
  readonly exhaustiveUpTo?: number;
  /** Multiplets kept at each end. Default 1. */
  readonly top?: number;
  /** For `"exhaustive"`: threads that share the work. Default 1. */
  readonly workers?: number;
  /** Cores that those threads have. Default: one each. */
  readonly cores?: number;
}

/** The cost of a search. */
export interface SearchCost {
  /** Multiplets that are scored. */
  readonly multiplets: number;
  /** Multiply-adds of the inner loops. */
  readonly operations: number;
  /** About how long it takes. */
  readonly seconds: number;
  /** What is held at once: typed arrays, those of all workers, and the multiplets that are kept. */
  readonly bytes: number;
  /** Threads that share the work. */
  readonly workers: number;
}

/** The most that a search may cost. */
export type SearchLimits = Required<Pick<SearchOptions, "maxSeconds" | "maxBytes">>;
