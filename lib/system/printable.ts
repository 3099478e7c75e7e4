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
