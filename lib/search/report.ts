/**
 * From rankings to scored multiplets.
 * @module
 */
import { multipletCount, multiplets } from "./multiplets.ts";
import { Extremes } from "./ranking.ts";
import type { SearchShape } from "../information/estimator.ts";
import { OPTIMAL, type SizeExtremes } from "./result.ts";
import type { Searchable } from "./searchable.ts";

/**
 * Scores the multiplets that a search kept. Searches rank by faster arithmetic that rounds
 * differently; scoring the finds in one way gives the same number for the same multiplet from all.
 */
export function reportExtremes(
  subject: Searchable,
  extremes: ReadonlyMap<number, Extremes>,
): SizeExtremes[] {
  const score = (multiplet: readonly number[]) => subject.score(multiplet);
  return [...extremes].map(([size, { count, synergy, redundancy }]) => ({
    size,
    multipletCount: count,
    synergy: synergy.multiplets.map(score),
    redundancy: redundancy.multiplets.map(score),
    guarantee: OPTIMAL,
  }));
}

/**
 * Whether Ω is 0 by definition: fewer than three variables, the target counted. All multiplets of
 * such a size are ties, which rounding must not break.
 */
export function isTrivialSize({ hasTarget = true }: SearchShape, size: number): boolean {
  return size + (hasTarget ? 1 : 0) < 3;
}

/** Extremes for a search to fill, by size; trivial sizes have theirs already. */
export function startingExtremes(
  shape: SearchShape,
  sizes: readonly number[],
  top: number,
): Map<number, Extremes> {
  return new Map(sizes.map((size) => [
    size,
    isTrivialSize(shape, size) ? trivialExtremes(shape, size, top) : new Extremes(top),
  ]));
}

/** The extremes of a trivial size: the first multiplets in lexicographic order, at both ends. */
function trivialExtremes({ variables }: SearchShape, size: number, top: number): Extremes {
  const extremes = new Extremes(top);
  extremes.count = multipletCount(variables, size);
  for (const multiplet of multiplets(variables, size).take(top)) {
    extremes.synergy.offer(0, multiplet);
    extremes.redundancy.offer(0, multiplet);
  }
  return extremes;
}
