/** Parts of an exhaustive search in workers. */
import { inParallel, inSharedMemory } from "../system/workers/in_parallel.ts";
import { WorkerPool } from "../system/workers/pool.ts";
import type { SearchPart } from "./multiplets.ts";
import type { SearchOptions } from "./interface.ts";
import type { Extremes, Floors, FoundExtremes } from "./ranking.ts";
import type { SearchSpace } from "../information/search_space.ts";

/** The job of a worker: one part. All jobs of a pool have the same space and `top`. */
export interface PartJob {
  /** With matrices in shared memory. */
  readonly space: SearchSpace;
  readonly part: SearchPart;
  readonly top: number;
  /** Thresholds from earlier parts: multiplets below them cannot be among the best. */
  readonly floors: Floors;
}

/** The result of a job: extremes, or the first multiplet whose covariance is not positive definite. */
export type PartResult = FoundExtremes | { readonly failed: readonly number[] };

/**
 * Searches `parts`, in lexicographic order, with at most so many workers at once, and enters the results into
 * the extremes of their sizes. The order in which parts end does not change a ranking.
 *
 * @returns the first of all multiplets whose covariance is not positive definite. Parts begin in order, so all
 * parts before the first that fails have begun, and are waited for; later parts are left out
 */
export async function searchInWorkers(
  space: SearchSpace,
  parts: readonly SearchPart[],
  extremes: ReadonlyMap<number, Extremes>,
  { top, workers, signal, onProgress }: Pick<SearchOptions, "signal" | "onProgress"> & {
    readonly top: number;
    readonly workers: number;
  },
): Promise<readonly number[] | undefined> {
  using pool = new WorkerPool(new URL("./exhaustive_worker.ts", import.meta.url), {
    size: Math.min(workers, parts.length),
  });
  const shared = shareSpace(space);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  let done = 0;
  let anyFailed = false;
  const failures = await inParallel(parts, workers, async (part, both) => {
    if (anyFailed) return undefined;
    // A part that another worker repeats reports shares that are already counted.
    let counted = 0;
    const advance = (share: number) => {
      if (share <= counted) return;
      done += (share - counted) * part.count;
      counted = share;
      onProgress?.(Math.min(1, done / total));
    };
    const { synergy, redundancy } = extremes.get(part.size)!;
    const floors = { synergy: synergy.threshold, redundancy: redundancy.threshold };
    const job: PartJob = { space: shared, part, top, floors };
    const found = await pool.run<PartResult>("search", job, {
      signal: both,
      onProgress: (share) => advance(share as number),
    });
    if ("failed" in found) {
      anyFailed = true;
      return found.failed;
    }
    extremes.get(part.size)!.merge(found);
    advance(1);
    return undefined;
  }, signal);
  return failures.find((failed) => failed !== undefined);
}

/** The space with its matrices in shared memory, which is sent to workers without copies. */
function shareSpace(space: SearchSpace): SearchSpace {
  return {
    ...space,
    features: inSharedMemory(space.features),
    conditionalTerms: space.conditionalTerms.map(({ weight, matrix }) => ({
      weight,
      matrix: inSharedMemory(matrix),
    })),
  };
}
