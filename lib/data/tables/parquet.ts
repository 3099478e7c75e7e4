/** Tables of Apache Parquet, as pandas, Polars and R write them. */
import {
  type AsyncBuffer,
  type ColumnData,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type SchemaElement,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { type ByteBlob, bytesOf } from "./bytes.ts";
import {
  columnArray,
  type ColumnContents,
  type FileColumn,
  namedTable,
  requireDifferentNames,
} from "./columns.ts";
import { firstOf } from "../../system/first_of.ts";
import { quoted, TableError } from "./error.ts";
import { NUMBER_TYPES } from "./number_types.ts";
import { requirePages } from "./parquet_pages.ts";
import type { Table } from "./table.ts";

/** Most rows. */
const MOST_ROWS = 2 ** 31;

/**
 * Reads all columns, one after the other. Columns of lists or structures are left out, which a notice tells.
 *
 * @throws TableError for another format, and damaged files
 */
export async function readParquet(blob: ByteBlob, file: string): Promise<Table> {
  let cause: { readonly error: unknown } | undefined;
  const slice = async (start: number, end = blob.size): Promise<ArrayBuffer> => {
    try {
      return Uint8Array.from(await bytesOf(blob, start, Math.min(end, blob.size))).buffer;
    } catch (error) {
      cause = { error };
      throw error;
    }
  };
  try {
    return await readColumns({ byteLength: blob.size, slice }, file);
  } catch (error) {
    if (cause) throw cause.error;
    if (error instanceof TableError) throw error;
    const found = `damaged data (${quoted(error instanceof Error ? error.message : `${error}`)})`;
    throw new TableError({ file, expected: "a .parquet file", found });
  }
}

async function readColumns(bytes: AsyncBuffer, file: string): Promise<Table> {
  const metadata = await parquetMetadataAsync(bytes, { geoparquet: false });
  const samples = Number(metadata.num_rows);
  const rows = metadata.row_groups.reduce((sum, { num_rows: rows }) => sum + Number(rows), 0);
  if (rows !== samples || samples > MOST_ROWS) {
    const expected = `rows, as many as the file says and at most ${MOST_ROWS}`;
    throw new TableError({ file, expected, found: `${rows} instead of ${samples}` });
  }
  if (samples === 0) throw new TableError({ file, expected: "rows", found: "none" });
  requireDifferentNames(parquetSchema(metadata).children.map(({ element }) => element), { file });
  const indices = pandasIndices(metadata);
  const columns: FileColumn[] = [];
  const nested: string[] = [];
  const notices: string[] = [];
  for (const { element, children } of parquetSchema(metadata).children) {
    // The name that pandas gives an index without one.
    if (/^__index_level_\d+__$/.test(element.name)) {
      notices.push("the index of pandas, which has no name, was left out");
      continue;
    }
    if (children.length > 0 || element.repetition_type === "REPEATED") {
      nested.push(quoted(element.name));
      continue;
    }
    for (const group of metadata.row_groups) await requirePages(bytes, group, element);
    const column = newColumn(element, file, samples);
    let filled = 0;
    await parquetRead({
      file: bytes,
      metadata,
      columns: [element.name],
      compressors,
      geoparquet: false,
      onChunk: (chunk) => {
        column.add(chunk);
        filled += chunk.columnData.length;
      },
    });
    if (filled !== samples) {
      const location = `column ${quoted(element.name)}`;
      throw new TableError({ file, location, expected: `${samples} values`, found: `${filled}` });
    }
    const isIndex = indices.has(element.name);
    columns.push({ ...column.contents(), name: element.name, ...(isIndex ? { isIndex } : {}) });
  }
  if (nested.length > 0) {
    notices.push(`columns of lists or structures were left out: ${firstOf(nested, 10)}`);
  }
  return namedTable(file, samples, columns, notices);
}

/** Names of the columns that were an index in pandas. */
function pandasIndices({ key_value_metadata: notes = [] }: FileMetaData): ReadonlySet<unknown> {
  try {
    const note = notes.find(({ key }) => key === "pandas")?.value ?? "{}";
    const { index_columns: indices } = Object(JSON.parse(note));
    return new Set(Array.isArray(indices) ? indices : []);
  } catch {
    return new Set();
  }
}

/** A column that is filled by chunks in any order. */
interface FillingColumn {
  add(chunk: ColumnData): void;
  contents(): ColumnContents;
}

function newColumn(element: SchemaElement, file: string, samples: number): FillingColumn {
  const roundoff = roundoffOf(element);
  return roundoff === undefined
    ? new ParquetTexts(file)
    : new ParquetNumbers(file, element, samples, roundoff);
}

/** ε of a number type, 0 for integers and booleans; `undefined` for types that are no numbers. */
function roundoffOf(
  { type, converted_type: converted, logical_type: logical }: SchemaElement,
): number | undefined {
  if (logical?.type === "FLOAT16") return NUMBER_TYPES.float16.roundoff;
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") return 0;
  const isNumber = (logical === undefined || logical.type === "INTEGER") &&
    (converted === undefined || /^U?INT_\d+$/.test(converted));
  if (!isNumber) return undefined;
  switch (type) {
    case "BOOLEAN":
    case "INT32":
    case "INT64":
      return 0;
    case "FLOAT":
      return NUMBER_TYPES.float32.roundoff;
    case "DOUBLE":
      return NUMBER_TYPES.float64.roundoff;
    default:
      return undefined;
  }
}

class ParquetNumbers implements FillingColumn {
  readonly #values: Float32Array | Float64Array;
  #largest = 0;

  constructor(
    file: string,
    readonly element: SchemaElement,
    samples: number,
    readonly roundoff: number,
  ) {
    const { type, logical_type: logical } = element;
    const single = type === "FLOAT" || type === "BOOLEAN" || logical?.type === "FLOAT16";
    this.#values = columnArray(file, single, samples);
  }

  add({ columnData, rowStart }: ColumnData): void {
    for (let i = 0; i < columnData.length; i++) {
      const cell: unknown = columnData[i];
      const value = cell === null || cell === undefined ? NaN : Number(cell);
      this.#values[rowStart + i] = value;
      const size = Math.abs(value);
      if (size > this.#largest && size !== Infinity) this.#largest = size;
    }
  }

  contents(): ColumnContents {
    const { scale, converted_type: converted } = this.element;
    const rounded = this.roundoff === 0 && this.#largest > Number.MAX_SAFE_INTEGER;
    const half = converted === "DECIMAL" && scale ? 0.5 * 10 ** -scale : 0;
    const roundoff = rounded ? NUMBER_TYPES.float64.roundoff : this.roundoff;
    return { values: this.#values, resolution: half, roundoff, ...(rounded ? { rounded } : {}) };
  }
}

class ParquetTexts implements FillingColumn {
  constructor(readonly file: string) {}

  readonly #texts: string[] = [];
  readonly #known = new Map<string, string>();

  add({ columnData, rowStart }: ColumnData): void {
    for (let i = 0; i < columnData.length; i++) {
      const text = textOf(columnData[i]);
      if (!this.#known.has(text) && this.#known.size < 10_000) this.#known.set(text, text);
      this.#texts[rowStart + i] = this.#known.get(text) ?? text;
    }
  }

  contents(): ColumnContents {
    // A column without any value has no type.
    if (this.#texts.every((text) => text === "")) {
      const values = columnArray(this.file, false, this.#texts.length).fill(NaN);
      return { values, resolution: 0, roundoff: 0 };
    }
    return { texts: this.#texts, resolution: 0, roundoff: 0 };
  }
}

/** A cell that is no number as text; empty where there is none. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "string") return cell;
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : cell.toISOString();
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}
