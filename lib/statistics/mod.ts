/**
 * Means, intervals, counts and tests over results.
 * @module
 */
export { confusionMatrix } from "./confusion_matrix.ts";
export type { ConfusionMatrix } from "./confusion_matrix.ts";
export { correctedDifferences } from "./corrected_differences.ts";
export type { CorrectedDifference } from "./corrected_differences.ts";
export { equivalence } from "./equivalence.ts";
export type { Equivalence } from "./equivalence.ts";
export { StatisticsError } from "./error.ts";
export { holmAdjusted, holmLevels } from "./holm.ts";
export { intervalSide } from "./interval_side.ts";
export type { IntervalSide } from "./interval_side.ts";
export { expectedJaccard, jaccardIndex } from "./jaccard.ts";
export { pairedDifference } from "./paired_difference.ts";
export type { PairedDifference } from "./paired_difference.ts";
export { summarise } from "./summary.ts";
export type { Summary } from "./summary.ts";
