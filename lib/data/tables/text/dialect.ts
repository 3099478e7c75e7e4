/** How the cells of a text are separated, found from its beginning. */

/** What stands before the first record, and between cells. */
export interface Dialect {
  /** The character between cells; `"blanks"`: any number of spaces and tabs. */
  readonly separator: "," | ";" | "\t" | "|" | "blanks";
  /** Bytes before the first record: a byte order mark, `sep=;`, or the `# ` with which NumPy begins a header. */
  readonly skipped: number;
  /** Lines among them. */
  readonly lines: number;
}

const SEPARATORS = [",", "\t", ";", "|"] as const;
/** Those that decide where a line has several: a comma can be a part of numbers. */
const BY_RANK = ["\t", ";", "|", ","] as const;

/** A number, or what stands for a missing one. */
const VALUE =
  /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]?inf(?:inity)?|nan|na|n\/a|null|none)$/i;

/**
 * The dialect of a text.
 *
 * @param bytes the beginning of the text
 * @param isCut true if the text goes on behind them
 * @param separator the separator, where the format tells it
 */
export function dialectOf(
  bytes: Uint8Array,
  isCut: boolean,
  separator?: Dialect["separator"],
): Dialect {
  // One character per byte: separators are ASCII, and no other character of UTF-8 has their bytes.
  const text = new TextDecoder("latin1").decode(bytes);
  const mark = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
  const told = /^"?sep=([,;\t|])"?(?:\r\n|\n|\r|$)/i.exec(text.slice(mark));
  if (told) {
    const line = { skipped: mark + told[0].length, lines: 1 };
    return { separator: told[1] as Dialect["separator"], ...line };
  }
  const hash = /^#[ \t]+(?=[^ \t,;|\r\n])/.exec(text.slice(mark))?.[0].length ?? 0;
  const skipped = mark + hash;
  return { separator: separator ?? separatorOf(text.slice(skipped), isCut), skipped, lines: 0 };
}

function separatorOf(text: string, isCut: boolean): Dialect["separator"] {
  // Quoted cells count as one letter.
  const lines = text.replace(/"(?:[^"]|"")*"/g, "q").split(/\r\n|\n|\r/);
  if (isCut && lines.length > 1) lines.pop();
  const filled = lines.filter((line) => line.trim() !== "").slice(0, 20);
  const [first = "", ...others] = filled;
  const counts = (separator: string) => filled.map((line) => line.split(separator).length);
  const consistent = BY_RANK.find((separator) => isTable(counts(separator)));
  if (consistent) return consistent;
  const cells = filled.map((line) => line.trim().split(/[ \t]+/));
  const values = cells.slice(others.length === 0 ? 0 : 1).every((row) =>
    row.every((cell, at) =>
      VALUE.test(cell) || cell === "q" || (row.length > 2 && (at === 0 || at === row.length - 1))
    )
  );
  if (values && isTable(cells.map(({ length }) => length))) return "blanks";
  return SEPARATORS.find((separator) => first.includes(separator)) ?? ",";
}

/** True if all lines have as many cells, more than one; the first may have one less: R names its rows so. */
function isTable([first = 1, ...others]: readonly number[]): boolean {
  const second = others[0] ?? first;
  return second > 1 && (first === second || first === second - 1) &&
    others.every((count) => count === second);
}
