/** Writes IDX files, well-formed or not, for the tests of the reader. @module */

/** The bytes of an IDX file; `typeCode` and `rank` can be made to lie. */
export function idxFile(
  shape: readonly number[],
  values: ArrayLike<number>,
  { typeCode = 8, rank = shape.length }: { typeCode?: number; rank?: number } = {},
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, typeCode, rank]);
  shape.forEach((size, dimension) => view.setUint32(4 + 4 * dimension, size));
  bytes.set(values, 4 + 4 * shape.length);
  return bytes;
}
