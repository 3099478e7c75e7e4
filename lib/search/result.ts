/**
 * What searches find.
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
