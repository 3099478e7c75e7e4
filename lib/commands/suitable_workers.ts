/**
 * How many workers an exhaustive search is worth.
 * @module
 */
import type { AnalysisOptions } from "../analysis/mod.ts";
import { multipletCount } from "../search/mod.ts";

/** Multiplets that one thread visits in the time that workers take to start, about 0.1 s. */
const FEW = 5_000_000;

/** How many times as long a multiplet takes that is scored by itself: microseconds, not nanoseconds. */
const SCORED = 1000;

/**
 * One worker a core for a search of more than 5 million multiplets in all, or 5 thousand where the
 * encoding `model` or blocks make them costly; this thread alone, 1, for less.
 *
 * @param columns number of columns of the features
 */
export function suitableWorkers(
  columns: number,
  { sizes = [], blocks, encoding }: Pick<AnalysisOptions, "sizes" | "blocks" | "encoding">,
): number {
  const variables = blocks?.length ?? columns;
  const cost = blocks !== undefined || encoding === "model" ? SCORED : 1;
  let count = 0;
  for (const size of sizes) {
    // There are none of it, which the search says.
    if (size > variables) continue;
    count += multipletCount(variables, Math.min(size, variables - size));
    if (cost * count > FEW) return navigator.hardwareConcurrency;
  }
  return 1;
}
