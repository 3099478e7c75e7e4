/** Texts of others, such as names in files, for a terminal or a line of a message. */

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A text without characters that move the cursor, change colours or turn the direction of writing: control
 * characters, line breaks and marks of bidirectional text become escapes such as `\u001b`. Others stay.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
    (one) => NAMED[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
