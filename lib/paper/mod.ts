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
export { analyseNetworks, type LayerProgress } from "./layers/search.ts";
export { RENAMINGS } from "./layers/result.ts";
export type {
  BestMultiplet,
  LayerExtremes,
  LayerResult,
  LayerSearchResult,
  NetworkLayers,
  TargetSummary,
} from "./layers/result.ts";
export {
  type BestSizeRow,
  bestSizeRows,
  networkAccuracies,
  retrainingResult,
  subnetworkTable,
  UnpairedNetworksError,
} from "./subnetworks/result.ts";
export { retrainSubnetworks, type SubnetworkProgress } from "./subnetworks/retraining.ts";
export * from "./claims/subnetworks.ts";
export {
  type LotteryTicketControl,
  lotteryTicketControls,
  type LotteryTicketRow,
  lotteryTicketRows,
} from "./claims/subnetwork_findings.ts";
export type {
  Ablation,
  BestSize,
  BestSizes,
  KeptNeurons,
  NetworkAccuracy,
  NetworkSubnetworks,
  NetworkValue,
  Retraining,
  RetrainingConditions,
  RetrainingResult,
  Start,
  SubnetworkChoice,
  SubnetworkRow,
  SubnetworkSize,
} from "./subnetworks/result.ts";
export { dataFolder, reportsFolder } from "../system/files/folders.ts";
export {
  analyseLayer,
  type LayerAnalysisOptions,
  type LayerSamples,
} from "./layers/layer_analysis.ts";
export * from "./claims/layers.ts";
export { requireStudy, type Study, studyCost, type StudyRequest } from "./study_limits.ts";
export { createTrainer, loadDataset, openWorkbench } from "./workbench.ts";
export { networkSeeds, networkSpec } from "./training/network_artifact.ts";
export { type NetworkProgress, trainNetworks, TRIES_PER_NETWORK } from "./training/training.ts";
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
} from "./training/result.ts";
export type { NetworkRun, TrainingResult } from "./training/result.ts";
export type { Verdict } from "../studies/verdict.ts";
export { allVerdicts, type ExperimentResults, type VerdictRow } from "./claims/verdicts.ts";
export { validationConfig } from "./subnetworks/plan.ts";
export type { LoadingOptions, StudyOptions, Workbench, WorkbenchOptions } from "./workbench.ts";
export { ConfigError, parseWorkers, workersFromEnvironment } from "./settings.ts";
