/** Texts of others, such as names in files, for a terminal or a line of a message. */

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A text without characters that move the cursor, change colours or turn the direction of writing, or that nobody
 * sees: control and format characters (such as U+200B and U+FEFF) and line breaks become escapes such as `\u001b`.
 * Others stay.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    // Two units for a character beyond U+FFFF, as JSON has it.
    (one) =>
      NAMED[one] ??
        one.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}

const UNITS = ["bytes", "kB", "MB", "GB", "TB"];

/** A size with about three digits, in powers of 1,000: `812 bytes`, `64.0 MB`, `1.25 GB`. */
export function byteSize(bytes: number): string {
  let [value, unit] = [bytes, 0];
  // From 999.5 on, the rounded number would have four digits.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  if (bytes === 1) return "1 byte";
  return `${unit === 0 ? value : value.toPrecision(3)} ${UNITS[unit]}`;
}

/** A count with its noun: "1 cell", "2 cells". */
export function counted(
  count: number | bigint,
  singular: string,
  several = `${singular}s`,
): string {
  return `${count} ${String(count) === "1" ? singular : several}`;
}
