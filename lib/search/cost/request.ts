/**
 * Types of a request for a search and of its cost.
 * @module
 */

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
export interface SearchLimits {
  /** See the option of that name. */
  readonly maxSeconds: number;
  /** See the option of that name. */
  readonly maxBytes: number;
}
