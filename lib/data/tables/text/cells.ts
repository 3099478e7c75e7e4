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
  /** True for an integer with more digits than float64 holds. */
  readonly isRounded: boolean;
}

/** Reads cells one after the other; its fields describe the last one. */
export class CellReader implements NumberCell {
  value = NaN;
  digits = 0;
  lastDigit = 0;
  isRounded = false;
  /** True for a number such as 007, which no program writes. */
  isPadded = false;

  /** Reads the bytes from `start` to before `end`, which have no blanks at their ends. */
  read(cells: CellBytes, start: number, end: number): CellKind {
    const { bytes } = cells;
    this.value = NaN;
    this.digits = 0;
    this.lastDigit = 0;
    this.isRounded = false;
    this.isPadded = false;
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
    let [mantissa, low, digits, decimals, count, hasPoint] = [0, 0, 0, 0, 0, false];
    let at = begin;
    for (; at < end; at++) {
      const code = bytes[at]!;
      if (code >= ZERO && code <= NINE) {
        count++;
        if (hasPoint) decimals++;
        if (digits > 0 || code > ZERO) digits++;
        if (digits <= 15) mantissa = mantissa * 10 + (code - ZERO);
        else if (digits <= 19) low = low * 10 + (code - ZERO);
      } else if (code === POINT && !hasPoint) hasPoint = true;
      else break;
    }
    if (count === 0) return false;
    const isInteger = at === end && !hasPoint;
    this.isPadded = isInteger && count > 1 && bytes[begin] === ZERO;
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
    let size = NaN;
    if (power >= -22 && power <= 22) {
      if (digits > 15) {
        if (digits <= 19 && power < 0) size = roundedQuotient(mantissa, low, digits - 15, -power);
        // Both factors are exact, so the result is rounded once.
      } else size = power < 0 ? mantissa / POWERS[-power]! : mantissa * POWERS[power]!;
    }
    if (Number.isNaN(size)) this.value = Number(cells.ascii(start, end));
    else this.value = bytes[start] === MINUS ? -size : size;
    this.digits = this.value === 0 || Math.abs(this.value) === Infinity ? 0 : digits;
    this.lastDigit = power;
    if (isInteger && digits > 15) {
      const size = Math.abs(this.value);
      const written = cells.ascii(begin, end);
      // The shortest form of a number is that number, whatever its last digits are.
      this.isRounded = size < Infinity && written !== String(size) &&
        BigInt(written) !== BigInt(size);
    }
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

/**
 * (high · 10^more + low) / 10^power, rounded once, for integers of 15 and of at most 4 digits: twice as fast as from
 * text. NaN where a second rounding could change the last bit.
 */
function roundedQuotient(high: number, low: number, more: number, power: number): number {
  const [scale, divisor] = [POWERS[more]!, POWERS[power]!];
  const product = high * scale;
  const sum = product + low;
  const rest = (low - (sum - product)) + productError(high, scale, product);
  const quotient = sum / divisor;
  const back = quotient * divisor;
  const correction = ((sum - back) - productError(quotient, divisor, back) + rest) / divisor;
  const [least, most] = [quotient + correction * LESS, quotient + correction * MORE];
  return least === most ? least : NaN;
}

/** Factors that are wider apart than the rounding errors of a correction. */
const [LESS, MORE] = [1 - 2 ** -45, 1 + 2 ** -45];

/** a · b − product, exactly, where `product` is their rounded product (Dekker 1971). */
function productError(a: number, b: number, product: number): number {
  const [wideA, wideB] = [SPLIT * a, SPLIT * b];
  const [highA, highB] = [wideA - (wideA - a), wideB - (wideB - b)];
  const [lowA, lowB] = [a - highA, b - highB];
  return ((highA * highB - product) + highA * lowB + lowA * highB) + lowA * lowB;
}

/** Splits a float64 into halves of 26 bits. */
const SPLIT = 2 ** 27 + 1;
