/**
 * Strict readers of tables: `.npy`, `.npz`, `.safetensors`, `.parquet` and text, and the labels in them.
 * @module
 */
export type { ByteBlob, TableSource } from "./bytes.ts";
export { TableError } from "./error.ts";
export type { TableFlaw } from "./error.ts";
export { parseFeatures, parseLabels } from "./feature_table.ts";
export type { FeatureTable, LabelOptions } from "./feature_table.ts";
export { readFeatures, readLabels, readTable } from "./file.ts";
export { TABLE_FORMATS } from "./formats.ts";
export type { TableFormat } from "./formats.ts";
export { MAP_LAYOUTS } from "./maps.ts";
export type { MapLayout, MapReading, MapReduction, MapShape } from "./maps.ts";
export { continuousOf, labelsOf, missingSamples } from "./labels.ts";
export type { LabelColumns, Labels } from "./labels.ts";
export { parseTable } from "./readers.ts";
export type { TableOptions } from "./readers.ts";
export type { Table, TableColumn } from "./table.ts";
