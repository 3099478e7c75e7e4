/**
 * Anyone's arrays: features and labels from `.npy` and `.csv` files, read strictly.
 * @module
 */
export { TableError } from "./error.ts";
export type { TableFlaw } from "./error.ts";
export { readFeatures } from "./features.ts";
export type { FeatureTable } from "./features.ts";
export { readLabels } from "./labels.ts";
export type { LabelOptions } from "./labels.ts";
