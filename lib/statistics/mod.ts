/**
 * Means, intervals, counts and tests over results.
 * @module
 */
export * from "./bootstrap.ts";
export * from "./jaccard.ts";
export * from "./paired_difference.ts";
export * from "./permutation.ts";
export { confusionMatrix, intervalSide, StatisticsError, summarise } from "./summary.ts";
export type { ConfusionMatrix, IntervalSide, Summary } from "./summary.ts";
