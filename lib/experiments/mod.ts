/**
 * What the paper did: configurations, experiments, and what their results say.
 * @module
 */
export {
  configFromEnvironment,
  DEFAULT_PRESET,
  parseOverrides,
  PRESETS,
  resolveConfig,
} from "./config.ts";
export type { ConfigCatalogues, ExperimentConfig, Preset } from "./config.ts";
export { analyseNetworks, type LayerProgress } from "./figure1.ts";
export { RENAMINGS } from "./figure1_result.ts";
export type {
  BestMultiplet,
  Figure1Result,
  LayerExtremes,
  LayerResult,
  NetworkLayers,
  TargetSummary,
} from "./figure1_result.ts";
export { type BestSizeRow, bestSizeRows, drawsOf } from "./figure2_result.ts";
export { retrainSubnetworks, type SubnetworkProgress } from "./figure2.ts";
export * from "./subnetwork_claims.ts";
export type {
  Ablation,
  BestSizes,
  Figure2Result,
  KeptNeurons,
  NetworkSubnetworks,
  Retraining,
  Start,
  SubnetworkChoice,
  SubnetworkSize,
} from "./figure2_result.ts";
export { dataFolder, reportsFolder } from "../system/files/folders.ts";
export { analyseLayer, type LayerAnalysisOptions, type LayerSamples } from "./layer_analysis.ts";
export * from "./layer_claim.ts";
export { requireStudy, type Study, studyCost, type StudyRequest } from "./study_limits.ts";
export { subnetworkAccuracies, UnpairedNetworksError } from "./figure2_result.ts";
export { createTrainer, loadDataset, openWorkbench } from "./workbench.ts";
export { networkSeeds, networkSpec } from "./network_artifact.ts";
export { type NetworkProgress, trainNetworks, TRIES_PER_NETWORK } from "./training.ts";
export {
  acceptedRuns,
  type AccuracyRow,
  accuracyRows,
  configRows,
  judgeTrainingClaim,
  PAPER_ACCURACY,
  percent,
  type TimeRow,
  timeRows,
  type TrainingClaim,
  trainingFindings,
} from "./training_result.ts";
export type { NetworkRun, TrainingResult } from "./training_result.ts";
export type { Verdict } from "./verdict.ts";
export { allVerdicts, type ExperimentResults, type VerdictRow } from "./verdicts.ts";
export { validationConfig } from "./figure2_plan.ts";
export type { LoadingOptions, StudyOptions, Workbench, WorkbenchOptions } from "./workbench.ts";
export { ConfigError, parseWorkers, workersFromEnvironment } from "./settings.ts";
