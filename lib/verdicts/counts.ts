/**
 * How many rows came to which verdict.
 * @module
 */
import type { Verdict } from "../experiments/verdict.ts";
import type { VerdictRow } from "../experiments/verdicts.ts";

/** From best to worst, as the counts list them. */
const VERDICTS = [
  "reproduced",
  "partly reproduced",
  "not reproduced",
  "undecided",
] as const satisfies readonly Verdict[];

/** The verdicts that occur, with their number: `"1 reproduced, 7 not reproduced"`. */
export function verdictCounts(rows: readonly VerdictRow[]): string {
  return VERDICTS.flatMap((verdict) => {
    const count = rows.filter((row) => row.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  }).join(", ");
}
