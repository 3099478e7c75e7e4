/**
 * Analysis of any activations: the multiplets with the smallest and the largest O-information, and their measures.
 * @module
 */
export { SEARCH_METHODS, type SearchMethod } from "../search/cost/cost.ts";
export { analyse } from "./analyse.ts";
export {
  type AnalysisCost,
  AnalysisCostError,
  type CostAfterSearch,
  type RescoringCost,
} from "./cost.ts";
export { toCsv, toJson, toTable } from "./formats.ts";
export {
  type AnalysisOptions,
  DEPENDENCE_RULES,
  type DetailsOptions,
  SIGNIFICANCE_TESTS,
  type SignificanceTest,
} from "./options.ts";
export { AnalysisError, findAllExtremes, findExtremes, measureMultiplet } from "./pipeline.ts";
export type { ExtremesRequest, MeasuredMultiplet } from "./pipeline.ts";
export type { Rescored, Rescoring, RescoringOptions } from "./rescored.ts";
export { ranked } from "./result.ts";
export type {
  AnalysedSize,
  AnalysisResult,
  ComponentsSummary,
  DroppedColumn,
  Extreme,
  FoundMultiplet,
  Tested,
} from "./result.ts";
export type { RobustMultiplet, Robustness, Split } from "./robustness.ts";
export type { OtherHalf } from "./significance/other_half.ts";
export type { Significance, SignificanceSummary } from "./significance/significance.ts";
export type { BootstrapEstimate } from "./significance/bootstrap.ts";
export type { ExtremeTest, ValueTest } from "./significance/tests.ts";
export type { AnalysisDetails, MultipletDetails } from "./details.ts";
export { type MethodsText, methodsText } from "./methods_text.ts";
export type { Structure } from "./structure.ts";
