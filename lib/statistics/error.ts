/** A statistic was asked of values that have none. */
export class StatisticsError extends Error {
  override readonly name = "StatisticsError";
}
