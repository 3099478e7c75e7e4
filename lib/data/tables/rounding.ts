/** The size of values, on which their rounding errors depend. */

/** Largest values below this have squares that lose digits. */
const SMALLEST = 1e-140;

/**
 * The root mean square of values.
 *
 * @param squares the sum of their squares
 * @param largest the largest absolute value, which is taken where squares are not in the range of float64
 */
export function rootMeanSquare(squares: number, count: number, largest: number): number {
  if (count === 0) return 0;
  return squares < Infinity && largest >= SMALLEST ? Math.sqrt(squares / count) : largest;
}
