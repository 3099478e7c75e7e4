/**
 * Analysis of any activations: the multiplets with the smallest and the largest O-information, and their measures.
 * @module
 */
export { analyse, SEARCH_METHODS } from "./analyse.ts";
export type { AnalysisOptions, SearchMethod } from "./analyse.ts";
export { toCsv, toJson, toTable } from "./formats.ts";
export { AnalysisError, findAllExtremes, findExtremes, measureMultiplet } from "./pipeline.ts";
export type { ExtremesRequest, MeasuredMultiplet } from "./pipeline.ts";
export { ranked } from "./result.ts";
export type { AnalysedSize, AnalysisResult, DroppedColumn, Extreme } from "./result.ts";
