/** What the paper did: configurations, experiments, and what their results say. @module */
export {
  ConfigError,
  configFromEnvironment,
  DEFAULT_PRESET,
  parseOverrides,
  PRESETS,
  resolveConfig,
} from "./config.ts";
export type { ExperimentConfig, Preset } from "./config.ts";
export { loadDataset } from "./dataset.ts";
export type { LoadingOptions } from "./dataset.ts";
export { analyseNetworks, FIGURE1_REVISION, layerWarnings, RENAMINGS } from "./figure1.ts";
export type { Figure1Options, LayerProgress } from "./figure1.ts";
export type {
  BestMultiplet,
  Figure1Result,
  LayerExtremes,
  LayerResult,
  NetworkLayers,
  TargetSummary,
} from "./figure1_result.ts";
export { dataFolder, mnistFolder, reportsFolder } from "./folders.ts";
export { analyseLayer } from "./layer_analysis.ts";
export type { LayerAnalysisOptions, LayerSamples } from "./layer_analysis.ts";
export { claimRows, claimSentence, judgeLayerClaim, layerClaims } from "./layer_claim.ts";
export type { ClaimRow, LayerClaim, LayerClaimOptions, Verdict } from "./layer_claim.ts";
export { createTrainer } from "./trainers.ts";
export { networkSeeds, networkSpec, trainNetworks, TRIES_PER_NETWORK } from "./training.ts";
export type { NetworkProgress, TrainingExperimentOptions } from "./training.ts";
export { type NetworkRun, PAPER_ACCURACY, type TrainingResult } from "./training_result.ts";
export {
  acceptedRuns,
  type AccuracyRow,
  accuracyRows,
  configRows,
  percent,
  type TimeRow,
  timeRows,
  trainingFindings,
} from "./training_summary.ts";
export { openWorkbench } from "./workbench.ts";
export type { Workbench } from "./workbench.ts";
