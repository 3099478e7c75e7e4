/**
 * Strict reader of NumPy's `.npy` format, the output of `numpy.save`, versions 1.0 to 3.0
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). Pickles are never read.
 */
import { counted } from "../../system/printable.ts";
import type { Cursor } from "./bytes.ts";
import { unnamedTable } from "./columns.ts";
import { quoted, TableError } from "./error.ts";
import type { MapReading } from "./maps.ts";
import { matrixShape, readMatrix } from "./matrix.ts";
import { NUMBER_TYPES, type NumberType } from "./number_types.ts";
import { readTexts, textWidth } from "./npy_texts.ts";
import type { Table } from "./table.ts";

/** The header of a `.npy` file. */
export interface NpyHeader {
  /** Element type, e.g. `"<f4"`: byte order, kind, bytes. */
  readonly descr: string;
  /** True if the first index runs fastest among the values. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

/** `\x93NUMPY`, with which every file begins. */
export const NPY_MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Most bytes of a header, as in NumPy's own reader. */
const LONGEST_HEADER = 10_000;

/** The types by kind and bytes; `V2` is what ml_dtypes writes for bfloat16. */
const TYPES: Readonly<Record<string, NumberType>> = {
  b1: NUMBER_TYPES.bool,
  i1: NUMBER_TYPES.int8,
  i2: NUMBER_TYPES.int16,
  i4: NUMBER_TYPES.int32,
  i8: NUMBER_TYPES.int64,
  u1: NUMBER_TYPES.uint8,
  u2: NUMBER_TYPES.uint16,
  u4: NUMBER_TYPES.uint32,
  u8: NUMBER_TYPES.uint64,
  f2: NUMBER_TYPES.float16,
  f4: NUMBER_TYPES.float32,
  f8: NUMBER_TYPES.float64,
  V2: NUMBER_TYPES.bfloat16,
};

/** The next step for types that are no real numbers, by their kind. */
const REMEDIES: Readonly<Record<string, string>> = {
  O: "Python objects, which are never read: x.astype(str) for texts",
  c: "complex numbers: np.c_[x.real, x.imag]",
  M: 'times: x.astype("int64")',
  m: 'times: x.astype("int64")',
};

/** What is known of the number of bytes of an array before it is read. */
export interface KnownSize {
  readonly size?: number;
  /** True if there certainly are so many bytes: room for all numbers can be made at once. */
  readonly sized: boolean;
}

/**
 * Reads an array: a matrix, or a vector as one column. Nothing is allocated before the header has been checked
 * against the size, where that is known.
 *
 * @throws TableError for another format, element type, shape or size
 */
export async function readNpy(
  cursor: Cursor,
  file: string,
  { size, sized }: KnownSize,
  maps?: MapReading,
): Promise<Table> {
  const { descr, fortranOrder, shape } = await readNpyHeader(cursor, file);
  const width = textWidth(descr);
  const type = width === undefined ? numberType(descr, file) : undefined;
  if (type === undefined && maps !== undefined) {
    const found = `texts, element type ${quoted(descr)}`;
    throw new TableError({ file, expected: "maps of real numbers", found });
  }
  const { rows, columns, reduction } = matrixShape(file, shape, maps);
  const offset = cursor.position;
  const expected = rows * columns * (type?.bytes ?? width!);
  const wrongSize = (found: string) =>
    new TableError({
      file,
      location: `byte ${offset}`,
      expected: `${counted(expected, "byte")} for shape (${shape.join(", ")}) of ${descr}`,
      found,
    });
  if (size !== undefined && size - offset !== expected) throw wrongSize(`${size - offset}`);
  const columnMajor = fortranOrder && shape.length >= 2;
  const contents = type === undefined
    ? await readTexts(cursor, { file, descr, rows, columns, columnMajor })
    : await readMatrix(cursor, {
      file,
      type,
      bigEndian: descr.startsWith(">"),
      rows,
      columns,
      columnMajor,
      sized,
      reduction,
    });
  if (await cursor.next()) throw wrongSize("more");
  const isVoid = descr.includes("V");
  const notice =
    `numbers without a type, ${descr}, were read as bfloat16, which ml_dtypes writes so`;
  return unnamedTable(rows, contents, isVoid ? [notice] : [], reduction);
}

function numberType(descr: string, file: string): NumberType {
  const [, kind = "", bytes = ""] = /^[<>|]([a-zA-Z])(.*)$/.exec(descr) ?? [];
  const name = kind + bytes;
  if (Object.hasOwn(TYPES, name)) return TYPES[name]!;
  const remedy = Object.hasOwn(REMEDIES, kind)
    ? REMEDIES[kind]
    : 'convert the array: x.astype("float32")';
  const expected = "an array of real numbers or texts";
  throw new TableError({ file, expected, found: `element type ${quoted(descr)} (${remedy})` });
}

/** The header at the beginning of a file; behind it, `cursor` is at the first element. */
export async function readNpyHeader(cursor: Cursor, file: string): Promise<NpyHeader> {
  const begin = await cursor.take(8);
  if (NPY_MAGIC.some((byte, i) => begin[i] !== byte)) {
    const found = begin.length === 0 ? "an empty file" : "another format";
    throw new TableError({ file, expected: "an array saved by numpy.save", found });
  }
  const [major, minor] = begin.subarray(6);
  if (minor !== 0 || major === undefined || major < 1 || major > 3) {
    const found = begin.length < 8 ? "the end of the file" : `${major}.${minor}`;
    throw new TableError({ file, location: "byte 6", expected: "version 1.0, 2.0 or 3.0", found });
  }
  const field = await cursor.take(major === 1 ? 2 : 4);
  const start = cursor.position;
  if (start < (major === 1 ? 10 : 12)) throw endsEarly(file, 8, "the length of the header");
  const view = new DataView(field.buffer, field.byteOffset, field.length);
  const length = major === 1 ? view.getUint16(0, true) : view.getUint32(0, true);
  if (length > LONGEST_HEADER) {
    throw new TableError({
      file,
      location: "byte 8",
      expected: `a header of at most ${LONGEST_HEADER} bytes`,
      found: `${length}`,
    });
  }
  const bytes = await cursor.take(length);
  if (bytes.length < length) throw endsEarly(file, start, `a header of ${counted(length, "byte")}`);
  // One character per byte: only field names of structured types, which are refused here, go beyond ASCII.
  return parseNpyHeader(new TextDecoder("latin1").decode(bytes), file, start);
}

function endsEarly(file: string, offset: number, expected: string): TableError {
  const found = "the end of the file";
  return new TableError({ file, location: `byte ${offset}`, expected, found });
}

/**
 * Reads `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`: exactly these keys, in any
 * order, and nothing but white space behind. `start` is the offset in the file, for messages. Sizes may end in
 * `L`, as Python 2 wrote them.
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
    if (key === "descr") {
      const plain = 'a plain element type (of a structured array, save one field: x["name"])';
      found.descr = take(/'([^'\\]*)'/y, plain)[1]!;
    } else if (key === "shape") {
      const [sizes] = take(/\((?:\s*\d+L?\s*,)*(?:\s*\d+L?)?\s*\)/y, "a tuple of sizes");
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
