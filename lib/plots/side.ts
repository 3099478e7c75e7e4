/**
 * Signs of means, as far as they are known.
 * @module
 */
import type { Summary } from "../statistics/summary.ts";

/** On which side of 0 something lies. */
export type Side = "above" | "below" | "neither";

/** Where the 95 % interval of a mean lies, or the value itself where there is only one. */
export function sideOf(
  { mean, confidenceInterval }: Pick<Summary, "mean" | "confidenceInterval">,
): Side {
  const [low, high] = confidenceInterval ?? [mean, mean];
  return low > 0 ? "above" : high < 0 ? "below" : "neither";
}
