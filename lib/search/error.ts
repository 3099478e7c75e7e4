/**
 * Searches that cannot be done.
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
 * const space = searchSpace({ covariance, target: { encoding: "none" } });
 * await rejects(exactSearch(space, { sizes: [3] }), SearchError); // Of two variables.
 * ```
 */
export class SearchError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "SearchError";
}
