/**
 * Text that is too long for one line.
 * @module
 */

/** Most characters of a line of text to read. */
export const LINE_WIDTH = 100;

/**
 * Parts on as few lines of `width` characters as hold them, in their order. A part is never cut: one that is
 * longer has a line of its own.
 *
 * @param separator what stands between two parts; white space at its end is left out at the end of a line
 * @returns at least one line
 */
export function wrappedLines(
  parts: readonly string[],
  width: number,
  separator: string = " ",
): string[] {
  const between = separator.trimEnd();
  const lines: string[] = [];
  let line = parts[0] ?? "";
  for (const [at, part] of parts.slice(1).entries()) {
    const longer = `${line}${separator}${part}`;
    const isLast = at === parts.length - 2;
    if (longer.length + (isLast ? 0 : between.length) <= width) line = longer;
    else {
      lines.push(line + between);
      line = part;
    }
  }
  return [...lines, line];
}
