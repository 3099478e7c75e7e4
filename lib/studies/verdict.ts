/** A judgement on a claim. */
export type Verdict = "reproduced" | "partly reproduced" | "not reproduced" | "undecided";

/**
 * The verdict on a claim of several parts: reproduced when all hold, partly reproduced when some do,
 * else not; undecided when there is no part, or one cannot be judged.
 *
 * @param parts whether each part holds; `undefined` where it cannot be judged
 * @example
 * ```ts
 * import { verdictOf } from "@multiplet/multiplet/studies";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(verdictOf([true, false]), "partly reproduced");
 * equal(verdictOf([true, undefined]), "undecided");
 * ```
 */
export function verdictOf(parts: readonly (boolean | undefined)[]): Verdict {
  if (parts.length === 0 || parts.includes(undefined)) return "undecided";
  if (parts.every((holds) => holds)) return "reproduced";
  return parts.some((holds) => holds) ? "partly reproduced" : "not reproduced";
}

/** A claim in one reading, and how it fares. */
export type VerdictRow = {
  /** The words of the claim. */
  readonly claim: string;
  /** The section that makes it, e.g. `"4.1"`. */
  readonly section: string;
  /** The condition that was judged, in words. */
  readonly reading: string;
  readonly verdict: Verdict;
  /** The numbers behind the verdict. */
  readonly reason: string;
};
