/**
 * The numbers behind a figure as comma-separated values.
 * @module
 */
import { stringify } from "csv-stringify/browser/esm/sync";

/** A row of a table; cells that do not apply are `undefined` and empty in the file. */
export type CsvRow = Readonly<Record<string, string | number | undefined>>;

/**
 * Writes rows below a header: lines end with LF, cells are quoted where they need it. Numbers keep all
 * their digits.
 *
 * @param header name of every column, with its unit, by the key of its cells; in this order
 */
export function csvText(
  header: Readonly<Record<string, string>>,
  rows: readonly CsvRow[],
): string {
  const columns = Object.entries(header).map(([key, name]) => ({ key, header: name }));
  return stringify([...rows], { header: true, columns });
}
