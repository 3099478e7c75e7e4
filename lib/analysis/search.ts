/**
 * The search of an analysis.
 * @module
 */
import {
  exactSearch,
  exhaustiveSearch,
  greedySearch,
  searchCost,
  type SearchSpace,
  type SizeExtremes,
} from "../search/mod.ts";
import { AnalysisError } from "./error.ts";
import type { AnalysisOptions, SearchMethod } from "./options.ts";

/** Most variables that are searched exactly unless another method is asked for. */
const MOST_EXACT = 20;

/** The method that is asked for, or the one that suits the options and the number of variables. */
export function searchMethod(
  { search, exhaustiveUpTo }: AnalysisOptions,
  { variables }: SearchSpace,
): SearchMethod {
  return search ?? (exhaustiveUpTo === undefined && variables <= MOST_EXACT ? "exact" : "greedy");
}

/** Seconds of search that are worth the 0.1 s in which workers start. */
const LONG = 0.3;

/**
 * The extremes of every size by a method.
 *
 * @throws SearchCostError for a search above `maxSeconds` or `maxBytes`
 * @throws SearchError for sizes out of range
 * @throws AnalysisError for search `"exhaustive"` without sizes, or options of another search
 */
export function searchExtremes(
  method: SearchMethod,
  space: SearchSpace,
  request: AnalysisOptions,
): Promise<SizeExtremes[]> {
  const { sizes, workers, exhaustiveUpTo, top, signal } = request;
  const { onProgress, onPlan, maxSeconds, maxBytes } = request;
  if (workers !== undefined && method !== "exhaustive") {
    throw new AnalysisError(`workers share an "exhaustive" search; this one is "${method}"`);
  }
  if (exhaustiveUpTo !== undefined && method !== "greedy") {
    throw new AnalysisError(`exhaustiveUpTo is of a "greedy" search; this one is "${method}"`);
  }
  const options = {
    ...(sizes && { sizes }),
    ...(top !== undefined && { top }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
    ...(onPlan && { onPlan }),
    ...(maxSeconds !== undefined && { maxSeconds }),
    ...(maxBytes !== undefined && { maxBytes }),
  };
  switch (method) {
    case "exact":
      return exactSearch(space, options);
    case "greedy":
      return greedySearch(space, {
        ...options,
        ...(exhaustiveUpTo !== undefined && { exhaustiveUpTo }),
      });
    case "exhaustive":
      if (sizes === undefined) {
        throw new AnalysisError(
          `An exhaustive search needs the sizes of multiplets; all sizes are what "exact" is for`,
        );
      }
      return exhaustiveSearch(space, {
        ...options,
        sizes,
        ...(workers !== undefined && {
          workers: workers === "cores" ? suitableWorkers(space, sizes, top) : workers,
        }),
      });
  }
}

/** One worker per core for a search that takes longer than they take to start; else this thread, 1. */
function suitableWorkers(
  space: SearchSpace,
  sizes: readonly number[],
  top: number | undefined,
): number {
  const { seconds } = searchCost(space, {
    search: "exhaustive",
    sizes,
    ...(top !== undefined && { top }),
  });
  return seconds > LONG ? navigator.hardwareConcurrency : 1;
}
