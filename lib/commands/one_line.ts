/**
 * Text for a terminal.
 * @module
 */

/** Most characters that are shown. */
const LONGEST = 2000;

/** How many of them are the end, which often says what to do. */
const END = 400;

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A message on one line: names of files, columns and options can bring line breaks and control
 * characters into it, which are shown as escapes, and may be longer than any screen.
 */
export function oneLine(message: string): string {
  const more = message.length - LONGEST;
  if (more <= 0) return escaped(message);
  const [start, end] = [message.slice(0, LONGEST - END), message.slice(-END)];
  return `${escaped(start)} … ${more} characters … ${escaped(end)}`;
}

function escaped(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (one) => NAMED[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
