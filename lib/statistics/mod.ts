/**
 * Means, intervals, counts and tests over results.
 * @module
 */
export * from "./bootstrap.ts";
export * from "./jaccard.ts";
export * from "./paired_difference.ts";
export * from "./permutation.ts";
export { StatisticsError } from "./checks.ts";
export type { Moments } from "./moments.ts";
export { confusionMatrix, intervalSide, summarise } from "./summary.ts";
export type { ConfusionMatrix, IntervalSide, Summary } from "./summary.ts";
