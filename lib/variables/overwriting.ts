/** Columns whose values are replaced by ranks, in their own memory. */
import { InformationError } from "./errors.ts";
import type { Column, ColumnValues } from "./variables.ts";

/** The float32 values that were replaced by ranks. */
const replaced = new WeakSet<ColumnValues>();

/**
 * The memory of float32 values as integers of 32 bits, for twice the average ranks; `undefined` for other values. As
 * float32 numbers, such integers have the order of the values, and the same ties. From then on,
 * {@link requireOriginal} refuses the values.
 */
export function replacedValues(values: ColumnValues): Uint32Array | undefined {
  // Integers from 2³¹ − 2²³ on would not be finite.
  if (!(values instanceof Float32Array) || values.length >= 2 ** 30 - 2 ** 22) return undefined;
  replaced.add(values);
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}

/**
 * Throws an {@link InformationError} for columns whose values were replaced; see `Variables.overwritable`.
 *
 * @param action that needs the values themselves, for the message
 */
export function requireOriginal(action: string, columns: readonly Column[]): void {
  const gone = columns.find(({ values }) => replaced.has(values));
  if (gone === undefined) return;
  throw new InformationError(
    `${action} needs the values of column "${gone.name}", but an analysis replaced them by ranks: ` +
      "do it before, or leave overwritable out",
  );
}
