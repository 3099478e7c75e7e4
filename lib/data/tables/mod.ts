/**
 * Strict readers of features and labels from `.npy` and `.csv` files.
 * @module
 */
export { TableError } from "./error.ts";
export type { TableFlaw } from "./error.ts";
export { readFeatures, readLabels } from "./file.ts";
export { parseFeatures, parseLabels } from "./readers.ts";
export type { FeatureTable, LabelOptions, TableSource } from "./readers.ts";
