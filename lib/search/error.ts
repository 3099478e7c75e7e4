/**
 * What searches may be asked that they cannot do.
 * @module
 */

/**
 * A search could not be done as asked.
 *
 * @example
 * ```ts
 * import { covarianceFromMatrix } from "@multiplet/multiplet/information";
 * import { exactSearch, SearchError, searchSpace } from "@multiplet/multiplet/search";
 * import { rejects } from "node:assert/strict";
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 0, 0, 1), Infinity);
 * const system = { covariance, features: 2, columns: [0, 1], dropped: [] };
 * const space = searchSpace({ ...system, target: { encoding: "none" } });
 * await rejects(exactSearch(space, { sizes: [3] }), SearchError); // Of two variables.
 * ```
 */
export class SearchError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "SearchError";
}

/** The error for a multiplet whose covariance has no inverse. */
export function notPositiveDefinite(multiplet: readonly number[]): SearchError {
  return new SearchError(
    `Multiplet ${multiplet.join(",")} has a covariance that is not positive definite`,
  );
}
