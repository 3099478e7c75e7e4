/** One column of a text file, while its cells come one by one. */
import { columnArray, type ColumnContents } from "../columns.ts";
import { NUMBER_TYPES } from "../number_types.ts";
import type { TableColumn } from "../table.ts";
import { type CellKind, type NumberCell, WITH_COMMA } from "./cells.ts";

/** A cell for a message, and the line it stands in. */
export interface Cell {
  readonly text: string;
  readonly line: number;
}

/** Most different texts of a column that are kept once, and most rows in memory of its own. */
const [MOST_KNOWN, MOST_OWN] = [10_000, 1000];

/**
 * Numbers, or texts from the first cell on that is neither a number nor missing. Row 0 is free for a first line
 * that turns out to be a sample.
 */
export class TextColumn {
  /** Its own memory first: shared memory takes microseconds, and a short text can have 100,000 columns. */
  #values: Float64Array = new Float64Array(8);
  #texts: string[] | undefined;
  #known: Map<string, string> | undefined;
  /** Rows of booleans, infinities, and quoted words for missing values, whose spelling texts need. */
  #words: Map<string, number[]> | undefined;
  readonly #digits = new DigitCount();
  #numbers = false;
  #booleans = false;
  /** The first text, with the line it stands in. */
  #firstText: Cell | undefined;
  #commas = false;
  #padded: Cell | undefined;
  /** Behind the last row. */
  #end = 0;
  #otherTexts = false;

  constructor(readonly file: string) {}

  /** True if there is a text in it, or numbers beside booleans: the cells are texts. */
  get isText(): boolean {
    return this.#texts !== undefined || (this.#numbers && this.#booleans);
  }

  /** True if it has numbers, and no text. */
  get hasNumbersOnly(): boolean {
    return this.#numbers && !this.isText;
  }

  /** True if a number in it is no integer. */
  get hasFractions(): boolean {
    return this.#digits.fractions;
  }

  /** A text with a comma in a column of such and of numbers: decimal commas, or thousands. */
  get commaNumber(): Cell | undefined {
    return this.#commas && !this.#otherTexts ? this.#firstText : undefined;
  }

  /** The first integer that is written with zeros before it, in a column of numbers. */
  get paddedNumber(): Cell | undefined {
    return this.hasNumbersOnly ? this.#padded : undefined;
  }

  /** True if it can have the digits behind decimal commas: integers from 0 on. */
  get canBeDecimals(): boolean {
    return this.isWhole && this.#values.subarray(0, this.#end).every((value) => !(value < 0));
  }

  /** True if no number in it has a decimal point. */
  get isWhole(): boolean {
    return this.hasNumbersOnly && !this.#digits.hasDecimals;
  }

