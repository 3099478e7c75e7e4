/**
 * All multiplets of a few sizes, for layers too wide for tables of all subsets.
 * @module
 */
import { breather } from "./breather.ts";
import { multipletCount, multiplets } from "./multiplets.ts";
import { Extremes } from "./ranking.ts";
import { isTrivialSize, reportExtremes, trivialExtremes } from "./report.ts";
import {
  notPositiveDefinite,
  requireSizes,
  requireTop,
  type SearchOptions,
  type SizeExtremes,
} from "./result.ts";
import { scoreMultiplet } from "./score.ts";
import type { SearchSpace } from "./space.ts";
import { SubsetWalk } from "./subset_walk.ts";

/** How {@link exhaustiveSearch} works. */
export interface ExhaustiveOptions extends SearchOptions {
  /** Sizes to search. */
  readonly sizes: readonly number[];
}

/**
 * Minima and maxima of Ω(X, y) over all multiplets of the given sizes, for any number of variables.
 *
 * Takes time in proportion to the number of multiplets, C(n, k), and no memory to speak of. Fast where
 * every variable is one column and the target is one conditional covariance (encodings `copula`,
 * `one-hot` and `none`); `model` and blocks are scored one by one.
 *
 * @throws SearchError for sizes out of range
 */
export async function exhaustiveSearch(
  space: SearchSpace,
  options: ExhaustiveOptions,
): Promise<SizeExtremes[]> {
  const sizes = requireSizes(options.sizes, space.variables);
  const top = requireTop(options.top ?? 1);
  options.signal?.throwIfAborted();
  const total = sizes.reduce((sum, size) => sum + multipletCount(space.variables, size), 0);
  let before = 0;
  const extremes = new Map<number, Extremes>();
  for (const size of sizes) {
    if (isTrivialSize(space, size)) {
      extremes.set(size, trivialExtremes(space, size, top));
      continue;
    }
    const own = new Extremes(top);
    const { signal, onProgress } = options;
    const progress = (share: number) =>
      onProgress?.((before + share * multipletCount(space.variables, size)) / total);
    await searchSize(space, size, own, { ...(signal && { signal }), onProgress: progress });
    before += own.count;
    extremes.set(size, own);
  }
  return reportExtremes(space, extremes);
}

async function searchSize(
  space: SearchSpace,
  size: number,
  extremes: Extremes,
  options: SearchOptions,
): Promise<void> {
  const breathe = breather(options);
  const total = multipletCount(space.variables, size);
  const plain = space.given.length === 1 && space.columns.every((own) => own.length === 1);
  if (plain && size >= 2) {
    const walk = new SubsetWalk(space, size, extremes);
    for (const prefix of prefixes(space.variables, size)) {
      walk.visit(prefix);
      await breathe(extremes.count / total);
    }
    if (walk.failed) throw notPositiveDefinite(walk.failed);
    return;
  }
  for (const multiplet of multiplets(space.variables, size)) {
    const { oInformation } = scoreMultiplet(space, multiplet);
    extremes.count++;
    const { redundancy, synergy } = extremes;
    if (oInformation >= redundancy.threshold) redundancy.offer(oInformation, multiplet);
    if (-oInformation >= synergy.threshold) synergy.offer(-oInformation, multiplet);
    await breathe(extremes.count / total);
  }
}

/** Beginnings of multiplets, as units of work: small enough to breathe between them. */
function prefixes(variables: number, size: number): Iterable<number[]> {
  return multiplets(variables, Math.max(0, Math.min(size - 2, 2)));
}
