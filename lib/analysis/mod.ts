/**
 * Anyone's activations: which variables are synergistic and which redundant about a target.
 * @module
 */
export { analyse } from "./analyse.ts";
export { toCsv } from "./csv.ts";
export { AnalysisError } from "./error.ts";
export { toJson } from "./json.ts";
export { SEARCH_METHODS } from "./options.ts";
export type { AnalysisOptions, SearchMethod } from "./options.ts";
export { ranked } from "./result.ts";
export type { AnalysedSize, AnalysisResult, DroppedColumn, Extreme } from "./result.ts";
export { findAllExtremes, findExtremes, measureMultiplet } from "./pipeline.ts";
export type { ExtremesRequest, MeasuredMultiplet } from "./pipeline.ts";
export { toTable } from "./table.ts";
