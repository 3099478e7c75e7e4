/**
 * Sizes of files in words.
 * @module
 */

const UNITS = ["bytes", "kB", "MB", "GB", "TB"];

/** A size with three digits or so, in powers of 1,000: `812 bytes`, `64.0 MB`, `1.25 GB`. */
export function byteSize(bytes: number): string {
  let [value, unit] = [bytes, 0];
  // Of 999.95 and more, the rounded number would have four digits.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  if (bytes === 1) return "1 byte";
  return `${unit === 0 ? value : value.toPrecision(3)} ${UNITS[unit]}`;
}
