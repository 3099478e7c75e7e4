/** The estimated time of an analysis: of its search, and of what follows it. */
import type { SearchCost } from "../search/mod.ts";
import { aboutText, amountText, secondsLimitText } from "../search/cost/refusal.ts";
import { AnalysisError } from "./pipeline.ts";

/** The other estimator of an analysis, before its work. */
export interface RescoringCost {
  /** Its name. */
  readonly estimator: string;
  /** Multiplets that it measures, at most. */
  readonly multiplets: number;
  /** Samples of each reference; absent if it has none. */
  readonly draws?: number;
  /** Estimated time, on one core. */
  readonly seconds: number;
}

/** What follows a search: tests of significance, and another estimator; absent where none is asked for. */
export interface CostAfterSearch {
  /** Of the option `significance`. */
  readonly significance?: { readonly seconds: number };
  /** Of the option `rescore`. */
  readonly rescoring?: RescoringCost;
}

/**
 * The cost of an analysis. Its `seconds` are those of all its work, the other numbers of {@link SearchCost} are those of
 * the search.
 */
export interface AnalysisCost extends SearchCost, CostAfterSearch {}

/** The time of the search alone, and of what follows it. */
export function secondsAfter({ significance, rescoring }: CostAfterSearch): number {
  return (significance?.seconds ?? 0) + (rescoring?.seconds ?? 0);
}

/** What follows a search, each with its time: `"12 multiplets by ksg about 13 min"`. */
export function partTexts({ significance, rescoring }: CostAfterSearch): string[] {
  const timed = (what: string, seconds: number) => `${what} ${aboutText(seconds)}`;
  return [
    ...significance ? [timed("the tests of significance", significance.seconds)] : [],
    ...rescoring ? [timed(rescoringText(rescoring), rescoring.seconds)] : [],
  ];
}

/** Multiplets and their estimator: `"12 multiplets by ksg"`. */
export function rescoringText({ multiplets, estimator }: RescoringCost): string {
  return `${amountText(multiplets, "multiplet")} by ${estimator}`;
}

/** The words for options in a message. */
export interface AnalysisWords {
  /** Fewer permutations, and fewer samples of a reference. */
  readonly draws: string;
  readonly referenceDraws: string;
  /** The option that removes the limit. */
  readonly maxSeconds: string;
}

const LIBRARY: AnalysisWords = {
  draws: "fewer draws",
  referenceDraws: "fewer draws in rescore",
  maxSeconds: "maxSeconds: Infinity",
};

/**
 * Error: a search and what follows it are estimated to take longer than `maxSeconds`. The message lists the parts, the
 * limit, and what can be changed.
 *
 * @example
 * ```ts
 * import { analyse, AnalysisCostError } from "@multiplet/multiplet/analysis";
 * import { rejects } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const features = { samples: 5, variables: 2, values };
 * // Both estimators measure one multiplet; nothing takes less than a nanosecond.
 * const options = { search: "none", multiplets: [[0, 1]], rescore: "gaussian", maxSeconds: 1e-9 } as const;
 * await rejects(analyse(features, undefined, options), AnalysisCostError);
 * ```
 */
export class AnalysisCostError extends AnalysisError {
  /**
   * The message is made from the cost.
   *
   * @param cost of the search and what follows it, more than `maxSeconds`
   */
  constructor(readonly cost: AnalysisCost, readonly maxSeconds: number) {
    super(costRefusalText(cost, maxSeconds));
  }
}

/** A part of the time that is worth a change. */
const LARGE = 0.1;

/**
 * A refusal as one line: each part with its time, the limit, and what can be changed.
 *
 * @param words the words for options. Default: those of the library
 */
export function costRefusalText(
  cost: AnalysisCost,
  maxSeconds: number,
  words: AnalysisWords = LIBRARY,
): string {
  const { seconds, significance, rescoring } = cost;
  const isLarge = (part?: { readonly seconds: number }) =>
    part !== undefined && part.seconds >= LARGE * seconds;
  const search = seconds - secondsAfter(cost);
  // Without a search, there is the other estimator alone.
  const parts = [
    ...cost.multiplets > 0 ? [`the search ${aboutText(search)}`] : [],
    ...partTexts(cost),
  ];
  const ways = [
    ...significance && isLarge(significance) ? [words.draws, "fewer sizes", "more workers"] : [],
    ...rescoring && isLarge(rescoring)
      ? [...rescoring.draws ? [words.referenceDraws] : [], "fewer multiplets", "fewer samples"]
      : [],
    `${words.maxSeconds} to run it anyway`,
  ];
  const start = parts.length === 1
    ? `The estimate of ${rescoringText(rescoring!)} would take ${aboutText(seconds)}`
    : `The analysis would take ${aboutText(seconds)}: ${parts.join(", ")}`;
  return `${start}; at most ${secondsLimitText(maxSeconds)} are allowed. Possible: ${
    ways.join("; ")
  }`;
}
