/** Tables of text: numbers and texts between separators, with or without a line of names. */
import { counted } from "../../../system/printable.ts";
import type { Cursor } from "../bytes.ts";
import { type FileColumn, MOST_COLUMNS, namedTable, unnamedTable } from "../columns.ts";
import { quoted, TableError } from "../error.ts";
import type { Table } from "../table.ts";
import { CellReader } from "./cells.ts";
import { type Dialect, dialectOf } from "./dialect.ts";
import { type FirstLine, firstLineOf } from "./first_line.ts";
import { forEachRecord, type TextRecord } from "./records.ts";
import { TextColumn } from "./text_column.ts";

/** Bytes from which separators are found. */
const BEGINNING = 2 ** 16;

/** How a text is read. */
export interface TextOptions {
  /** True if the first line has names, false if it is a sample. */
  readonly header: boolean | undefined;
  /** The separator; found from the first lines if absent. */
  readonly separator?: Dialect["separator"];
}

/**
 * Reads a table of text piece by piece.
 *
 * @throws TableError for text that is not UTF-8, an unpaired quote, a row with another number of cells than the
 *   first, decimal commas, no row at all, and names that are missing or occur twice
 */
export async function readText(
  cursor: Cursor,
  file: string,
  { header, separator }: TextOptions,
): Promise<Table> {
  const beginning = await cursor.peek(BEGINNING);
  requireText(beginning, file);
  const isCut = beginning.length >= BEGINNING;
  const dialect = dialectOf(beginning.subarray(0, BEGINNING), isCut, separator);
  await cursor.take(dialect.skipped);
  const rows = new Rows(file, dialect.separator);
  const take = (record: TextRecord) => rows.take(record);
  await forEachRecord(cursor, file, dialect.separator, take, dialect.lines + 1);
  return rows.table(header);
}

const convertFrom = (encoding: string) =>
  `convert it: pd.read_csv(FILE, encoding="${encoding}").to_csv("x.csv", index=False)`;

/** Throws for what only looks like text to a separator. */
function requireText(bytes: Uint8Array, file: string): void {
  const [first, second] = bytes;
  const expected = "UTF-8 text";
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new TableError({ file, expected, found: `UTF-16 text; ${convertFrom("utf-16")}` });
  }
  if (bytes.subarray(0, 1000).includes(0)) {
    throw new TableError({ file, expected, found: "bytes that are no text" });
  }
}

/** The rows of a text while they come. */
class Rows {
  readonly #reader = new CellReader();
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  #first: FirstLine | undefined;
  #columns: TextColumn[] = [];
  /** Rows behind the first line. */
  #count = 0;
  /** Blank lines since the last row, with their numbers. */
  #blank: number[] = [];
  #skipped = 0;
  /** Rows since the last one that has a value. */
  #empty = 0;
  /** True while each row has one cell more than the first line, and that cell is empty. */
  #endsWithSeparator = false;

  constructor(readonly file: string, readonly separator: Dialect["separator"]) {}

