/**
 * Comma-separated values with a header line (RFC 4180), read strictly.
 * @module
 */
import { CsvError, parse } from "csv-parse/sync";
import { quoted, TableError } from "./error.ts";

/** A row of cells, as many as the header has. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** The error of a cell that is not what was expected. */
  wrongCell(column: number, expected: string): TableError;
}

/**
 * Reads rows one after the other, so that no more than one of them is held as text. Cells may be
 * quoted; lines end with LF, CR LF or CR; a byte order mark is skipped.
 *
 * @param bytes the whole file, UTF-8
 * @param begin given the names in the header; returns what takes the rows
 * @returns the number of rows
 * @throws TableError for text that is not UTF-8 or above half a gigabyte, an unpaired quote, a row with another number of
 *   cells than the header, no row at all, and a name in the header that is empty or occurs twice
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
      throw new TableError({ file, place: `line ${line}`, expected, found: `${cells.length}` });
    }
    rows++;
    take({
      cells,
      wrongCell: (column, expected) => {
        const place = `line ${line}, column ${quoted(names[column]!)}`;
        const cell = cells[column]!;
        const found = cell === "" ? "an empty cell" : quoted(cell);
        return new TableError({ file, place, expected: `${expected}${hint}`, found });
      },
    });
  });
  if (rows === 0) {
    const found = take === undefined ? "an empty file" : "only a header";
    throw new TableError({ file, expected: "a header line and rows below it", found });
  }
  return rows;
}

/** What to say of a header that is one name because its names are separated by something else. */
function separatorHint(names: readonly string[]): string {
  const [only = ""] = names;
  const other = /[;\t|]/.exec(only);
  return names.length === 1 && other
    ? ` (cells are separated by commas, not ${quoted(other[0])})`
    : "";
}

/** Most characters of a text in V8. */
const LONGEST_TEXT = 2 ** 29 - 24;

/** Strict UTF-8, without a byte order mark. */
function decode(bytes: Uint8Array, file: string): string {
  if (bytes.length > LONGEST_TEXT) {
    const expected = `a .csv file of at most ${LONGEST_TEXT} bytes (.npy files may be larger)`;
    throw new TableError({ file, expected, found: `${bytes.length}` });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TableError({ file, expected: "UTF-8 text", found: "other bytes" });
  }
}

/** Calls `take` with the cells of every record and the number of its last line, from 1. */
function forEachRecord(
  text: string,
  file: string,
  take: (cells: readonly string[], line: number) => void,
): void {
  try {
    parse(text, {
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true, // counted above, with the line
      trim: true,
      on_record: (cells: string[], { lines }) => {
        take(cells, lines);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const found = error.message.replace(/ at line \d+/, "");
    throw new TableError({ file, place: `line ${error.lines}`, expected: "CSV", found });
  }
}

function requireNames(names: readonly string[], file: string): readonly string[] {
  const place = "line 1";
  const unnamed = names.indexOf("");
  if (unnamed >= 0) {
    throw new TableError({
      file,
      place,
      expected: "a name for every column (an index that pandas writes has none: index=False)",
      found: `none for column ${unnamed}`,
    });
  }
  const seen = new Set<string>();
  const repeated = names.find((name) => seen.size === seen.add(name).size);
  if (repeated !== undefined) {
    const expected = "different names for all columns";
    throw new TableError({ file, place, expected, found: `${quoted(repeated)} twice` });
  }
  return names;
}
