/**
 * How far extremes can be trusted: one network of the paper under tests of significance, and by other estimators beside
 * systems whose Ω is known.
 * @module
 */
export { TRUST_PRESETS, type TrustConfig, trustConfigFromEnvironment } from "./config.ts";
export { COMPARED, type ComparedEstimator, type Estimates } from "./estimates.ts";
export {
  type EstimatesRow,
  estimatesRows,
  estimatorNotes,
  estimatorsFinding,
  type ExtremesWithEntropy,
  plantedRows,
  remainsNote,
  type TestedRow,
  testedRows,
} from "./findings.ts";
export {
  type EstimatedExtreme,
  type EstimatedSystem,
  type TrustResult,
  type TrustRow,
} from "./result.ts";
export type { ExtremeRow } from "../../paper/layers/rows.ts";
export type { LayerAnalysis } from "../../paper/layers/analysis_file.ts";
export { TRUST } from "./study.ts";
