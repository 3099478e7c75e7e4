/**
 * The search of an analysis.
 * @module
 */
import {
  exactSearch,
  exhaustiveSearch,
  greedySearch,
  type SearchSpace,
  type SizeExtremes,
} from "../search/mod.ts";
import { AnalysisError } from "./error.ts";
import type { AnalysisOptions, SearchMethod } from "./options.ts";

/** Most variables that are searched exactly unless another method is asked for. */
const MOST_EXACT = 20;

/** The method that is asked for, or the one that suits the number of variables. */
export function searchMethod(
  { search }: AnalysisOptions,
  { variables }: SearchSpace,
): SearchMethod {
  return search ?? (variables <= MOST_EXACT ? "exact" : "greedy");
}

/**
 * The extremes of every size by a method.
 *
 * @throws SearchError for sizes out of range, or too many variables for the method
 * @throws AnalysisError for search `"exhaustive"` without sizes, or workers for another one
 */
export function searchExtremes(
  method: SearchMethod,
  space: SearchSpace,
  { sizes, workers, top, signal, onProgress }: AnalysisOptions,
): Promise<SizeExtremes[]> {
  if (workers !== undefined && method !== "exhaustive") {
    throw new AnalysisError(`workers share an "exhaustive" search; this one is "${method}"`);
  }
  const options = {
    ...(sizes && { sizes }),
    ...(top !== undefined && { top }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  };
  switch (method) {
    case "exact":
      return exactSearch(space, options);
    case "greedy":
      return greedySearch(space, options);
    case "exhaustive":
      if (sizes === undefined) {
        throw new AnalysisError(
          `An exhaustive search needs the sizes of multiplets; all sizes are what "exact" is for`,
        );
      }
      return exhaustiveSearch(space, {
        ...options,
        sizes,
        ...(workers !== undefined && { workers }),
      });
  }
}
