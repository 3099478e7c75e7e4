/**
 * What all errors of data sets have in common.
 * @module
 */

/**
 * A data set could not be read, made or downloaded; subclasses say which.
 *
 * @example
 * ```ts
 * import { DatasetError, IdxError, readIdx } from "@multiplet/multiplet/data";
 * import { ok, rejects } from "node:assert/strict";
 * await rejects(readIdx(new Uint8Array(), 1, { file: "labels" }), DatasetError);
 * ok(new IdxError("labels", 0, "two zero bytes", "the end of the file") instanceof DatasetError);
 * ```
 */
export class DatasetError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name: string = "DatasetError";
}
