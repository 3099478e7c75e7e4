/** Columns in memory that workers can share, and the table that they form. */
import { firstOf } from "../../system/first_of.ts";
import { columnOption } from "./advice.ts";
import { quoted, TableError } from "./error.ts";
import type { MapReduction } from "./maps.ts";
import { numbersRows } from "./row_numbers.ts";
import type { Table, TableColumn } from "./table.ts";

/** Most columns of a table. */
export const MOST_COLUMNS = 1_000_000;

/** Memory that workers can share; pages of browsers have it only where they are isolated from others. */
const Memory: new (bytes: number) => ArrayBufferLike = globalThis.SharedArrayBuffer ?? ArrayBuffer;

/** Room for a column of so many numbers. @throws TableError if there is no memory for it */
export function columnArray(
  file: string,
  single: boolean,
  length: number,
): Float32Array | Float64Array {
  try {
    return single
      ? new Float32Array(new Memory(4 * length))
      : new Float64Array(new Memory(8 * length));
  } catch {
    const found = `no memory for ${length} more numbers`;
    throw new TableError({ file, expected: "columns that fit into memory", found });
  }
}

/** A column whose number and name are not known yet. */
export interface ColumnContents extends Omit<TableColumn, "index" | "name" | "notice"> {
  /** True if its integers are not all within ±2⁵³. */
  readonly rounded?: boolean;
  /** A number of a text that is written with zeros before it, such as 007, and its line. */
  readonly padded?: { readonly text: string; readonly line: number } | undefined;
}

/** A column of a file, before columns that are no variables are left out. */
export interface FileColumn extends ColumnContents {
  /** Its name; empty for a column without one. */
  readonly name: string;
  /** True if the file itself says that it is an index. */
  readonly isIndex?: boolean;
}

/**
 * A table of columns with names: an unnamed index and unnamed empty columns are left out, which notices tell.
 *
 * @param location where the names stand, e.g. `"line 1"`
 * @throws TableError for a name that occurs twice, a column without a name, and a table without columns
 */
export function namedTable(
  file: string,
  samples: number,
  columns: readonly FileColumn[],
  notices: readonly string[],
  location?: string,
): Table {
  const where = location === undefined ? { file } : { file, location };
  const told = [...notices];
  const kept = columns.filter((column, at) => {
    if (column.name !== "") return true;
    if (isEmpty(column)) told.push(`column ${at}, which has no name and no values, was left out`);
    else if (at === 0 && isIndexWithoutName(column)) {
      told.push("the first column, which has no name and numbers or names the rows, was left out");
    } else {
      const expected = "a name for every column";
      const found = `none for column ${at}; put a name above it`;
      throw new TableError({ ...where, expected, found });
    }
    return false;
  });
  requireDifferentNames(kept, where);
  if (kept.length === 0) {
    throw new TableError({ ...where, expected: "columns with names", found: "none" });
  }
  told.push(...roundedNotice(kept));
  return { samples, columns: kept.map(numbered), named: true, notices: told };
}

/** @throws TableError for a name that occurs twice */
export function requireDifferentNames(
  columns: readonly { readonly name: string }[],
  where: { readonly file: string; readonly location?: string },
): void {
  const seen = new Set<string>();
  const repeated = columns.find(({ name }) => seen.size === seen.add(name).size);
  if (repeated === undefined) return;
  const expected = "different names for all columns";
  const remedy = where.location === undefined
    ? "in pandas, df.loc[:, ~df.columns.duplicated()] has the first of each name"
    : 'pandas gives them different names: pd.read_csv(FILE).to_csv("x.csv", index=False)';
  const found = `${quoted(repeated.name)} twice; ${remedy}`;
  throw new TableError({ ...where, expected, found });
}

/**
 * A table of columns without names.
 *
 * @param rows of the array
 * @param reduction what was kept of each row, where rows are samples of maps
 */
export function unnamedTable(
  rows: number,
  columns: readonly ColumnContents[],
  notices: readonly string[],
  reduction?: MapReduction,
): Table {
  const { columnsPerMap = 1, rowsPerSample = 1 } = reduction ?? {};
  const nameOf = (index: number) =>
    columnsPerMap === 1
      ? `x${index}`
      : `x${Math.floor(index / columnsPerMap)}.${index % columnsPerMap}`;
  const named = columns.map((column, index) => ({ ...column, name: nameOf(index) }));
  return {
    samples: rows * rowsPerSample,
    ...(reduction && { columnsPerMap, rowsPerSample }),
    columns: named.map(numbered),
    named: false,
    notices: [...notices, ...roundedNotice(named)],
  };
}

/** A notice if integers are beyond what float64 holds. */
function roundedNotice(columns: readonly FileColumn[]): string[] {
  const names = columns.flatMap(({ name, rounded }) => rounded ? quoted(name) : []);
  if (names.length === 0) return [];
  return [`integers beyond ±2⁵³ were rounded in ${firstOf(names, 3)}`];
}

function numbered(
  { isIndex, rounded: _, padded, ...column }: FileColumn,
  index: number,
): TableColumn {
  const why = isIndex
    ? "is the index of the table that was saved"
    : numbersRows(column.name, column) ??
      (padded &&
        `has numbers with zeros before them, such as ${
          quoted(padded.text)
        } on line ${padded.line}`);
  if (why === undefined) return { ...column, index };
  const wayOut = columnOption("--without", [{ index, name: column.name }]);
  return {
    ...column,
    index,
    notice: `column ${quoted(column.name)} ${why}; if it is no variable, leave it out: ${wayOut}`,
  };
}

/** True if a column has no value at all. */
function isEmpty({ values, texts }: ColumnContents): boolean {
  return values === undefined ? texts!.every((text) => text === "") : values.every(Number.isNaN);
}

/**
 * True if a first column without a name is an index: texts, integers (which repeat where tables were put together), or
 * times.
 */
function isIndexWithoutName(column: ColumnContents): boolean {
  return column.values === undefined || column.values.every(Number.isInteger) ||
    numbersRows("", column) !== undefined;
}
