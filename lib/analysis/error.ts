/**
 * What an analysis may be asked that it cannot do.
 * @module
 */

/**
 * An analysis cannot be done as asked: its options do not fit each other, or not the data.
 *
 * @example
 * ```ts
 * import { analyse, AnalysisError } from "@multiplet/multiplet/analysis";
 * import { rejects } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const features = { samples: 5, variables: 2, values };
 * // An exhaustive search needs to be told its sizes.
 * await rejects(analyse(features, undefined, { search: "exhaustive" }), AnalysisError);
 * ```
 */
export class AnalysisError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "AnalysisError";
}
