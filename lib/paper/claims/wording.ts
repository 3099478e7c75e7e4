/** Numbers as verdicts write them. */
import { intervalSide } from "../../statistics/mod.ts";
import { decimal, rangeText } from "../../statistics/words.ts";

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
