/** Findings: sentences that titles, verdicts and notebooks share, and the numbers behind them. */
import type { Verdict } from "./verdict.ts";

/** A quantity behind a finding. */
export interface Estimate {
  /** The quantity, e.g. `"synergy − random"`. */
  readonly label: string;
  /** The estimate itself. */
  readonly mean: number;
  /** Confidence interval of the mean; absent where there are too few networks. */
  readonly interval?: readonly [lower: number, upper: number] | undefined;
  /** Level of the interval, 0..1. */
  readonly level?: number;
  /** The values that it is the mean of, one per network. */
  readonly values?: readonly number[] | undefined;
  /** Unit of mean and interval, e.g. `"bits"`. */
  readonly unit: string;
}

/** One finding: a function of results. */
export interface Finding {
  /** One sentence of at most about twelve words; conditions stand in the subtitle of its figure. */
  readonly statement: string;
  /** The verdict on the claim that the finding is about, where there is one. */
  readonly verdict?: Verdict;
  /** The numbers behind the statement. */
  readonly estimates: readonly Estimate[];
}