  take(record: TextRecord): void {
    const { count, starts, ends, quotes } = record;
    if (count === 1 && starts[0] === ends[0] && quotes[0] === 0) {
      this.#blank.push(record.line);
      return;
    }
    if (this.#first === undefined) {
      if (count > MOST_COLUMNS) {
        const location = `line ${record.line}`;
        const expected = `at most ${MOST_COLUMNS} cells`;
        throw new TableError({ file: this.file, location, expected, found: `${count}` });
      }
      const text = (cell: number) => this.#text(record, cell);
      this.#first = firstLineOf(record, this.#reader, text);
      this.#blank = [];
      return;
    }
    const endsWithCell = starts[count - 1] !== ends[count - 1] || quotes[count - 1] !== 0;
    if (this.#count === 0) this.#begin(count, endsWithCell);
    this.#takeBlankLines();
    if (endsWithCell && this.#endsWithSeparator) {
      if (!this.#first.hasTextsOnly) this.#removeLastCells();
      this.#endsWithSeparator = false;
    }
    if (count !== this.#columns.length) throw this.#wrongCount(record);
    const row = ++this.#count;
    const [reader, columns] = [this.#reader, this.#columns];
    let isEmpty = true;
    for (let cell = 0; cell < count; cell++) {
      const kind = reader.read(record, starts[cell]!, ends[cell]!);
      if (starts[cell] !== ends[cell] || quotes[cell] !== 0) isEmpty = false;
      if (kind === "number") {
        const isFinite = Math.abs(reader.value) < Infinity;
        columns[cell]!.addNumber(row, reader, isFinite ? undefined : this.#text(record, cell));
        if (reader.isPadded) {
          columns[cell]!.addPadded({ text: this.#text(record, cell), line: record.line });
        }
      } else {
        // In quotes, the word for a missing value can be the name of a class.
        const text = kind === "missing" && quotes[cell] === 0 ? "" : this.#text(record, cell);
        columns[cell]!.addText(row, kind, text, reader.value, record.line);
      }
    }
    this.#empty = isEmpty ? this.#empty + 1 : 0;
  }

  /**
   * Makes the columns at the first row. Rows with one cell more than the first line end with a separator, or R has
   * left out the name of the first column.
   */
  #begin(count: number, endsWithCell: boolean): void {
    const first = this.#first!;
    const isLonger = count === first.cells.length + 1;
    this.#endsWithSeparator = isLonger && !endsWithCell;
    if (isLonger && (!endsWithCell || first.hasTextsOnly)) first.addUnnamed();
    this.#columns = first.cells.map(() => new TextColumn(this.file));
  }

  /** Removes the last cells of rows that all end with a separator. */
  #removeLastCells(): void {
    this.#columns.pop();
    this.#first!.removeUnnamed();
  }

  /** A blank line between rows is a missing value in a table of one column, and nothing in others. */
  #takeBlankLines(): void {
    for (const line of this.#blank) {
      if (this.#columns.length > 1) this.#skipped++;
      else {
        this.#columns[0]!.addText(++this.#count, "missing", "", NaN, line);
      }
    }
    this.#blank = [];
  }

  #wrongCount({ line, count }: TextRecord): TableError {
    const names = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", blanks: "blanks" };
    const cells = counted(this.#columns.length, "cell");
    const expected = `${cells} as in the first line, separated by ${names[this.separator]}`;
    const isDouble = this.separator === "," && count === 2 * this.#columns.length;
    const hint = isDouble ? "; if numbers have decimal commas, write them with points" : "";
    const found = `${count}${hint}`;
    return new TableError({ file: this.file, location: `line ${line}`, expected, found });
  }

  #text({ bytes, starts, ends, quotes, line }: TextRecord, cell: number): string {
    if (starts[cell] === ends[cell]) return "";
    try {
      const text = this.#decoder.decode(bytes.subarray(starts[cell]!, ends[cell]!));
      return quotes[cell] === 2 ? text.replaceAll('""', '"') : text;
    } catch {
      const expected = "UTF-8 text";
      throw new TableError({
        file: this.file,
        location: `line ${line}`,
        expected,
        found: `other bytes; if it is Latin-1 or Windows-1252, ${convertFrom("cp1252")}`,
      });
    }
  }

  /** The table of all rows. */
  table(header: boolean | undefined): Table {
    const { file } = this;
    const first = this.#first;
    const expected = "lines of cells, with or without a first line of names";
    if (first === undefined) throw new TableError({ file, expected, found: "an empty file" });
    if (this.#count === 0) this.#begin(first.cells.length, true);
    const told: string[] = [];
    if (this.#endsWithSeparator) {
      this.#removeLastCells();
      told.push("all lines below the first one end with a separator, which was ignored");
    }
    const { hasNames, notices } = first.judge(this.#columns, header);
    if (!hasNames) first.addTo(this.#columns);
    const end = 1 + this.#count - (this.#columns.length > 1 ? this.#empty : 0);
    const start = hasNames ? 1 : 0;
    if (end === start) {
      const found = first.cells.every(({ kind }) => kind === "missing") ? "no value" : "only names";
      throw new TableError({ file, expected: "rows below the names", found });
    }
    this.#refuseCommas();
    told.push(...notices);
    if (end <= this.#count) {
      const empty = this.#count + 1 - end;
      told.push(
        `${counted(empty, "empty row")} at the end ${empty === 1 ? "was" : "were"} left out`,
      );
    }
    if (this.#skipped > 0) {
      const blank = counted(this.#skipped, "blank line");
      told.push(`${blank} between rows ${this.#skipped === 1 ? "was" : "were"} left out`);
    }
    if (!hasNames) this.#refuseSplitNumbers();
    const contents = this.#columns.map((column) => ({
      ...column.contents(start, end),
      padded: column.paddedNumber,
    }));
    if (!hasNames) return { ...unnamedTable(end, contents, told), firstLine: "sample" };
    const columns: FileColumn[] = contents.map((column, at) => ({
      ...column,
      name: first.cells[at]!.text,
    }));
    const location = `line ${first.line}`;
    return { ...namedTable(file, end - 1, columns, told, location), firstLine: "names" };
  }

  #refuseCommas(): void {
    for (const column of this.#columns) {
      const found = column.commaNumber;
      if (found === undefined) continue;
      const remedy = ', as of pd.read_csv(FILE, sep=None, decimal=",", engine="python")' +
        '.to_csv("x.csv", index=False)';
      throw this.#withCommas(found.line, quoted(found.text), remedy);
    }
  }

  /**
   * Without a line of names, commas between cells and in numbers make twice as many columns. Every second one then has
   * digits that no program writes as a number, such as 00123, and none has a decimal point.
   */
  #refuseSplitNumbers(): void {
    const decimals = this.#columns.filter((_, at) => at % 2 === 1);
    const found = decimals.map(({ paddedNumber }) => paddedNumber).find((cell) => cell);
    if (found === undefined || this.separator !== "," || this.#columns.length % 2 === 1) return;
    if (!this.#columns.every(({ isWhole }) => isWhole)) return;
    if (!decimals.every(({ canBeDecimals }) => canBeDecimals)) return;
    const remedy = "; write the file with decimal points";
    throw this.#withCommas(found.line, `the number 0,${found.text} as two cells`, remedy);
  }

  #withCommas(line: number, found: string, remedy: string): TableError {
    const expected = `numbers with a decimal point and without commas${remedy}`;
    return new TableError({ file: this.file, location: `line ${line}`, expected, found });
  }
}
