/**
 * What the npm package exports for Node and browsers: readers of tables from bytes, variables, the analysis and its
 * formats, information measures, searches, and the statistics that need no packages for Node. One entry has all of it,
 * because its parts share most of their code; figures are an entry of their own, because they bring Observable Plot.
 * @module
 */
import "./workers.ts";

export * from "../analysis/mod.ts";
export type { ByteBlob, TableSource } from "../data/tables/bytes.ts";
export { TableError, type TableFlaw } from "../data/tables/error.ts";
export {
  type FeatureTable,
  type LabelOptions,
  parseFeatures,
  parseLabels,
} from "../data/tables/feature_table.ts";
export { TABLE_FORMATS, type TableFormat } from "../data/tables/formats.ts";
export {
  continuousOf,
  type LabelColumns,
  type Labels,
  labelsOf,
  missingSamples,
} from "../data/tables/labels.ts";
export { MAP_LAYOUTS, type MapLayout, type MapReading } from "../data/tables/maps.ts";
export { parseTable, type TableOptions } from "../data/tables/readers.ts";
export type { Table, TableColumn } from "../data/tables/table.ts";
export * from "../information/mod.ts";
export * from "../search/mod.ts";
export * from "../statistics/bootstrap.ts";
export { StatisticsError } from "../statistics/checks.ts";
export * from "../statistics/jaccard.ts";
export * from "../statistics/permutation.ts";
export * from "../system/random/mod.ts";
