/**
 * Class labels: one integer a sample.
 * @module
 */
import { readCsv } from "./csv.ts";
import { quoted, TableError } from "./error.ts";
import { type NpyTypes, parseNpy } from "./npy.ts";
import { readTable } from "./read_table.ts";

/** Which labels of a file to read. */
export interface LabelOptions {
  /** The column of a `.csv` file. Default: its only one. */
  readonly column?: string;
}

/**
 * Reads class labels from a `.npy` file (a little-endian integer or boolean vector of shape (N,) or
 * (N, 1)) or from a column of a `.csv` file with a header. Labels may be any integers within ±2⁵³;
 * names of classes are refused, because results can depend on how classes are numbered.
 *
 * @returns one label a sample
 * @throws TableError that names the file, the place in it, what was expected and what was found
 * @example
 * ```ts
 * import { readLabels } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const file = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(file, "image,digit\na.png,7\nb.png,2\n");
 * deepStrictEqual(await readLabels(file, { column: "digit" }), [7, 2]);
 * await Deno.remove(file);
 * ```
 */
export function readLabels(file: string, { column }: LabelOptions = {}): Promise<number[]> {
  return readTable(file, {
    npy: (bytes) => {
      if (column === undefined) return parseNpyLabels(bytes, file);
      const expected = `a .csv file with the column ${quoted(column)}`;
      throw new TableError({ file, expected, found: "a .npy file, which names no columns" });
    },
    csv: (bytes) => parseCsvLabels(bytes, file, column),
  });
}

type LabelArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigInt64Array
  | BigUint64Array;

const LABELS: NpyTypes<LabelArray> = {
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

/** @throws TableError */
export function parseNpyLabels(bytes: Uint8Array, file: string): number[] {
  const { shape, values, descr, offset } = parseNpy(bytes, file, LABELS);
  const [samples = 0, columns = 1] = shape;
  if (samples === 0 || columns !== 1 || shape.length > 2) {
    throw new TableError({
      file,
      expected: "one label a sample, shape (N,) or (N, 1)",
      found: `shape (${shape.join(", ")})`,
    });
  }
  const labels = Array.from(values, Number);
  const valid = descr === "|b1" ? (label: number) => label <= 1 : Number.isSafeInteger;
  const wrong = labels.findIndex((label) => !valid(label));
  if (wrong >= 0) {
    throw new TableError({
      file,
      place: `byte ${offset + wrong * values.BYTES_PER_ELEMENT}`,
      expected: descr === "|b1" ? "a boolean, 0 or 1" : "a label within ±2⁵³",
      found: `${values[wrong]} for sample ${wrong}`,
    });
  }
  return labels;
}

/** @throws TableError */
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
    place: "line 1",
    expected: column === undefined
      ? "one column, or the name of the target column to read"
      : `a column ${quoted(column)}`,
    found: names.map(quoted).join(", "),
  });
}
