/**
 * The two ends of Ω among multiplets of one size.
 * @module
 */

/** The ends, from the top of a figure. */
export const ENDS = ["redundancy", "synergy"] as const;
/** One of {@link ENDS}: the largest Ω, or the smallest. */
export type End = typeof ENDS[number];

/** What each end is in a key. */
export const END_NAMES: Readonly<Record<End, string>> = {
  redundancy: "redundancy (max Ω)",
  synergy: "synergy (min Ω)",
};
/** What the multiplet at each end is called. */
export const END_ADJECTIVES: Readonly<Record<End, string>> = {
  redundancy: "most redundant",
  synergy: "most synergistic",
};
/** Where a layer keeps the most extreme multiplet of all sizes. */
export const BEST = {
  redundancy: "bestRedundancy",
  synergy: "bestSynergy",
} as const satisfies Readonly<Record<End, string>>;
