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
export { LAYERS, type LayersResult, layersStages } from "./layers/study.ts";
export { layerRows, layerSearchResult, layerTable, RENAMINGS } from "./layers/result.ts";
export type {
  BestMultiplet,
  End,
  LayerExtremes,
  LayerResult,
  LayerRow,
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
export { SUBNETWORKS, type SubnetworksResult, subnetworksStages } from "./subnetworks/study.ts";
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
export type { BalanceOptions, JudgedLayer } from "./claims/layer_balance.ts";
export { LAYER_FINDINGS } from "./claims/layer_findings.ts";
export * from "./claims/layers.ts";
export { requireStudy, type SearchingStudy, studyCost, type StudyRequest } from "./study_limits.ts";
export {
  createTrainer,
  DATASET,
  type DatasetRef,
  loadDataset,
  type LoadingOptions,
  TRAINER,
  type TrainerName,
  type TrainerRef,
} from "./resources.ts";
export { openContext, openRunner, type PaperContext, provideContext } from "./context.ts";
export { networkSeeds, networkSpec, networkText } from "./training/network.ts";
export { TRAINING, trainingStages, TRIES_PER_NETWORK } from "./training/study.ts";
export { acceptedRuns, configRows, percent, type TimeRow, timeRows } from "./training/result.ts";
export {
  type AccuracyRow,
  accuracyRows,
  judgeTrainingClaim,
  PAPER_ACCURACY,
  trainingFindings,
} from "./claims/training.ts";
export type { NetworkRun, TrainingResult } from "./training/result.ts";
export type { Verdict } from "../studies/verdict.ts";
export { allVerdicts, type ExperimentResults } from "./claims/verdicts.ts";
export type { VerdictRow } from "../studies/verdict.ts";
export { validationConfig } from "./subnetworks/plan.ts";
export { ConfigError, parseWorkers, workersFromEnvironment } from "./settings.ts";
