/**
 * From rankings to scored multiplets.
 * @module
 */
import { multipletCount, multiplets } from "./multiplets.ts";
import { Extremes } from "./ranking.ts";
import type { SizeExtremes } from "./result.ts";
import { scoreMultiplet } from "./score.ts";
import type { SearchSpace } from "./space.ts";

/**
 * Scores the multiplets that a search kept. Searches rank by faster arithmetic that rounds
 * differently; scoring the finds in one way gives the same number for the same multiplet from all.
 */
export function reportExtremes(
  space: SearchSpace,
  extremes: ReadonlyMap<number, Extremes>,
): SizeExtremes[] {
  const score = (multiplet: readonly number[]) => scoreMultiplet(space, multiplet);
  return [...extremes].map(([size, { count, synergy, redundancy }]) => ({
    size,
    multipletCount: count,
    synergy: synergy.multiplets.map(score),
    redundancy: redundancy.multiplets.map(score),
  }));
}

/**
 * Whether Ω is 0 by definition: fewer than three variables, the target counted. All multiplets of
 * such a size are ties, which rounding must not break.
 */
export function isTrivialSize(space: SearchSpace, size: number): boolean {
  return size + (space.hasTarget ? 1 : 0) < 3;
}

/** Extremes for a search to fill, by size; trivial sizes have theirs already. */
export function startingExtremes(
  space: SearchSpace,
  sizes: readonly number[],
  top: number,
): Map<number, Extremes> {
  return new Map(sizes.map((size) => [
    size,
    isTrivialSize(space, size) ? trivialExtremes(space, size, top) : new Extremes(top),
  ]));
}

/** The extremes of a trivial size: the first multiplets in lexicographic order, at both ends. */
function trivialExtremes(space: SearchSpace, size: number, top: number): Extremes {
  const extremes = new Extremes(top);
  extremes.count = multipletCount(space.variables, size);
  for (const multiplet of multiplets(space.variables, size).take(top)) {
    extremes.synergy.offer(0, multiplet);
    extremes.redundancy.offer(0, multiplet);
  }
  return extremes;
}
