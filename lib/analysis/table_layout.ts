/** The layout of tables in text: columns of cells, and lines of at most 100 characters. */
import { counted } from "../system/printable.ts";

/** Most characters per line of text. */
export const LINE_WIDTH = 100;

/**
 * Cells in right-aligned columns, two spaces apart. The multiplet is the last column, in as many lines as
 * needed; if a name is too long for the rest of the line, all multiplets are below the line of their cells.
 *
 * @param rows cells before the multiplet, and names of the variables of the multiplet
 */
export function* aligned(
  titles: readonly string[],
  rows: readonly { cells: readonly (string | number)[]; names: readonly string[] }[],
): Generator<string> {
  const numbers = rightAligned([titles, ...rows.map(({ cells }) => cells.map(cellText))]);
  const start = numbers[0]!.length + 2;
  const longest = rows.reduce(
    (most, { names }) => names.reduce((length, name) => Math.max(length, name.length), most),
    0,
  );
  const below = start + longest > LINE_WIDTH;
  yield `${numbers[0]}  ${below ? "multiplet, below" : "multiplet"}\n`;
  for (const [at, { names }] of rows.entries()) {
    const indent = " ".repeat(below ? 4 : start);
    const wrapped = wrappedLines(names, LINE_WIDTH - indent.length).join(`\n${indent}`);
    yield `${numbers[at + 1]}${below ? `\n${indent}` : "  "}${wrapped}\n`;
  }
}

/** Lines of cells in right-aligned columns, two spaces apart. */
export function rightAligned(lines: readonly (readonly string[])[]): string[] {
  // No Math.max(...): there can be more rows than the maximum number of arguments of a call.
  const widths = lines[0]!.map((_, column) =>
    lines.reduce((width, line) => Math.max(width, line[column]!.length), 0)
  );
  return lines.map((line) => line.map((cell, at) => cell.padStart(widths[at]!)).join("  "));
}

export function cellText(cell: string | number): string {
  return typeof cell === "number" ? decimal(cell) : cell;
}

/** A value with four decimals, 0 without a sign. */
export function decimal(value: number): string {
  const text = value.toFixed(4);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

const THOUSANDS = new Intl.NumberFormat("en-US");

/** An integer with thousands separated: "2,000". */
export const integerText = (value: number): string => THOUSANDS.format(value);

/** A count with its noun, thousands separated: "1 sample", "2,000 samples". */
export function countedInText(count: number, singular: string, several?: string): string {
  return counted(count, singular, several).replace(/^\d+/, integerText(count));
}

/**
 * Parts, in their order, on as few lines of `width` characters as possible. A longer part is not cut; it has a
 * line of its own.
 *
 * @param separator text between two parts; its final white space is left out at the end of a line
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
