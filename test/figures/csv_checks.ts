/** Reading a figure's CSV in tests. */
import { parse } from "csv-parse/sync";

/** Rows by the names in the header. */
export function csvRows(csv: string): Record<string, string>[] {
  return parse(csv, { columns: true }) as Record<string, string>[];
}
