/** The search of all multiplets of a few sizes, for layers too wide for tables of all sets. */
import type { SearchSpace } from "../information/search_space.ts";
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { SingularMultipletError } from "../variables/errors.ts";
import { searchCost } from "./cost/cost.ts";
import { requireAffordable, searchLimits } from "./cost/limits.ts";
import {
  requireCount,
  requireSizes,
  SEARCH_OPTIONS,
  type Searchable,
  searchable,
  SearchError,
  type SearchOptions,
  searchPauses,
  type SizeExtremes,
} from "./interface.ts";
import { behind, multiplets, type SearchPart, searchParts, splitPrefix } from "./multiplets.ts";
import { type Extremes, isTrivialSize, reportExtremes, startingExtremes } from "./ranking.ts";
import { SubsetWalk } from "./subset_walk.ts";

/** Options of {@link exhaustiveSearch}. */
export interface ExhaustiveOptions extends SearchOptions {
  /** Sizes to search. */
  readonly sizes: readonly number[];
  /**
   * Number of threads. Default 1: this one. With more, all are workers, which start in about 0.1 s and end
   * with the search. `"cores"`: one per core if the search is estimated to take more than 0.3 s. The result
   * does not depend on the number of threads.
   */
  readonly workers?: number | "cores";
}

/** Searches of more seconds use workers by default, whose start takes 0.1 s. */
const LONG = 0.3;

/**
 * Minima and maxima of Ω(X, y) over all multiplets of the given sizes, for any number of variables.
 *
 * The time is proportional to the number of multiplets, C(n, k) (`searchCost` estimates it); the memory is
 * small apart from the `top` multiplets. Fast if every variable is one column and the target is one
 * conditional covariance (encodings `copula`, `one-hot` and `none`); otherwise (`model`, blocks), multiplets
 * are scored one by one.
 *
 * @throws SearchCostError for a search above `maxSeconds` or `maxBytes`
 * @throws SearchError for an unknown option, or sizes or options out of range
 * @throws SingularMultipletError that names the first multiplet, or beginning of one, whose covariance is not
 * positive definite
 * @example
 * ```ts
 * import { covarianceFromMatrix, fromNats } from "@multiplet/multiplet/information";
 * import { exhaustiveSearch, searchSpace } from "@multiplet/multiplet/search";
 * import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
 * // z = x + y + noise, all of variance 1 before adding. Ω(x, y, z) = ½ log₂(3/4).
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * const space = searchSpace({ covariance, target: { encoding: "none" } });
 * const here = await exhaustiveSearch(space, { sizes: [3] });
 * equal(fromNats(here[0]!.synergy[0]!.oInformation, "bits").toFixed(12), "-0.207518749639");
 * deepEqual(await exhaustiveSearch(space, { sizes: [3], workers: 2 }), here);
 * ```
 */
export async function exhaustiveSearch(
  subject: SearchSpace | Searchable,
  options: ExhaustiveOptions,
): Promise<SizeExtremes[]> {
  rejectUnknownOptions(SearchError, "exhaustiveSearch", options, [
    "sizes",
    "workers",
    ...SEARCH_OPTIONS,
  ]);
  const system = searchable(subject);
  const { shape } = system;
  const sizes = requireSizes(options.sizes, shape.variables);
  const top = requireCount("top", options.top ?? 1);
  const alone = { search: "exhaustive", sizes, top };
  const cores = navigator.hardwareConcurrency;
  // Only log-determinants can be sent to workers.
  const most = options.workers === "cores"
    ? searchCost(shape, alone).seconds > LONG ? cores : 1
    : requireCount("workers", options.workers ?? 1);
  const space = system.determinants;
  const workers = space === undefined ? 1 : most;
  const request = { ...alone, workers, cores };
  const cost = requireAffordable([shape], request, searchLimits(options));
  options.signal?.throwIfAborted();
  options.onPlan?.(cost);
  const extremes = startingExtremes(shape, sizes, top);
  const parts = sizes.filter((size) => !isTrivialSize(shape, size))
    .flatMap((size) => searchParts(shape.variables, size));
  const failed = space === undefined || workers === 1 || parts.length < 2
    ? await searchHere(system, parts, extremes, options)
    : await (await import("./exhaustive_pool.ts"))
      .searchInWorkers(space, parts, extremes, { ...options, top, workers });
  if (failed !== undefined) throw new SingularMultipletError(failed);
  return reportExtremes(system, extremes);
}