  /** Takes note of a number that is written with zeros before it. */
  addPadded(cell: Cell): void {
    if (this.#padded === undefined || cell.line < this.#padded.line) this.#padded = cell;
  }

  /** Takes a number as `reader` has read it; of an infinite one, which can be the name of a class, also the text. */
  addNumber(row: number, reader: NumberCell, text?: string): void {
    this.#set(row, reader.value);
    this.#numbers = true;
    this.#digits.add(reader);
    if (this.#texts) this.#texts[row] = text ?? String(reader.value);
    else if (text !== undefined) this.#addWord(row, text);
  }

  /** Takes a cell that is no number; `value` is 1 or 0 for booleans, else NaN. */
  addText(row: number, kind: CellKind, text: string, value: number, line: number): void {
    this.#set(row, value);
    if (kind === "text") {
      if (this.#firstText === undefined || line < this.#firstText.line) {
        this.#firstText = { text, line };
      }
      if (WITH_COMMA.test(text)) this.#commas = true;
      else this.#otherTexts = true;
      this.#texts ??= this.#textsBefore(this.#end);
    } else if (kind === "boolean") this.#booleans = true;
    if (this.#texts) this.#texts[row] = this.#once(text);
    else if (text !== "") this.#addWord(row, text);
  }

  #addWord(row: number, text: string): void {
    this.#words ??= new Map();
    const rows = this.#words.get(text);
    if (rows) rows.push(row);
    else this.#words.set(text, [row]);
  }

  #set(row: number, value: number): void {
    if (row >= this.#values.length) this.#grow(row);
    if (row >= this.#end) this.#end = row + 1;
    this.#values[row] = value;
  }

  /** True if a text occurs in the column from a row on. */
  hasText(text: string, from: number): boolean {
    return this.#texts?.includes(text, from) ?? false;
  }

  /** The rows from `from` to before `end`. */
  contents(from: number, end: number): ColumnContents {
    if (this.isText) {
      const texts = this.#texts ?? this.#textsBefore(end);
      return {
        texts: from === 0 && texts.length === end ? texts : texts.slice(from, end),
        ...(this.#firstText && { firstText: this.#firstText }),
        resolution: 0,
        roundoff: 0,
      };
    }
    return {
      values: this.#shared().subarray(from, end),
      ...this.#digits.errors(),
      ...(this.#digits.rounded && { rounded: true }),
    };
  }

  /** The values in memory that workers can share. */
  #shared(): Float64Array {
    if (this.#values.length > MOST_OWN) return this.#values;
    const shared = columnArray(this.file, false, this.#end) as Float64Array;
    shared.set(this.#values.subarray(0, this.#end));
    return shared;
  }

  #grow(row: number): void {
    const length = 2 * row + 2;
    const more = length > MOST_OWN
      ? columnArray(this.file, false, length) as Float64Array
      : new Float64Array(length);
    more.set(this.#values);
    this.#values = more;
  }

  /** The cells of the rows so far as texts: numbers in their shortest form, so that 1.0 and 1 are one class. */
  #textsBefore(end: number): string[] {
    const texts = Array.from(
      this.#values.subarray(0, end),
      (value) => Number.isNaN(value) ? "" : String(value),
    );
    for (const [text, rows] of this.#words ?? []) for (const row of rows) texts[row] = text;
    this.#words = undefined;
    return texts;
  }

  /** Equal texts as one. */
  #once(text: string): string {
    this.#known ??= new Map();
    const known = this.#known.get(text);
    if (known === undefined && this.#known.size < MOST_KNOWN) this.#known.set(text, text);
    return known ?? text;
  }
}

/** The digits of the numbers of a column, from which their rounding follows. */
class DigitCount {
  fractions = false;
  /** True if it has integers that float64 does not hold. */
  rounded = false;
  #most = 0;
  #withMost = 0;
  #finest = Infinity;
  #withFinest = 0;
  /** Power of 10 of the lowest digit that is written. */
  #lowest = Infinity;

  add({ value, digits: written, lastDigit, isRounded }: NumberCell): void {
    if (written === 0) return;
    const size = Math.abs(value);
    if (!this.fractions && !Number.isInteger(value)) this.fractions = true;
    if (lastDigit < this.#lowest) this.#lowest = lastDigit;
    // Zeros at the end of 100 are no digits of a rounded number.
    let zeros = 0;
    if (lastDigit === 0) {
      for (let rest = size; zeros < 15 && rest % 10 === 0; rest /= 10) {
        zeros++;
      }
    }
    const digits = written - zeros;
    const last = lastDigit + zeros;
    if (isRounded) this.rounded = true;
    if (digits > this.#most) [this.#most, this.#withMost] = [digits, 0];
    if (digits === this.#most) this.#withMost++;
    if (last < this.#finest) [this.#finest, this.#withFinest] = [last, 0];
    if (last === this.#finest) this.#withFinest++;
  }

  /** True if a number has digits behind a decimal point. */
  get hasDecimals(): boolean {
    return this.#lowest < 0;
  }

  /**
   * The largest rounding errors. Programs write numbers with a fixed number of decimals or of significant digits,
   * with or without zeros at the end: it is the one that more numbers have in full. Integers count as exact.
   */
  errors(): Pick<TableColumn, "resolution" | "roundoff"> {
    const { roundoff } = NUMBER_TYPES.float64;
    if (this.#most === 0 || (!this.fractions && this.#lowest <= 0)) {
      return { resolution: 0, roundoff: this.rounded ? roundoff : 0 };
    }
    const isFixed = this.#withFinest >= this.#withMost;
    if (isFixed) return { resolution: 0.5 * Number(`1e${this.#finest}`), roundoff };
    return { resolution: 0, roundoff: Math.max(roundoff, 0.5 * 10 ** (1 - this.#most)) };
  }
}
