/** Features and class labels from bytes. */
import { joined } from "../../system/files/joined.ts";
import { readCsv } from "./csv.ts";
import { quoted, TableError } from "./error.ts";
import { type NpyTypes, parseNpy } from "./npy.ts";

/** Contents of a file: bytes, a stream of them such as the `body` of a Response, or a Blob or File. */
export type TableSource =
  | Uint8Array
  | ReadableStream<Uint8Array>
  | { readonly size: number; bytes(): Promise<Uint8Array> };

/** Most bytes of each format, by the ending of the file name: 4 GiB, and the longest text in V8. */
const MOST_BYTES = { npy: 2 ** 32, csv: 2 ** 29 - 24 };

export function formatOf(file: string): keyof typeof MOST_BYTES {
  const [ending] = /\.[^./\\]*$/.exec(file.toLowerCase()) ?? [];
  if (ending !== ".npy" && ending !== ".csv") {
    throw new TableError({
      file,
      expected: 'a file name that ends in .npy or .csv, as of np.save("x.npy", x)',
      found: ending === undefined ? "no ending" : `"${ending}"`,
    });
  }
  return ending === ".npy" ? "npy" : "csv";
}

/** The bytes of a table, up to the limit, and their format. */
async function contents(
  source: TableSource,
  file: string,
): Promise<{ bytes: Uint8Array; format: keyof typeof MOST_BYTES }> {
  const format = formatOf(file);
  const requireSize = (size: number) => {
    if (size <= MOST_BYTES[format]) return;
    const more = format === "csv" ? " (.npy files may be larger)" : "";
    const expected = `a .${format} file of at most ${MOST_BYTES[format]} bytes${more}`;
    throw new TableError({ file, expected, found: `${size}` });
  };
  if (source instanceof ReadableStream) {
    return { bytes: await readAll(source, requireSize), format };
  }
  requireSize(source instanceof Uint8Array ? source.length : source.size);
  return { bytes: source instanceof Uint8Array ? source : await source.bytes(), format };
}

/** All bytes of a stream. `check` receives their number before each piece is kept, and may throw. */
async function readAll(
  stream: ReadableStream<Uint8Array>,
  check: (length: number) => void,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const reader = stream.getReader();
  try {
    for (let length = 0;;) {
      const { done, value } = await reader.read();
      if (done) return joined(pieces);
      check(length += value.length);
      pieces.push(value);
    }
  } finally {
    await reader.cancel();
  }
}

/** Samples of several variables. Fits the `FeatureMatrix` of the information library. */
export interface FeatureTable {
  /** Number of rows. */
  readonly samples: number;
  /** Number of columns. */
  readonly variables: number;
  /** `samples × variables`, row-major. May contain NaN and infinities, as in the file. */
  readonly values: Float32Array | Float64Array;
  /** One name per column, all different; absent if the format has no names. */
  readonly names?: readonly string[];
}

/**
 * Features from the contents of a `.npy` file (float32 or float64, either order, samples × variables) or a
 * `.csv` file with a header. Needs neither Deno nor Node.
 *
 * @param file name for messages; its ending, `.npy` or `.csv`, determines the format
 * @returns values that may lie in the memory of `source`
 * @throws TableError that names the file, the location in it, what was expected and what was found
 * @example
 * ```ts
 * import { parseFeatures } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const { body } = new Response("left,right\n1,2.5\n3,-4\n");
 * deepStrictEqual(await parseFeatures(body!, "pairs.csv"), {
 *   samples: 2,
 *   variables: 2,
 *   values: Float64Array.of(1, 2.5, 3, -4),
 *   names: ["left", "right"],
 * });
 * ```
 */
export async function parseFeatures(source: TableSource, file: string): Promise<FeatureTable> {
  const { bytes, format } = await contents(source, file);
  return format === "npy" ? parseNpyFeatures(bytes, file) : parseCsvFeatures(bytes, file);
}

const FLOATS: NpyTypes<Float32Array | Float64Array> = {
  title: 'float32 or float64 features, little-endian as of x.astype("float32")',
  arrays: { "<f4": Float32Array, "<f8": Float64Array },
};

export function parseNpyFeatures(bytes: Uint8Array, file: string): FeatureTable {
  const { shape, fortranOrder, values } = parseNpy(bytes, file, FLOATS);
  const [samples = 0, variables = 0] = shape;
  if (shape.length !== 2 || values.length === 0) {
    throw new TableError({
      file,
      expected: "features of shape (samples, variables), as of x.reshape(len(x), -1)",
      found: `shape (${shape.join(", ")})`,
    });
  }
  return {
    samples,
    variables,
    values: fortranOrder ? transposed(values, variables, samples) : values,
  };
}

/** A row-major matrix of this many rows and columns, with its columns as rows. */
function transposed(
  values: Float32Array | Float64Array,
  rows: number,
  columns: number,
): Float32Array | Float64Array {
  const result = values.slice();
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = values[i * columns + j]!;
  }
  return result;
}

/**
 * A number as programs print it: decimal, NaN or infinite. No digit matches in two ways: otherwise the time
 * for a long cell would grow with the square of its length.
 */
