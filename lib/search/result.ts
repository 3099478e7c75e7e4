/**
 * What searches find, and how they are watched.
 * @module
 */

/** A multiplet and its O-information, in nats. */
export interface ScoredMultiplet {
  /** Variables, ascending. */
  readonly multiplet: readonly number[];
  /** Ω(X, y). Above 0 redundancy dominates, below 0 synergy. */
  readonly oInformation: number;
  /** Ω(X), without the target. */
  readonly featuresOInformation: number;
  /** Δ = Ω(X, y) − Ω(X); 0 without a target. */
  readonly targetContribution: number;
}

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
}

/** A search could not be done as asked. */
export class SearchError extends Error {
  override readonly name = "SearchError";
}

/** The error for a multiplet whose covariance has no inverse. */
export function notPositiveDefinite(multiplet: readonly number[]): SearchError {
  return new SearchError(
    `Multiplet ${multiplet.join(",")} has a covariance that is not positive definite`,
  );
}

/** How to watch and stop a search, and how much to keep. */
export interface SearchOptions {
  /** Keep so many multiplets at each end. Default 1. */
  readonly top?: number;
  /** Aborting it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told the share of the work that is done, 0..1, now and then. */
  readonly onProgress?: (share: number) => void;
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
