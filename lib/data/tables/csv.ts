/** Comma-separated values with a header line (RFC 4180), read strictly. */
import { quoted, TableError } from "./error.ts";

/** A row of cells, as many as the header has. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** The error for a cell with an unexpected value. */
  wrongCell(column: number, expected: string): TableError;
}

/**
 * Reads rows one after the other, so that no more than one of them is held as text, and returns their number.
 * Cells may be quoted; lines end with LF, CR LF or CR; a byte order mark is skipped.
 *
 * @param begin receives the names in the header; returns the function that receives the rows
 * @throws TableError for text that is not UTF-8, an unpaired quote, a row with another number of cells
 *   than the header, no row at all, and a name in the header that is empty or occurs twice
 */
export function readCsv(
  bytes: Uint8Array,
  file: string,
  begin: (names: readonly string[]) => (row: CsvRow) => void,
): number {
  let names: readonly string[] = [];
  let take: ((row: CsvRow) => void) | undefined;
  let rows = 0;
  let hint = "";
  forEachRecord(decode(bytes, file), file, (cells, line) => {
    if (take === undefined) {
      names = requireNames(cells, file);
      hint = separatorHint(names);
      take = begin(names);
      return;
    }
    if (cells.length !== names.length) {
      const expected = `${names.length} cells as in the header${hint}`;
      throw new TableError({ file, location: `line ${line}`, expected, found: `${cells.length}` });
    }
    rows++;
    take({
      cells,
      wrongCell: (column, expected) => {
        const location = `line ${line}, column ${quoted(names[column]!)}`;
        const cell = cells[column]!;
        const found = cell === "" ? "an empty cell" : quoted(cell);
        return new TableError({ file, location, expected: `${expected}${hint}`, found });
      },
    });
  });
  if (rows === 0) {
    const found = take === undefined ? "an empty file" : "only a header";
    throw new TableError({ file, expected: "a header line and rows below it", found });
  }
  return rows;
}

/** A hint for a header that is one name because another separator was used. */
function separatorHint(names: readonly string[]): string {
  const [only = ""] = names;
  const other = /[;\t|]/.exec(only);
  return names.length === 1 && other
    ? ` (cells are separated by commas, not ${quoted(other[0])})`
    : "";
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TableError({ file, expected: "UTF-8 text", found: "other bytes" });
  }
}

const [TAB, LINE_FEED, RETURN, SPACE, QUOTE, COMMA] = [9, 10, 13, 32, 34, 44];
const isBlank = (code: number) => code === SPACE || code === TAB;
const endsCell = (code: number) =>
  code === COMMA || code === LINE_FEED || code === RETURN || code === QUOTE;

/**
 * Calls `take` with the cells of every record and the number of its last line, from 1. Blanks around a cell
 * do not belong to it. No package is used because those for CSV need Node's buffers, which browsers lack.
 *
 * @throws TableError for a quote that is not closed, or that does not begin or end its cell
 */
export function forEachRecord(
  text: string,
  file: string,
  take: (cells: readonly string[], line: number) => void,
): void {
  let [at, line, cells] = [0, 1, [] as string[]];
  const skipBlanks = () => {
    while (isBlank(text.charCodeAt(at))) at++;
  };
  const refuse = (expected: string, found: string) =>
    new TableError({ file, location: `line ${line}`, expected, found });
  for (;;) {
    skipBlanks();
    if (at >= text.length && cells.length === 0) return;
    const start = at;
    if (text.charCodeAt(at) === QUOTE) {
      do {
        const closing = text.indexOf('"', at + 1);
        if (closing < 0) throw refuse("a quote at the end of a quoted cell", "the end of the file");
        at = closing + 1;
      } while (text.charCodeAt(at) === QUOTE);
      const cell = text.slice(start + 1, at - 1).replaceAll('""', '"');
      cells.push(cell);
      line += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
      skipBlanks();
    } else {
      while (at < text.length && !endsCell(text.charCodeAt(at))) at++;
      let end = at;
      while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
      cells.push(text.slice(start, end));
    }
    const next = text.charCodeAt(at);
    if (next === COMMA) {
      at++;
      continue;
    }
    if (at < text.length && next !== LINE_FEED && next !== RETURN) {
      throw refuse("a comma or the end of the line behind a cell", quoted(text.slice(at)));
    }
    take(cells, line++);
    cells = [];
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
}

function requireNames(names: readonly string[], file: string): readonly string[] {
  const location = "line 1";
  const unnamed = names.indexOf("");
  if (unnamed >= 0) {
    throw new TableError({
      file,
      location,
      expected: "a name for every column (an index that pandas writes has none: index=False)",
      found: `none for column ${unnamed}`,
    });
  }
  const seen = new Set<string>();
  const repeated = names.find((name) => seen.size === seen.add(name).size);
  if (repeated !== undefined) {
    const expected = "different names for all columns";
    throw new TableError({ file, location, expected, found: `${quoted(repeated)} twice` });
  }
  return names;
}
