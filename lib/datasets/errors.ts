/**
 * What all errors of data sets have in common.
 * @module
 */

/**
 * A data set could not be read, made or downloaded; subclasses say which.
 *
 * @example
 * ```ts
 * import { DatasetError, IdxError, readIdx } from "@multiplet/multiplet/datasets";
 * import { ok, rejects } from "node:assert/strict";
 * await rejects(readIdx(new Uint8Array(), 1, { file: "labels" }), DatasetError);
 * ok(new IdxError("labels", 0, "two zero bytes", "the end of the file") instanceof DatasetError);
 * ```
 */
export class DatasetError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name: string = "DatasetError";
}

/**
 * Throws a {@link DatasetError} when `options` has a key that `known` lacks. Types catch this in
 * checked code; notebook cells and plain JavaScript are not checked.
 */
export function rejectUnknownOptions(
  action: string,
  options: object,
  known: Readonly<Record<string, true>>,
): void {
  const unknown = Object.keys(options).find((key) => !Object.hasOwn(known, key));
  if (unknown !== undefined) {
    throw new DatasetError(
      `${action} has no option "${unknown}"; it takes ${Object.keys(known).join(", ")}`,
    );
  }
}
