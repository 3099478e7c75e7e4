/**
 * Analysis of any activations: the multiplets with the smallest and the largest O-information, and their measures.
 * @module
 */
export { analyse } from "./analyse.ts";
export { toCsv, toJson, toTable } from "./formats.ts";
export { AnalysisError, SEARCH_METHODS } from "./options.ts";
export type { AnalysisOptions, SearchMethod } from "./options.ts";
export { findAllExtremes, findExtremes, measureMultiplet } from "./pipeline.ts";
export type { ExtremesRequest, MeasuredMultiplet } from "./pipeline.ts";
export { ranked } from "./result.ts";
export type { AnalysedSize, AnalysisResult, DroppedColumn, Extreme } from "./result.ts";