const NUMBER = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|nan|inf(?:inity)?)$/i;

export function parseCsvFeatures(bytes: Uint8Array, file: string): FeatureTable {
  let names: readonly string[] = [];
  const numbers: number[] = [];
  const samples = readCsv(bytes, file, (header) => {
    names = header;
    if (header.every((name) => NUMBER.test(name) && !/^\d+$/.test(name))) {
      const expected = "a header with the names of the columns";
      throw new TableError({ file, location: "line 1", expected, found: "only numbers" });
    }
    return ({ cells, wrongCell }) => {
      cells.forEach((cell, column) => {
        if (!NUMBER.test(cell)) throw wrongCell(column, "a number");
        numbers.push(toNumber(cell));
      });
    };
  });
  return { samples, variables: names.length, values: Float64Array.from(numbers), names };
}

function toNumber(cell: string): number {
  if (/nan/i.test(cell)) return NaN;
  if (/inf/i.test(cell)) return cell.startsWith("-") ? -Infinity : Infinity;
  return Number(cell);
}

/** Options for reading labels from a file. */
export interface LabelOptions {
  /** The column of a `.csv` file. Default: its only one. */
  readonly column?: string | undefined;
}

/**
 * Class labels from the contents of a `.npy` file (a little-endian integer or boolean vector of shape (N,) or
 * (N, 1)) or from a column of a `.csv` file with a header. Labels may be any integers within ±2⁵³; names of
 * classes are refused, because results can depend on how classes are numbered. Needs neither Deno nor Node.
 *
 * @param file name for messages; its ending, `.npy` or `.csv`, determines the format
 * @returns one label per sample
 * @throws TableError that names the file, the location in it, what was expected and what was found
 * @example
 * ```ts
 * import { parseLabels } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const file = new Blob(["image,digit\na.png,7\nb.png,2\n"]);
 * deepStrictEqual(await parseLabels(file, "digits.csv", { column: "digit" }), [7, 2]);
 * ```
 */
export async function parseLabels(
  source: TableSource,
  file: string,
  { column }: LabelOptions = {},
): Promise<number[]> {
  const { bytes, format } = await contents(source, file);
  if (format === "csv") return parseCsvLabels(bytes, file, column);
  if (column === undefined) return parseNpyLabels(bytes, file);
  const expected = `a .csv file with the column ${quoted(column)}`;
  throw new TableError({ file, expected, found: "a .npy file, which names no columns" });
}

const LABELS: NpyTypes<ArrayLike<number | bigint> & { readonly BYTES_PER_ELEMENT: number }> = {
  title: 'integer or boolean labels, little-endian as of y.astype("int64")',
  arrays: {
    "|b1": Uint8Array,
    "|u1": Uint8Array,
    "|i1": Int8Array,
    "<u2": Uint16Array,
    "<i2": Int16Array,
    "<u4": Uint32Array,
    "<i4": Int32Array,
    "<u8": BigUint64Array,
    "<i8": BigInt64Array,
  },
};

export function parseNpyLabels(bytes: Uint8Array, file: string): number[] {
  const { shape, values, descr, offset } = parseNpy(bytes, file, LABELS);
  const [samples = 0, columns = 1] = shape;
  if (samples === 0 || columns !== 1 || shape.length > 2) {
    throw new TableError({
      file,
      expected: "one label per sample, shape (N,) or (N, 1)",
      found: `shape (${shape.join(", ")})`,
    });
  }
  const labels = Array.from(values, Number);
  const valid = descr === "|b1" ? (label: number) => label <= 1 : Number.isSafeInteger;
  const wrong = labels.findIndex((label) => !valid(label));
  if (wrong >= 0) {
    throw new TableError({
      file,
      location: `byte ${offset + wrong * values.BYTES_PER_ELEMENT}`,
      expected: descr === "|b1" ? "a boolean, 0 or 1" : "a label within ±2⁵³",
      found: `${values[wrong]} for sample ${wrong}`,
    });
  }
  return labels;
}

export function parseCsvLabels(bytes: Uint8Array, file: string, column?: string): number[] {
  const labels: number[] = [];
  readCsv(bytes, file, (names) => {
    const at = columnIndex(names, file, column);
    return ({ cells, wrongCell }) => {
      const label = Number(cells[at]);
      const isNumber = /^[+-]?\d+(?:\.0*)?$/.test(cells[at]!);
      if (!isNumber || !Number.isSafeInteger(label)) {
        throw wrongCell(at, "an integer class label (classes with names have to be numbered)");
      }
      labels.push(label);
    };
  });
  return labels;
}

function columnIndex(names: readonly string[], file: string, column: string | undefined): number {
  if (column === undefined && names.length === 1) return 0;
  const at = column === undefined ? -1 : names.indexOf(column);
  if (at >= 0) return at;
  throw new TableError({
    file,
    location: "line 1",
    expected: column === undefined
      ? "one column, or the name of the column with the labels (option column, --label-column)"
      : `a column ${quoted(column)}`,
    found: names.map(quoted).join(", "),
  });
}
