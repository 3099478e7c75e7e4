/** One column of a text file, while its cells come one by one. */
import { columnArray, type ColumnContents } from "../columns.ts";
import type { CellKind, CellReader } from "./cells.ts";

/** Most different texts of a column that are kept once. */
const MOST_KNOWN = 10_000;

/** A number with a decimal comma, or with commas between thousands. */
const WITH_COMMA = /^[+-]?\d[\d.]*,\d+(?:e[+-]?\d+)?$/i;

/**
 * Numbers, or texts from the first cell on that is neither a number nor missing. Row 0 is free for a first line
 * that turns out to be a sample.
 */
export class TextColumn {
  #values: Float64Array;
  #texts: string[] | undefined;
  readonly #known = new Map<string, string>();
  /** Rows of words for missing values and booleans, whose spelling texts need. */
  readonly #words = new Map<string, number[]>();
  readonly #digits = new DigitCount();
  #numbers = false;
  #booleans = false;
  /** The first text, with the line it stands in. */
  #firstText: { readonly text: string; readonly line: number } | undefined;
  #commas = false;
  #otherTexts = false;

  constructor(readonly file: string) {
    this.#values = columnArray(file, false, 64) as Float64Array;
  }

  /** True if there is a text in it, or numbers beside booleans: the cells are texts. */
  get isText(): boolean {
    return this.#texts !== undefined || (this.#numbers && this.#booleans);
  }

  /** True if a number in it is no integer. */
  get hasFractions(): boolean {
    return this.#digits.fractions;
  }

  /** A text with a comma in a column of such and of numbers: decimal commas, or thousands. */
  get commaNumber(): { readonly text: string; readonly line: number } | undefined {
    return this.#commas && !this.#otherTexts ? this.#firstText : undefined;
  }

  /** Takes the cell of a row, as `reader` has read it; `textOf` gives its text. */
  add(row: number, kind: CellKind, reader: CellReader, line: number, textOf: () => string): void {
    if (row >= this.#values.length) this.#grow(row);
    this.#values[row] = reader.value;
    if (kind === "number") {
      this.#numbers = true;
      this.#digits.add(reader);
      if (this.#texts) this.#texts[row] = String(reader.value);
      return;
    }
    const text = textOf();
    if (kind === "text") {
      this.#firstText ??= { text, line };
      if (WITH_COMMA.test(text)) this.#commas = true;
      else this.#otherTexts = true;
      this.#texts ??= this.#textsBefore(row);
      this.#texts[row] = this.#once(text);
      return;
    }
    if (kind === "boolean") this.#booleans = true;
    if (this.#texts) this.#texts[row] = this.#once(text);
    else if (text !== "") {
      const rows = this.#words.get(text);
      if (rows) rows.push(row);
      else this.#words.set(text, [row]);
    }
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
        resolution: 0,
      };
    }
    return { values: this.#values.subarray(from, end), resolution: this.#digits.resolution() };
  }

  #grow(row: number): void {
    const more = columnArray(this.file, false, 2 * row + 2) as Float64Array;
    more.set(this.#values);
    this.#values = more;
  }

  /** The cells of the rows so far as texts: numbers in their shortest form, so that 1.0 and 1 are one class. */
  #textsBefore(end: number): string[] {
    const texts = Array.from(
      this.#values.subarray(0, end),
      (value) => Number.isNaN(value) ? "" : String(value),
    );
    for (const [text, rows] of this.#words) for (const row of rows) texts[row] = text;
    this.#words.clear();
    return texts;
  }

  /** Equal texts as one. */
  #once(text: string): string {
    const known = this.#known.get(text);
    if (known === undefined && this.#known.size < MOST_KNOWN) this.#known.set(text, text);
    return known ?? text;
  }
}

/** The digits of the numbers of a column, from which their rounding follows. */
class DigitCount {
  fractions = false;
  #largest = 0;
  #most = 0;
  #withMost = 0;
  #finest = Infinity;
  #withFinest = 0;
  #firstDigit = -Infinity;

  add({ value, digits, lastDigit }: CellReader): void {
    const size = Math.abs(value);
    if (digits === 0) return;
    if (size > this.#largest) this.#largest = size;
    if (!this.fractions && !Number.isInteger(value)) this.fractions = true;
    if (digits > this.#most) [this.#most, this.#withMost] = [digits, 0];
    if (digits === this.#most) this.#withMost++;
    if (lastDigit < this.#finest) [this.#finest, this.#withFinest] = [lastDigit, 0];
    if (lastDigit === this.#finest) this.#withFinest++;
    if (digits + lastDigit > this.#firstDigit) this.#firstDigit = digits + lastDigit;
  }

  /**
   * The largest rounding error. Programs write numbers with a fixed number of decimals or of significant digits,
   * with or without zeros at the end: it is the one that more numbers have in full.
   */
  resolution(): number {
    if (this.#most === 0) return 0;
    const isFixed = this.#withFinest >= this.#withMost;
    const lastDigit = isFixed ? this.#finest : this.#firstDigit - this.#most;
    if (!this.fractions && lastDigit <= 0) return 0;
    return Math.max(0.5 * Number(`1e${lastDigit}`), 2 ** -53 * this.#largest);
  }
}
