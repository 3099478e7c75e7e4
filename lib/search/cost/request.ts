/**
 * Types of a request for a search and of its cost.
 * @module
 */

/**
 * The properties of a space on which the cost of its searches depends. Needed by itself before there
 * are samples to make a space of.
 */
export interface SearchShape {
  /** Number of variables, n. */
  readonly variables: number;
  /** Columns of each variable. Default: one each. */
  readonly widths?: readonly number[];
  /** Covariances given the target: as many as classes for the encoding `"model"`, else 1, the default. */
  readonly terms?: number;
  /** Default `true`. */
  readonly hasTarget?: boolean;
}

/** The search that is asked for. */
export interface SearchRequest {
  /** See `exactSearch`, `exhaustiveSearch` and `greedySearch`. */
  readonly search: "exact" | "exhaustive" | "greedy";
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
