/**
 * A statistic was asked of values that have none.
 *
 * @example
 * ```ts
 * import { StatisticsError, summarise } from "@multiplet/multiplet/statistics";
 * import { throws } from "node:assert/strict";
 * throws(() => summarise([]), StatisticsError);
 * ```
 */
export class StatisticsError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "StatisticsError";
}
