/**
 * The verdict on section 3.1: "each reaching at least 96 percent accuracy on the training and test set".
 * @module
 */
import type { TrainingResult } from "./training_result.ts";
import { accuracyRows, trainingFindings } from "./training_summary.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** A verdict with what it rests on. */
export interface TrainingClaim {
  /** How the claim fares. */
  readonly verdict: Verdict;
  /** Sentences that say how many networks reach it, and how accurate they are. */
  readonly reason: string;
}

/**
 * Judges the claim over all networks tried, those rejected included: reproduced if each reaches 96 % on
 * both sets after the last epoch, partly if some do, else not; undecided without a network.
 */
export function judgeTrainingClaim(result: TrainingResult): TrainingClaim {
  return {
    verdict: verdictOf(accuracyRows(result).map(({ reachesPaper }) => reachesPaper)),
    reason: trainingFindings(result).join(" "),
  };
}