/** `searchInWorkers` in this thread. */
async function searchHere(
  subject: Searchable,
  parts: readonly SearchPart[],
  extremes: ReadonlyMap<number, Extremes>,
  options: SearchOptions,
): Promise<readonly number[] | undefined> {
  const search = partSearch(subject);
  const pauseIfDue = searchPauses(options);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  for (const part of parts) {
    const failed = await search(
      part,
      extremes.get(part.size)!,
      (share) => pauseIfDue((before + share * part.count) / total),
    );
    if (failed !== undefined) return failed;
    before += part.count;
  }
  return undefined;
}

/**
 * Enters all multiplets of a part into the extremes of its size; calls `pauseIfDue` often with the finished
 * share of the part. Stops at the first multiplet whose covariance is not positive definite and resolves with
 * it; otherwise with `undefined`.
 */
export type PartSearch = (
  part: SearchPart,
  extremes: Extremes,
  pauseIfDue: (share: number) => Promise<void> | undefined,
) => Promise<readonly number[] | undefined>;

/**
 * A search of parts of the multiplets of a system, one part after the other; parts of the same size share its
 * memory.
 */
export function partSearch(subject: Searchable): PartSearch {
  const { determinants: space } = subject;
  return space !== undefined && isWalked(space) ? walkingSearch(space) : scoringSearch(subject);
}

/** True if the search shares the work of common prefixes; otherwise it scores multiplets one by one. */
function isWalked(space: SearchSpace): boolean {
  return space.conditionalTerms.length === 1 && space.columns.every((own) => own.length === 1);
}

/** Most multiplets between two pauses, about 15 ms. */
const MOST_BETWEEN_PAUSES = 2 ** 20;

/** For a space where every variable is one column, and the target one conditional covariance. */
function walkingSearch(space: SearchSpace): PartSearch {
  let walk: SubsetWalk | undefined;
  return async ({ size, prefixes, count }, extremes, pauseIfDue) => {
    if (walk?.size !== size) walk = new SubsetWalk(space, size);
    const before = extremes.count;
    for (const prefix of prefixes) {
      for (const piece of splitPrefix(prefix, space.variables, size, MOST_BETWEEN_PAUSES)) {
        const failed = walk.visit(piece, extremes);
        if (failed !== undefined) return failed;
        await pauseIfDue((extremes.count - before) / count);
      }
    }
    return undefined;
  };
}

function scoringSearch(subject: Searchable): PartSearch {
  return async ({ size, prefixes, count }, extremes, pauseIfDue) => {
    const before = extremes.count;
    const { redundancy, synergy } = extremes;
    for (const prefix of prefixes) {
      const first = behind(prefix);
      for (const rest of multiplets(subject.shape.variables - first, size - prefix.length)) {
        const multiplet = [...prefix, ...rest.map((variable) => first + variable)];
        const value = oInformationOf(subject, multiplet);
        if (value === undefined) return multiplet;
        extremes.count++;
        if (value >= redundancy.threshold) redundancy.offer(value, multiplet);
        if (-value >= synergy.threshold) synergy.offer(-value, multiplet);
        await pauseIfDue((extremes.count - before) / count);
      }
    }
    return undefined;
  };
}

/** Ω(X, y) in nats; `undefined` where the covariance is not positive definite. */
function oInformationOf(subject: Searchable, multiplet: readonly number[]): number | undefined {
  try {
    return subject.score(multiplet).oInformation;
  } catch (error) {
    if (error instanceof SingularMultipletError) return undefined;
    throw error;
  }
}
