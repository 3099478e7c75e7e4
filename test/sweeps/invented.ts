/** Invented outcomes of sweeps. */
import { summarise } from "../../lib/statistics/mod.ts";
import type { Outcome, Verdict } from "../../lib/studies/verdict.ts";
import type { OutcomeRow } from "../../lib/sweeps/outcomes.ts";

/** What is invented of a row; the rest has defaults. */
export interface Invented {
  readonly reading?: number;
  readonly levels?: OutcomeRow["levels"];
  readonly choices?: OutcomeRow["choices"];
  readonly claim?: string;
  readonly verdict?: Verdict;
  readonly outcome?: Outcome;
  readonly label?: string;
  /** Of each network. */
  readonly values?: readonly number[];
  readonly unit?: string;
  readonly sameAs?: number;
}

/** One row; the estimate is the mean of its values with the interval by Student's t. */
export function outcome({ values = [0, 1], label = "estimate", ...given }: Invented): OutcomeRow {
  const { reading = 1, levels = {}, choices = {}, claim = "claim", unit = "points" } = given;
  const { mean, confidenceInterval: interval } = summarise(values);
  return {
    ...{ reading, levels, choices, claim, statement: "" },
    verdict: given.verdict,
    outcome: given.outcome,
    estimate: { label, mean, interval, values, unit, ...(interval && { level: 0.95 }) },
    sameAs: given.sameAs,
  };
}

/** Rows of the readings 1, 2 and so on. */
export const outcomes = (rows: readonly Invented[]): OutcomeRow[] =>
  rows.map((row, at) => outcome({ reading: at + 1, ...row }));
