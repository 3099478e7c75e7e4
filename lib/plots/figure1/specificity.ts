/**
 * How much a multiplet is about one class.
 * @module
 */
import { BEST, type End } from "./ends.ts";
import type { NetworkLayer } from "./layer_groups.ts";

/**
 * Share of the largest class in Σ_c |Δ_c|: 1/C where all C classes count alike, 1 where one class is
 * all. Not a number where every Δ_c is 0.
 *
 * @param contributions Δ with the target "class c against the rest", one value a class, in any unit
 */
export function classSpecificity(contributions: readonly number[]): number {
  const sizes = contributions.map(Math.abs);
  return Math.max(...sizes) / sizes.reduce((sum, size) => sum + size, 0);
}

/** {@link classSpecificity} of a layer's most extreme multiplet. */
export function bestSpecificity(own: NetworkLayer, end: End): number {
  return classSpecificity(own[BEST[end]].classContributions);
}
