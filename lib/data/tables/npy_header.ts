/**
 * The header of NumPy's `.npy` format: a Python dictionary with three keys.
 * @module
 */
import { quoted, TableError } from "./error.ts";

/** What a `.npy` file says about its array. */
export interface NpyHeader {
  /** Element type, e.g. `"<f4"`: byte order, kind, bytes. */
  readonly descr: string;
  /** Whether the first index runs fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

/**
 * Reads `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`: exactly these keys, in any
 * order, and nothing but white space behind.
 *
 * @param text one character a byte
 * @param start offset of the text in its file, for messages
 * @throws TableError for anything else
 */
export function parseNpyHeader(text: string, file: string, start: number): NpyHeader {
  const scan = new Scanner(text, file, start);
  const found: { descr?: string; fortran_order?: boolean; shape?: number[] } = {};
  scan.take(/\{/y, "a dictionary");
  while (!scan.skip(/\}/y)) {
    const [, key] = scan.take(/'(descr|fortran_order|shape)'/y, "descr, fortran_order or shape");
    scan.take(/:/y, "a colon");
    if (key === "descr") found.descr = scan.take(/'([^'\\]*)'/y, "a plain element type")[1]!;
    else if (key === "shape") found.shape = shape(scan);
    else found.fortran_order = scan.take(/True|False/y, "True or False")[0] === "True";
    if (!scan.skip(/,/y)) {
      scan.take(/\}/y, "a comma or the end of the dictionary");
      break;
    }
  }
  scan.take(/$/y, "nothing more in the header");
  const { descr, fortran_order: fortranOrder, shape: sizes } = found;
  if (descr === undefined || fortranOrder === undefined || sizes === undefined) {
    throw scan.error("the keys descr, fortran_order and shape", `only ${Object.keys(found)}`);
  }
  return { descr, fortranOrder, shape: sizes };
}

/** A tuple of sizes; `(3,)` has one. */
function shape(scan: Scanner): number[] {
  const [text] = scan.take(/\((?:\s*\d+\s*,)*(?:\s*\d+)?\s*\)/y, "a tuple of sizes");
  return [...text.matchAll(/\d+/g)].map(Number);
}

/** Takes tokens from the front of a text; white space before them does not count. */
class Scanner {
  readonly #text: string;
  readonly #file: string;
  readonly #start: number;
  #at = 0;

  constructor(text: string, file: string, start: number) {
    this.#text = text;
    this.#file = file;
    this.#start = start;
  }

  /** The next token by a sticky pattern, or `null` where there is another one. */
  skip(pattern: RegExp): RegExpExecArray | null {
    this.#at += /^\s*/.exec(this.#text.slice(this.#at))![0].length;
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  /** The next token, which has to be of this kind. */
  take(pattern: RegExp, expected: string): RegExpExecArray {
    const match = this.skip(pattern);
    if (match) return match;
    const rest = this.#text.slice(this.#at);
    throw this.error(expected, rest === "" ? "the end of the header" : quoted(rest));
  }

  /** An error at the current place. */
  error(expected: string, found: string): TableError {
    return new TableError({
      file: this.#file,
      place: `byte ${this.#start + this.#at}`,
      expected,
      found,
    });
  }
}
