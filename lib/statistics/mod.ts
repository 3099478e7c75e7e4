/**
 * Means, intervals, counts and tests over results.
 * @module
 */
export { expectedJaccard, jaccardIndex } from "./jaccard.ts";
export {
  type CorrectedDifference,
  correctedDifferences,
  type Equivalence,
  equivalence,
  holmAdjusted,
  holmLevels,
  type PairedDifference,
  pairedDifference,
} from "./paired_difference.ts";
export { StatisticsError } from "./student_t.ts";
export {
  type ConfusionMatrix,
  confusionMatrix,
  type IntervalSide,
  intervalSide,
  summarise,
  type Summary,
} from "./summary.ts";
