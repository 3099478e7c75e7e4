/** Matrices of numbers, read piece by piece into columns. */
import type { Cursor } from "./bytes.ts";
import { columnArray, type ColumnContents, MOST_COLUMNS } from "./columns.ts";
import { TableError } from "./error.ts";
import { type MapReading, type MapReduction, mapShape } from "./maps.ts";
import { NUMBER_TYPES, type NumberType, swapBytes } from "./number_types.ts";

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
  /** What is kept of each row; the rows of the file are those of samples of maps. Default: the row itself. */
  readonly reduction?: MapReduction | undefined;
}

/** Bytes that are read at once. */
const PIECE = 2 ** 20;

/** The rows and columns of an array, and what is kept of each row. */
interface ArrayShape extends Pick<MatrixLayout, "rows" | "columns" | "reduction"> {}

/**
 * The rows and columns of a shape: a vector is one column; the maps of a sample are one row.
 *
 * @throws TableError for other shapes
 */
export function matrixShape(
  file: string,
  shape: readonly number[],
  reading: MapReading | undefined,
): ArrayShape {
  const found = `shape (${shape.join(", ")})`;
  if (reading !== undefined) {
    const { samples, ...own } = mapShape(file, shape, reading.layout);
    let reduction;
    try {
      reduction = reading.reduce(own);
    } catch (cause) {
      if (!(cause instanceof Error)) throw cause;
      throw new TableError({
        file,
        expected: `maps that fit the options: ${cause.message}`,
        found,
      });
    }
    if (reduction.columns > MOST_COLUMNS) {
      throw new TableError({ file, expected: `at most ${MOST_COLUMNS} values per sample`, found });
    }
    return { rows: samples, columns: own.maps * own.positions, reduction };
  }
  const [rows = 0, columns = 1] = shape;
  if (shape.length > 2) {
    const expected =
      "a matrix, samples × variables, such as x.reshape(len(x), -1); or feature maps " +
      "or tokens, with --maps and --layout of analyze (the option maps of readTable)";
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

/** A column to be read. */
interface ColumnLayout extends Pick<MatrixLayout, "file" | "rows"> {
  /** True if float32 has all of its values. */
  readonly single: boolean;
  /** As in {@link NumberType}. */
  readonly roundoff: number;
}

/** What is known of a column while it is read. */
class NumberColumn {
  #values: Float32Array | Float64Array;
  /** Largest finite absolute value. */
  #largest = 0;

  constructor(readonly layout: ColumnLayout, room: number) {
    this.#values = columnArray(layout.file, layout.single, Math.min(room, layout.rows));
  }

  /** Takes every `stride`-th of some numbers, from one on, as the next rows. */
  add(row: number, numbers: ArrayLike<number>, from: number, stride: number, count: number): void {
    const { rows, file, single } = this.layout;
    if (row + count > this.#values.length) {
      const more = columnArray(file, single, Math.min(rows, 2 * (row + count)));
      more.set(this.#values);
      this.#values = more;
    }
    const values = this.#values;
    let largest = this.#largest;
    for (let i = 0, at = from; i < count; i++, at += stride) {
      const value = numbers[at]!;
      values[row + i] = value;
      const size = Math.abs(value);
      if (size > largest && size !== Infinity) largest = size;
    }
    this.#largest = largest;
  }

  contents(): ColumnContents {
    const { roundoff } = this.layout;
    const rounded = roundoff === 0 && this.#largest > Number.MAX_SAFE_INTEGER;
    return {
      values: this.#values,
      resolution: 0,
      roundoff: rounded ? NUMBER_TYPES.float64.roundoff : roundoff,
      ...(rounded ? { rounded } : {}),
    };
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
  const { reduction } = layout;
  if (reduction !== undefined && columnMajor) {
    const expected =
      "maps in row-major (C) order, the values of one sample together: save np.ascontiguousarray(x)";
    const found = "column-major (Fortran) order";
    throw new TableError({ file: layout.file, expected, found });
  }
  const kept: KeptColumns = {
    file: layout.file,
    columns: reduction?.columns ?? columns,
    rows: rows * (reduction?.rowsPerSample ?? 1),
    single: type.single && !(reduction?.computes ?? false),
    roundoff: reduction?.computes
      ? Math.max(type.roundoff, NUMBER_TYPES.float64.roundoff)
      : type.roundoff,
  };
  const room = sized ? kept.rows : Math.ceil(PIECE / (8 * kept.columns));
  const found: NumberColumn[] = [];
  const columnAt = (at: number) => found[at] ??= new NumberColumn(kept, room);
  for (let line = 0; line < lines;) {
    for (let start = 0; start < length; start += part) {
      const count = part < length ? 1 : Math.min(whole, lines - line);
      const size = Math.min(part, length - start);
      const bytes = piece.subarray(0, count * size * type.bytes);
      const numbers = await readNumbers(cursor, layout, bytes);
      if (columnMajor) {
        for (let i = 0; i < count; i++) columnAt(line + i).add(start, numbers, i * size, 1, size);
      } else if (reduction === undefined) {
        for (let j = 0; j < columns; j++) columnAt(j).add(line, numbers, j, columns, count);
      } else {
        const { rowsPerSample } = reduction;
        const reduced = reducedRows(numbers, columns, count, reduction);
        for (let j = 0; j < kept.columns; j++) {
          const rowCount = count * rowsPerSample;
          columnAt(j).add(line * rowsPerSample, reduced, j, kept.columns, rowCount);
        }
      }
    }
    line += part < length ? 1 : whole;
  }
  return found.map((column) => column.contents());
}

/** What is kept of a matrix. */
interface KeptColumns extends ColumnLayout {
  readonly columns: number;
}

/** The numbers that are kept of some samples, row-major. */
function reducedRows(
  numbers: ArrayLike<number>,
  valuesPerSample: number,
  samples: number,
  { columns, rowsPerSample, write }: MapReduction,
): Float64Array {
  const own = rowsPerSample * columns;
  const reduced = new Float64Array(samples * own);
  for (let i = 0; i < samples; i++) write(numbers, i * valuesPerSample, reduced, i * own);
  return reduced;
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
