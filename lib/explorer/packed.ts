/** A result on its way from a worker to the page. */
import type { AnalysisResult } from "../analysis/mod.ts";

/** A result whose samples are one typed array: the page takes over hundreds of thousands of numbers in no time. */
export interface PackedResult {
  /** Without the values of samples. */
  readonly result: AnalysisResult;
  /** These values, column by column; absent without samples. */
  readonly values?: Float64Array;
}

/** The result as a worker sends it. */
export function packed(result: AnalysisResult): PackedResult {
  const rows = result.details?.rows;
  if (rows === undefined) return { result };
  const values = new Float64Array(rows.values.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const column of rows.values) {
    values.set(column, from);
    from += column.length;
  }
  const details = { ...result.details!, rows: { ...rows, values: [] } };
  return { result: { ...result, details }, values };
}

/** The result as it was. */
export function unpacked({ result, values }: PackedResult): AnalysisResult {
  const { details } = result;
  if (values === undefined || details?.rows === undefined) return result;
  const { length: columns } = details.columns;
  const samples = columns === 0 ? 0 : values.length / columns;
  const all = details.columns.map((_, at) =>
    Array.from(values.subarray(at * samples, (at + 1) * samples))
  );
  return { ...result, details: { ...details, rows: { ...details.rows, values: all } } };
}
