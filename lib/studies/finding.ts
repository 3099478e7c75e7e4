/** Findings: sentences that titles, verdicts and notebooks share, and the numbers behind them. */

/** How a claim fares. */
export type Verdict = "reproduced" | "partly reproduced" | "not reproduced" | "undecided";

/**
 * The verdict on a claim of several parts: reproduced when all hold, partly reproduced when some do,
 * else not; undecided when there is no part, or one cannot be judged.
 *
 * @param parts whether each part holds; `undefined` where it cannot be judged
 */
export function verdictOf(parts: readonly (boolean | undefined)[]): Verdict {
  if (parts.length === 0 || parts.includes(undefined)) return "undecided";
  if (parts.every((holds) => holds)) return "reproduced";
  return parts.some((holds) => holds) ? "partly reproduced" : "not reproduced";
}

/** A quantity behind a finding. */
export interface Estimate {
  /** What was estimated, e.g. `"synergy − random"`. */
  readonly label: string;
  readonly mean: number;
  /** Confidence interval of the mean; absent where there are too few networks. */
  readonly interval?: readonly [lower: number, upper: number] | undefined;
  /** Level of the interval, 0..1. */
  readonly level?: number;
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
