/**
 * Strict reader of NumPy's `.npy` format, the output of `numpy.save`, versions 1.0 to 3.0
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). Pickles are never read.
 */
import { quoted, TableError } from "./error.ts";

/** A class of typed arrays for the elements. */
interface ElementArray<Values> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): Values;
}

/** Element types by their name in `.npy` headers, e.g. `"<f4"`. */
export interface NpyTypes<Values> {
  /** The types in messages, with the next step for a file of another type. */
  readonly title: string;
  readonly arrays: Readonly<Record<string, ElementArray<Values>>>;
}

/** The header of a `.npy` file. */
interface NpyHeader {
  /** Element type, e.g. `"<f4"`: byte order, kind, bytes. */
  readonly descr: string;
  /** True if the first index runs fastest among the values. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

/** An array in the layout of its file. */
interface NpyArray<Values> extends NpyHeader {
  readonly values: Values;
  /** Offset of the first element in the file. */
  readonly offset: number;
}

/** `\x93NUMPY`, with which every file begins. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Most bytes of a header, as in NumPy's own reader. */
const LONGEST_HEADER = 10_000;

/**
 * Reads an array whose elements are of one of `types`. Nothing is allocated before the header has been
 * checked against the size: the values are a view of `bytes`, or a copy if they are not aligned.
 *
 * @throws TableError for another format, element type or size
 */
export function parseNpy<Values>(
  bytes: Uint8Array,
  file: string,
  types: NpyTypes<Values>,
): NpyArray<Values> {
  const { text, start } = headerOf(bytes, file);
  const { descr, fortranOrder, shape } = parseNpyHeader(text, file, start);
  const elementArray = Object.hasOwn(types.arrays, descr) ? types.arrays[descr] : undefined;
  if (elementArray === undefined) {
    throw new TableError({ file, expected: types.title, found: `element type ${quoted(descr)}` });
  }
  const offset = start + text.length;
  // A size that is written with 400 digits is infinite, and NaN times 0.
  const length = shape.includes(0) ? 0 : shape.reduce((product, size) => product * size, 1);
  const size = length * elementArray.BYTES_PER_ELEMENT;
  const rest = bytes.length - offset;
  if (size !== rest) {
    throw new TableError({
      file,
      location: `byte ${offset}`,
      expected: `${size} bytes for shape (${shape.join(", ")}) of ${descr}`,
      found: `${rest}`,
    });
  }
  // Elements are little-endian, as is every platform that Deno runs on.
  const at = bytes.byteOffset + offset;
  const values = at % elementArray.BYTES_PER_ELEMENT === 0
    ? new elementArray(bytes.buffer, at, length)
    : new elementArray(bytes.slice(offset).buffer, 0, length);
  return { shape, fortranOrder, values, descr, offset };
}

/** The text of the header and where it starts. */
function headerOf(bytes: Uint8Array, file: string): { text: string; start: number } {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) {
    const found = bytes.length === 0 ? "an empty file" : "another format";
    throw new TableError({ file, expected: "an array saved by numpy.save", found });
  }
  const [major, minor] = bytes.subarray(6, 8);
  if (minor !== 0 || major === undefined || major < 1 || major > 3) {
    const found = bytes.length < 8 ? "the end of the file" : `${major}.${minor}`;
    throw new TableError({ file, location: "byte 6", expected: "version 1.0, 2.0 or 3.0", found });
  }
  const start = major === 1 ? 10 : 12;
  if (bytes.length < start) throw endsEarly(file, 8, "the length of the header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LONGEST_HEADER) {
    throw new TableError({
      file,
      location: "byte 8",
      expected: `a header of at most ${LONGEST_HEADER} bytes`,
      found: `${length}`,
    });
  }
  if (bytes.length < start + length) throw endsEarly(file, start, `a header of ${length} bytes`);
  // One character per byte: only field names of structured types, which are refused here, go beyond ASCII.
  const text = new TextDecoder("latin1").decode(bytes.subarray(start, start + length));
  return { text, start };
}

function endsEarly(file: string, offset: number, expected: string): TableError {
  const found = "the end of the file";
  return new TableError({ file, location: `byte ${offset}`, expected, found });
}

/**
 * Reads `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`: exactly these keys, in any
 * order, and nothing but white space behind. `start` is the offset in the file, for messages.
 */
export function parseNpyHeader(text: string, file: string, start: number): NpyHeader {
  let at = 0;
  const error = (expected: string, found: string) =>
    new TableError({ file, location: `byte ${start + at}`, expected, found });
  /** The match of a sticky pattern at the next token, after white space; `null` if it does not match. */
  const skip = (pattern: RegExp): RegExpExecArray | null => {
    at += /^\s*/.exec(text.slice(at))![0].length;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  /** The next token, which must match. */
  const take = (pattern: RegExp, expected: string): RegExpExecArray => {
    const match = skip(pattern);
    if (match) return match;
    const rest = text.slice(at);
    throw error(expected, rest === "" ? "the end of the header" : quoted(rest));
  };

  const found: { descr?: string; fortran_order?: boolean; shape?: number[] } = {};
  take(/\{/y, "a dictionary");
  while (!skip(/\}/y)) {
    const [, key] = take(/'(descr|fortran_order|shape)'/y, "descr, fortran_order or shape");
    take(/:/y, "a colon");
    if (key === "descr") found.descr = take(/'([^'\\]*)'/y, "a plain element type")[1]!;
    else if (key === "shape") {
      const [sizes] = take(/\((?:\s*\d+\s*,)*(?:\s*\d+)?\s*\)/y, "a tuple of sizes");
      found.shape = [...sizes.matchAll(/\d+/g)].map(Number);
    } else found.fortran_order = take(/True|False/y, "True or False")[0] === "True";
    if (!skip(/,/y)) {
      take(/\}/y, "a comma or the end of the dictionary");
      break;
    }
  }
  take(/$/y, "nothing more in the header");
  const { descr, fortran_order: fortranOrder, shape } = found;
  if (descr === undefined || fortranOrder === undefined || shape === undefined) {
    throw error("the keys descr, fortran_order and shape", `only ${Object.keys(found)}`);
  }
  return { descr, fortranOrder, shape };
}
