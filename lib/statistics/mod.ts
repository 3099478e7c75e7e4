/**
 * Means, intervals, counts and tests over results.
 * @module
 */
export * from "./jaccard.ts";
export * from "./paired_difference.ts";
export { StatisticsError } from "./student_t.ts";
export * from "./summary.ts";
