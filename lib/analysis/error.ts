/**
 * What an analysis may be asked that it cannot do.
 * @module
 */

/** An analysis cannot be done as asked: its options do not fit each other, or not the data. */
export class AnalysisError extends Error {
  override readonly name = "AnalysisError";
}
