/** Means, intervals and counts over results. @module */
export { confusionMatrix } from "./confusion_matrix.ts";
export type { ConfusionMatrix } from "./confusion_matrix.ts";
export { StatisticsError } from "./error.ts";
export { summarise } from "./summary.ts";
export type { Summary } from "./summary.ts";
