/** How claims of the paper fare, and numbers as verdicts write them. */
import { intervalSide } from "../../statistics/mod.ts";
import { decimal, rangeText } from "../../statistics/words.ts";

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

/** Two ends of a confidence interval. */
export type Interval = readonly [lower: number, upper: number];

/** A difference of accuracies with its interval: `"0.42 points, 0.10 to 0.74"`. */
export function points(mean: number, interval: Interval): string {
  return `${decimal(mean)} points, ${rangeText(interval)}`;
}

/**
 * How two accuracies compare by the interval of their difference:
 * `"synergy is more accurate than random (0.42 points, 0.10 to 0.74)"`.
 */
export function standing(first: string, second: string, mean: number, interval: Interval): string {
  return `${first} is ${STANDINGS[intervalSide(interval)]} ${second} (${points(mean, interval)})`;
}

const STANDINGS = {
  above: "more accurate than",
  below: "less accurate than",
  around: "not told apart from",
} as const;
