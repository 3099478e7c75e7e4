/**
 * Results of searches.
 * @module
 */
import type { ScoredMultiplet } from "../information/estimator.ts";

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
