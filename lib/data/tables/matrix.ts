/** Matrices of numbers, read piece by piece into columns. */
import type { Cursor } from "./bytes.ts";
import { columnArray, type ColumnContents, MOST_COLUMNS } from "./columns.ts";
import { TableError } from "./error.ts";
import { NUMBER_TYPES, type NumberType, swapBytes } from "./number_types.ts";
import { rootMeanSquare } from "./rounding.ts";

/** A matrix in a file. */
export interface MatrixLayout {
  readonly file: string;
  readonly type: NumberType;
  readonly bigEndian: boolean;
  readonly rows: number;
  readonly columns: number;
  /** True if the rows of a column lie behind each other. */
  readonly columnMajor: boolean;
  /** True if the number of bytes is known to be right; otherwise room is made as bytes come. */
  readonly sized: boolean;
}

/** Bytes that are read at once. */
const PIECE = 2 ** 20;

/** The rows and columns of a shape: a vector is one column. @throws TableError for other shapes */
export function matrixShape(
  file: string,
  shape: readonly number[],
): { rows: number; columns: number } {
  const [rows = 0, columns = 1] = shape;
  const found = `shape (${shape.join(", ")})`;
  if (shape.length > 2) {
    const expected = "a matrix, samples × variables, such as x.reshape(len(x), -1)";
    throw new TableError({ file, expected, found });
  }
  if (shape.length === 0 || rows === 0 || columns === 0) {
    const expected = "at least one sample of one variable, shape (N,) or (N, n)";
    throw new TableError({ file, expected, found });
  }
  if (columns > MOST_COLUMNS) {
    throw new TableError({ file, expected: `at most ${MOST_COLUMNS} columns`, found });
  }
  return { rows, columns };
}

/** What is known of a column while it is read. */
class NumberColumn {
  #values: Float32Array | Float64Array;
  /** Of its finite values: the largest absolute value, the sum of squares, and the number. */
  #largest = 0;
  #squares = 0;
  #count = 0;

  constructor(readonly layout: MatrixLayout, room: number) {
    this.#values = columnArray(layout.file, layout.type.single, Math.min(room, layout.rows));
  }

  /** Takes every `stride`-th of some numbers, from one on, as the next rows. */
  add(row: number, numbers: ArrayLike<number>, from: number, stride: number, count: number): void {
    const { rows, file, type } = this.layout;
    if (row + count > this.#values.length) {
      const more = columnArray(file, type.single, Math.min(rows, 2 * (row + count)));
      more.set(this.#values);
      this.#values = more;
    }
    const values = this.#values;
    let [largest, squares, finite] = [this.#largest, this.#squares, this.#count];
    for (let i = 0, at = from; i < count; i++, at += stride) {
      const value = numbers[at]!;
      values[row + i] = value;
      const size = Math.abs(value);
      // Also false for NaN.
      if (size < Infinity) {
        squares += size * size;
        finite++;
        if (size > largest) largest = size;
      }
    }
    [this.#largest, this.#squares, this.#count] = [largest, squares, finite];
  }

  contents(): ColumnContents {
    const { roundoff } = this.layout.type;
    const rounded = roundoff === 0 && this.#largest > Number.MAX_SAFE_INTEGER;
    const resolution = (rounded ? NUMBER_TYPES.float64.roundoff : roundoff) *
      rootMeanSquare(this.#squares, this.#count, this.#largest);
    return { values: this.#values, resolution, ...(rounded ? { rounded } : {}) };
  }
}

/**
 * Reads all numbers of a matrix.
 *
 * @throws TableError for a file that ends early, and for booleans that are neither 0 nor 1
 */
export async function readMatrix(
  cursor: Cursor,
  layout: MatrixLayout,
): Promise<readonly ColumnContents[]> {
  const { type, rows, columns, columnMajor, sized } = layout;
  const [lines, length] = columnMajor ? [columns, rows] : [rows, columns];
  // Whole lines, as many as fit; of longer lines of one column each, parts.
  const whole = Math.max(1, Math.floor(PIECE / (length * type.bytes)));
  const part = columnMajor ? Math.min(length, PIECE / type.bytes) : length;
  const piece = new Uint8Array(Math.min(lines, whole) * part * type.bytes);
  const room = sized ? rows : Math.ceil(PIECE / (8 * columns));
  const found: NumberColumn[] = [];
  for (let line = 0; line < lines;) {
    for (let start = 0; start < length; start += part) {
      const count = part < length ? 1 : Math.min(whole, lines - line);
      const size = Math.min(part, length - start);
      const numbers = await readNumbers(
        cursor,
        layout,
        piece.subarray(0, count * size * type.bytes),
      );
      if (columnMajor) {
        for (let i = 0; i < count; i++) {
          const column = found[line + i] ??= new NumberColumn(layout, room);
          column.add(start, numbers, i * size, 1, size);
        }
      } else {
        for (let j = 0; j < columns; j++) {
          const column = found[j] ??= new NumberColumn(layout, room);
          column.add(line, numbers, j, columns, count);
        }
      }
    }
    line += part < length ? 1 : whole;
  }
  return found.map((column) => column.contents());
}

async function readNumbers(
  cursor: Cursor,
  { file, type, bigEndian }: MatrixLayout,
  piece: Uint8Array,
): Promise<ArrayLike<number>> {
  const from = cursor.position;
  if (await cursor.fill(piece) < piece.length) {
    const location = `byte ${cursor.position}`;
    throw new TableError({
      file,
      location,
      expected: "more numbers",
      found: "the end of the file",
    });
  }
  if (bigEndian) swapBytes(piece, type.bytes);
  const numbers = type.numbers(piece);
  if (type.name !== "bool") return numbers;
  const wrong = piece.findIndex((byte) => byte > 1);
  if (wrong < 0) return numbers;
  const location = `byte ${from + wrong}`;
  throw new TableError({ file, location, expected: "a boolean, 0 or 1", found: `${piece[wrong]}` });
}
