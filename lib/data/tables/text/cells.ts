/** Cells of text files: what they are, and the numbers in them. */

/** What a cell is: a number, an empty or missing one, a boolean, or any other text. */
export type CellKind = "number" | "missing" | "boolean" | "text";

/** A number with a decimal comma, or with commas between thousands. */
export const WITH_COMMA = /^[+-]?\d[\d.]*,\d+(?:e[+-]?\d+)?$/i;

/** What stands for a missing value, as pandas has it. */
const MISSING = ["#N/A", "#NA", "<NA>", "N/A", "NA", "NULL", "None", "n/a", "null"];

const WORDS = new Map<string, { readonly kind: CellKind; readonly value: number }>([
  ...MISSING.map((word) => [word, { kind: "missing", value: NaN }] as const),
  ...["True", "true", "TRUE"].map((word) => [word, { kind: "boolean", value: 1 }] as const),
  ...["False", "false", "FALSE"].map((word) => [word, { kind: "boolean", value: 0 }] as const),
]);

/** Longest of these words, and of those for numbers. */
const LONGEST_WORD = "-infinity".length;

/** Exact powers of 10. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

const [PLUS, MINUS, POINT, ZERO, NINE, LARGE_E, SMALL_E] = [43, 45, 46, 48, 57, 69, 101];

/** Bytes in which cells lie. */
export interface CellBytes {
  readonly bytes: Uint8Array;
  /** The bytes from `start` to before `end` as text, one character per byte. */
  ascii(start: number, end: number): string;
}

/** A number, and how it is written. */
export interface NumberCell {
  /** The number; NaN where there is none, 1 or 0 for booleans. */
  readonly value: number;
  /** Significant digits of a number, trailing zeros included; 0 for a zero and for what is not finite. */
  readonly digits: number;
  /** Power of 10 of its last digit. */
  readonly lastDigit: number;
}

/** Reads cells one after the other; its fields describe the last one. */
export class CellReader implements NumberCell {
  value = NaN;
  digits = 0;
  lastDigit = 0;

  /** Reads the bytes from `start` to before `end`, which have no blanks at their ends. */
  read(cells: CellBytes, start: number, end: number): CellKind {
    const { bytes } = cells;
    this.value = NaN;
    this.digits = 0;
    this.lastDigit = 0;
    if (start === end) return "missing";
    const code = bytes[start]!;
    const begin = code === MINUS || code === PLUS ? start + 1 : start;
    const first = bytes[begin]!;
    const isNumber = begin < end && ((first >= ZERO && first <= NINE) || first === POINT) &&
      this.#readNumber(cells, begin, end, start);
    return isNumber ? "number" : this.#readWord(cells, start, end);
  }

  /** Decimal digits, perhaps a point among them, perhaps an exponent: each byte is looked at once. */
  #readNumber(cells: CellBytes, begin: number, end: number, start: number): boolean {
    const { bytes } = cells;
    let [mantissa, digits, decimals, count, hasPoint] = [0, 0, 0, 0, false];
    let at = begin;
    for (; at < end; at++) {
      const code = bytes[at]!;
      if (code >= ZERO && code <= NINE) {
        count++;
        if (hasPoint) decimals++;
        if (digits > 0 || code > ZERO) digits++;
        if (digits <= 15) mantissa = mantissa * 10 + (code - ZERO);
      } else if (code === POINT && !hasPoint) hasPoint = true;
      else break;
    }
    if (count === 0) return false;
    let exponent = 0;
    if (at < end) {
      if (bytes[at] !== LARGE_E && bytes[at] !== SMALL_E) return false;
      const sign = bytes[++at];
      if (sign === PLUS || sign === MINUS) at++;
      if (at === end) return false;
      for (; at < end; at++) {
        const code = bytes[at]!;
        if (code < ZERO || code > NINE) return false;
        exponent = Math.min(exponent * 10 + (code - ZERO), 1e6);
      }
      if (sign === MINUS) exponent = -exponent;
    }
    const power = exponent - decimals;
    if (digits <= 15 && power >= -22 && power <= 22) {
      // Both factors are exact, so the result is rounded once.
      const size = power < 0 ? mantissa / POWERS[-power]! : mantissa * POWERS[power]!;
      this.value = bytes[start] === MINUS ? -size : size;
    } else this.value = Number(cells.ascii(start, end));
    this.digits = this.value === 0 || Math.abs(this.value) === Infinity ? 0 : digits;
    this.lastDigit = power;
    return true;
  }

  #readWord(cells: CellBytes, start: number, end: number): CellKind {
    if (end - start > LONGEST_WORD) return "text";
    const text = cells.ascii(start, end);
    const word = WORDS.get(text);
    if (word) {
      this.value = word.value;
      return word.kind;
    }
    const [, sign, name] = /^([+-]?)(nan|inf|infinity)$/i.exec(text) ?? [];
    if (name === undefined) return "text";
    if (/^nan$/i.test(name)) return "missing";
    this.value = sign === "-" ? -Infinity : Infinity;
    return "number";
  }
}
