/**
 * Paired differences as rows of a table.
 * @module
 */
import type { CsvRow } from "../csv.ts";
import type { Estimate } from "../estimate.ts";

/** Columns of {@link differenceCells}. */
export const DIFFERENCE_COLUMNS = {
  networks: "networks",
  mean: "mean_difference_points",
  low: "interval_95_low_points",
  high: "interval_95_high_points",
} as const;

/** Cells of a difference; those of the interval are empty for a single network. */
export function differenceCells({ summary }: Pick<Estimate, "summary">): CsvRow {
  const { count, mean, confidenceInterval: [low, high] = [undefined, undefined] } = summary;
  return { networks: count, mean, low, high };
}
