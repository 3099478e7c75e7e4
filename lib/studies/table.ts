/** One tidy table: what a study leaves behind, and what its figures filter. */
import { stringify } from "csv-stringify/browser/esm/sync";

/** Names in the header, with units, and the cells of a row; `undefined` makes an empty cell. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string | number | undefined>>;

/** Rows of one kind, and how each is written. */
export interface Table<Row> {
  /** Cells by their name in the header. */
  readonly columns: Columns<Row>;
  /** All rows. */
  readonly rows: readonly Row[];
}

/** A table of any rows, as lists of studies hold it. */
export type AnyTable = { readonly columns: Columns<never>; readonly rows: readonly unknown[] };

/**
 * A header and rows: lines end with LF, cells are quoted where they need it, numbers keep all digits.
 *
 * @example
 * ```ts
 * import { csvText } from "@multiplet/multiplet/studies";
 * import { strictEqual as equal } from "node:assert/strict";
 * const columns = { layer: (row: { layer: string }) => row.layer, size: () => 2 };
 * equal(csvText({ columns, rows: [{ layer: "fc1" }] }), "layer,size\nfc1,2\n");
 * ```
 */
export function csvText({ columns, rows }: AnyTable): string {
  const cells = Object.values(columns as Columns<unknown>);
  return stringify([Object.keys(columns), ...rows.map((row) => cells.map((cell) => cell(row)))]);
}
