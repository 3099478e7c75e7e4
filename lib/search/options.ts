/**
 * How searches are watched and limited.
 * @module
 */
import type { SearchCost } from "./cost/request.ts";
import { SearchError } from "./error.ts";

/** How to watch and stop a search, and how much to keep. */
export interface SearchOptions {
  /** Keep so many multiplets at each end. Default 1. */
  readonly top?: number;
  /** Aborting it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told the share of the work that is done, 0..1, now and then. */
  readonly onProgress?: (share: number) => void;
  /** Told what the search costs, before it begins; see `searchCost`. */
  readonly onPlan?: (cost: SearchCost) => void;
  /** A search that would take longer by its cost is refused. Default 1800; `Infinity` allows all. */
  readonly maxSeconds?: number;
  /**
   * A search whose tables or levels would take more bytes is refused. Default: 2 GiB, enough for an exact
   * search of 26 variables.
   */
  readonly maxBytes?: number;
}

/** The options of {@link SearchOptions}, for checks of options that contain them. */
export const SEARCH_OPTIONS = [
  "top",
  "signal",
  "onProgress",
  "onPlan",
  "maxSeconds",
  "maxBytes",
] as const satisfies (keyof SearchOptions)[];

/** The sizes that searches report when none are asked for: 2..n, or 1 for a single variable. */
export function defaultSizes(variables: number): number[] {
  return variables < 2 ? [1] : Array.from({ length: variables - 1 }, (_, i) => i + 2);
}

/**
 * The sizes to search, ascending and each once.
 *
 * @throws SearchError for a size that is not an integer in 1..variables, or none at all
 */
export function requireSizes(sizes: readonly number[], variables: number): number[] {
  if (sizes.length === 0) throw new SearchError("A search needs at least one multiplet size");
  for (const size of sizes) {
    if (!Number.isSafeInteger(size) || size < 1 || size > variables) {
      throw new SearchError(`Multiplet sizes are integers in 1..${variables}, got ${size}`);
    }
  }
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/**
 * The value of the option `name`, which counts something.
 *
 * @throws SearchError unless it is a positive integer
 */
export function requireCount(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new SearchError(`${name} must be a positive integer, got ${value}`);
  }
  return value;
}
