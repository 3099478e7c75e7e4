/**
 * Activations, or any real numbers: one row a sample, one column a variable.
 * @module
 */
import { readCsv } from "./csv.ts";
import { TableError } from "./error.ts";
import { type NpyTypes, parseNpy } from "./npy.ts";
import { readTable } from "./read_table.ts";

/** Samples of several variables. Fits the `FeatureMatrix` of the information library. */
export interface FeatureTable {
  /** Number of rows. */
  readonly samples: number;
  /** Number of columns. */
  readonly variables: number;
  /** `samples × variables`, row-major. May contain NaN and infinities, where the file does. */
  readonly values: Float32Array | Float64Array;
  /** One name a column, all different; absent where the format has no names. */
  readonly names?: readonly string[];
}

/**
 * Reads features from a `.npy` file (float32 or float64, either order, samples × variables) or a
 * `.csv` file with a header, of at most 4 GiB.
 *
 * @throws TableError that names the file, the place in it, what was expected and what was found
 * @example
 * ```ts
 * import { readFeatures } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const file = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(file, "left,right\n1,2.5\n3,-4\n");
 * deepStrictEqual(await readFeatures(file), {
 *   samples: 2,
 *   variables: 2,
 *   values: Float64Array.of(1, 2.5, 3, -4),
 *   names: ["left", "right"],
 * });
 * await Deno.remove(file);
 * ```
 */
export function readFeatures(file: string): Promise<FeatureTable> {
  return readTable(file, { npy: parseNpyFeatures, csv: parseCsvFeatures });
}

const FLOATS: NpyTypes<Float32Array | Float64Array> = {
  title: 'float32 or float64 features, little-endian as of x.astype("float32")',
  arrays: { "<f4": Float32Array, "<f8": Float64Array },
};

/** @throws TableError */
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
 * A number as programs print it: decimal, NaN or infinite. No digit matches in two ways, or a long
 * cell would take the square of its length.
 */
const NUMBER = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|nan|inf(?:inity)?)$/i;

/** @throws TableError */
export function parseCsvFeatures(bytes: Uint8Array, file: string): FeatureTable {
  let names: readonly string[] = [];
  const numbers: number[] = [];
  const samples = readCsv(bytes, file, (header) => {
    names = header;
    if (header.every((name) => NUMBER.test(name) && !/^\d+$/.test(name))) {
      const expected = "a header with the names of the columns";
      throw new TableError({ file, place: "line 1", expected, found: "only numbers" });
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

/** The value of a {@link NUMBER}. */
function toNumber(cell: string): number {
  if (/nan/i.test(cell)) return NaN;
  if (/inf/i.test(cell)) return cell.startsWith("-") ? -Infinity : Infinity;
  return Number(cell);
}
