/**
 * Rows as the kernel holds them: whole vectors of four values.
 * @module
 */

/** Bytes of a float32. */
export const FLOAT = 4;

/** The next multiple of 4. */
export function padded(width: number): number {
  return Math.ceil(width / 4) * 4;
}

/** `rows × columns` values with every row padded, by zeros if nothing else is said. */
export function padRows(
  values: Float32Array | readonly boolean[],
  rows: number,
  columns: number,
  padding = 0,
): Float32Array {
  const width = padded(columns);
  const result = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      result[row * width + column] = column < columns
        ? Number(values[row * columns + column] ?? 0)
        : padding;
    }
  }
  return result;
}

/** `rows × columns` values without the padding of their rows. */
export function unpadRows(values: Float32Array, rows: number, columns: number): Float32Array {
  const width = padded(columns);
  const result = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    result.set(values.subarray(row * width, row * width + columns), row * columns);
  }
  return result;
}
