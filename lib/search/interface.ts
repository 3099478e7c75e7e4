/** Types of all searches: the searched system, options, results, errors. */
import {
  type ScoredMultiplet,
  scoreMultiplet,
  type SearchSpace,
} from "../information/search_space.ts";
import type { SearchShape, System } from "../information/estimator.ts";
import { pauseEvery } from "../system/workers/in_parallel.ts";

/**
 * Error: options of a search are invalid or do not fit the system.
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
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "SearchError";
}

/** Options of all searches. */
export interface SearchOptions {
  /** Number of multiplets to report for each end of a size. Default 1. */
  readonly top?: number | undefined;
  /** Aborting it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called several times with the finished share of the work, 0..1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Called with the estimated cost before the search begins; see `searchCost`. */
  readonly onPlan?: ((cost: SearchCost) => void) | undefined;
  /** A search that is estimated to take longer is refused. Default 1800; `Infinity`: no limit. */
  readonly maxSeconds?: number | undefined;
  /**
   * A search that needs more bytes of memory is refused. Default: 2 GiB, enough for an exact search of 26
   * variables.
   */
  readonly maxBytes?: number | undefined;
}

/** Pauses of a search, see `pauseEvery`, that report the finished share of the work. */
export function searchPauses({ signal, onProgress }: SearchOptions) {
  return pauseEvery<number>(50, signal, (share) => onProgress?.(share));
}

export const SEARCH_OPTIONS = [
  "top",
  "signal",
  "onProgress",
  "onPlan",
  "maxSeconds",
  "maxBytes",
] as const satisfies (keyof SearchOptions)[];

/** The sizes that searches report by default: 2..n, or 1 for a single variable. */
export function defaultSizes(variables: number): number[] {
  return variables < 2 ? [1] : Array.from({ length: variables - 1 }, (_, i) => i + 2);
}

/**
 * The sizes to search, ascending and each once.
 *
 * @throws SearchError for a size that is not an integer in 1..variables, or none at all
 */
export function requireSizes(sizes: readonly number[], variables: number): number[] {
  if (sizes.length === 0) {
    throw new SearchError("A search needs at least one multiplet size, got an empty list");
  }
  for (const size of sizes) {
    if (!Number.isSafeInteger(size) || size < 1 || size > variables) {
      throw new SearchError(`Multiplet sizes are integers in 1..${variables}, got ${size}`);
    }
  }
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** The value of the option `name`; throws a {@link SearchError} unless it is a positive integer. */
export function requireCount(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new SearchError(`${name} must be a positive integer, got ${value}`);
  }
  return value;
}

/** `"optimal"`: no multiplet is more extreme; `"best found"`: not all multiplets were compared. */
export type Guarantee = "optimal" | "best found";

/** All values of {@link Objective}. */
export const OBJECTIVES = [
  "o-information",
  "total-correlation",
  "dual-total-correlation",
] as const satisfies Objective[];

/**
 * The measure of a multiplet and the target by which a search ranks, of X = X₁..X_k and y, in nats:
 * - `"o-information"`: Ω(X, y) = TC − DTC.
 * - `"total-correlation"`: TC(X, y) = Σ_j H(X_j) + H(y) − H(X, y).
 * - `"dual-total-correlation"`: DTC(X, y) = H(X, y) − Σ_j H(X_j | X₋ⱼ, y) − H(y | X).
 */
export type Objective = "o-information" | "total-correlation" | "dual-total-correlation";

/** A multiplet that a search found; with an objective other than Ω, also the value of that measure in nats. */
export interface RankedMultiplet extends ScoredMultiplet {
  /** TC(X, y), with the objective `"total-correlation"`. */
  readonly totalCorrelation?: number;
  /** DTC(X, y), with the objective `"dual-total-correlation"`. */
  readonly dualTotalCorrelation?: number;
}

/** The extremes among the multiplets of one size, by Ω(X, y) or the measure that the search has as its objective. */
export interface SizeExtremes {
  /** Number of variables, k; the target is extra. */
  readonly size: number;
  /** Number of multiplets of this size that were compared. */
  readonly multipletCount: number;
  /** Smallest value first; equal ones in lexicographic order. */
  readonly synergy: readonly RankedMultiplet[];
  /** Largest value first; equal ones in lexicographic order. */
  readonly redundancy: readonly RankedMultiplet[];
  /** The guarantee of each end. */
  readonly guarantee: { readonly synergy: Guarantee; readonly redundancy: Guarantee };
  /**
   * A multiplet of this size, or the beginning of one, whose covariance is not positive definite, if a search met
   * one and went on: such multiplets are not compared. Other searches end with an error.
   */
  readonly singular?: readonly number[];
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
export type Searchable = Pick<System, "shape" | "score" | "determinants" | "entropy">;

/** A space as a `Searchable`; a system is returned unchanged. */
export function searchable(subject: SearchSpace | Searchable): Searchable {
  if ("shape" in subject) return subject;
  return {
    shape: shapeOf(subject),
    score: (multiplet) => scoreMultiplet(subject, multiplet),
    determinants: subject,
  };
}

/** The shape of a space; a shape is returned unchanged. */
export function shapeOf(subject: SearchSpace | SearchShape): SearchShape {
  if (!("conditionalTerms" in subject)) return subject;
  const { variables, columns, conditionalTerms, hasTarget } = subject;
  const widths = columns.map((own) => own.length);
  return { variables, widths, terms: conditionalTerms.length, hasTarget };
}

/** The name and options of a search, on which its cost depends. */
export interface SearchRequest {
  /** Name of a search; see `exactSearch`, `exhaustiveSearch` and `greedySearch`. */
  readonly search: string;
  /** Sizes to report. Default: 2..n, or 1 for a single variable. */
  readonly sizes?: readonly number[] | undefined;
  /**
   * The measure of (X, y) by which multiplets are ranked, for `"exact"`, `"exhaustive"` and `"greedy"`. Default
   * `"o-information"`.
   */
  readonly objective?: Objective | undefined;
  /** For `"greedy"`: sizes up to this are searched exhaustively. Default 6, as in the paper. */
  readonly exhaustiveUpTo?: number | undefined;
  /** Number of multiplets reported for each end. Default 1. */
  readonly top?: number | undefined;
  /** For `"exhaustive"`, the exhaustive sizes of `"greedy"`, and `"ladder"`: number of threads. Default 1. */
  readonly workers?: number | undefined;
  /** Number of cores for those threads. Default: one per thread. */
  readonly cores?: number | undefined;
  /**
   * For `"ladder"`: number of new starts per end and island; default: see `ladderSearch`. For `"annealing"`,
   * `"genetic"` and `"cross-entropy"`: number of multiplets compared per size and end; default 10,000.
   */
  readonly calls?: number | undefined;
  /** For `"ladder"`: number of islands. Default 4. */
  readonly islands?: number | undefined;
  /** For `"greedy"` and `"ladder"`: the sizes in their option `known`, which are not searched. Default: none. */
  readonly known?: readonly number[] | undefined;
}

/** The cost of a search. */
export interface SearchCost {
  /** Multiplets that are scored. */
  readonly multiplets: number;
  /** Multiply-adds of the inner loops. */
  readonly operations: number;
  /** Estimated time. */
  readonly seconds: number;
  /** Memory at any one time: typed arrays, including those of all workers, and the best multiplets. */
  readonly bytes: number;
  /** Number of threads. */
  readonly workers: number;
}

/** The limits of the cost of a search. */
export type SearchLimits = Readonly<Record<"maxSeconds" | "maxBytes", number>>;
