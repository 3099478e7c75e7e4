/**
 * What the paper did: configurations, experiments, and what their results say.
 * @module
 */
export {
  ConfigError,
  configFromEnvironment,
  DEFAULT_PRESET,
  parseOverrides,
  PRESETS,
  resolveConfig,
} from "./config.ts";
export type { ConfigCatalogues, ExperimentConfig, Preset } from "./config.ts";
export { analyseNetworks } from "./figure1.ts";
export type { Figure1Options, LayerProgress } from "./figure1.ts";
export { RENAMINGS } from "./figure1_result.ts";
export type {
  BestMultiplet,
  Figure1Result,
  LayerExtremes,
  LayerResult,
  NetworkLayers,
  TargetSummary,
} from "./figure1_result.ts";
export { type BestSizeRow, bestSizeRows } from "./best_size_rows.ts";
export { retrainSubnetworks } from "./figure2.ts";
export type { Figure2Options, SubnetworkProgress } from "./figure2.ts";
export {
  subnetworkClaimReading,
  subnetworkClaimRows,
  subnetworkClaims,
  subnetworkClaimSentence,
} from "./figure2_claims.ts";
export type { SubnetworkClaimRow } from "./figure2_claims.ts";
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
export { drawsOf } from "./figure2_result.ts";
export { dataFolder, reportsFolder } from "../system/files/folders.ts";
export { analyseLayer } from "./layer_analysis.ts";
export type { LayerAnalysisOptions, LayerSamples } from "./layer_analysis.ts";
export {
  judgeLayerClaim,
  layerClaimReading,
  layerClaimRows,
  layerClaims,
  layerClaimSentence,
} from "./layer_claim.ts";
export type { JudgedLayer, LayerClaim, LayerClaimOptions, LayerClaimRow } from "./layer_claim.ts";
export { layerWarnings } from "./layer_warnings.ts";
export { lotteryTicketControls, lotteryTicketRows } from "./lottery_ticket.ts";
export type { LotteryTicketControl, LotteryTicketRow } from "./lottery_ticket.ts";
export { judgeLowestDrop } from "./lowest_drop_claim.ts";
export { judgeMinimalChange } from "./minimal_change_claim.ts";
export { judgeRandomLike } from "./random_like_claim.ts";
export { studyCost } from "./study_cost.ts";
export type { Study, StudyRequest } from "./study_cost.ts";
export { requireStudy } from "./study_limits.ts";
export { subnetworkAccuracies, UnpairedNetworksError } from "./subnetwork_accuracies.ts";
export type {
  AccuracyComparison,
  SubnetworkClaim,
  SubnetworkClaimName,
  SubnetworkReading,
} from "./subnetwork_claim.ts";
export { createTrainer } from "./trainers.ts";
export { networkSeeds, networkSpec } from "./network_plan.ts";
export { trainNetworks, TRIES_PER_NETWORK } from "./training.ts";
export type { NetworkProgress, TrainingExperimentOptions } from "./training.ts";
export { acceptedRuns, PAPER_ACCURACY } from "./training_result.ts";
export type { NetworkRun, TrainingResult } from "./training_result.ts";
export {
  type AccuracyRow,
  accuracyRows,
  configRows,
  percent,
  type TimeRow,
  timeRows,
  trainingFindings,
} from "./training_summary.ts";
export { judgeTrainingClaim, type TrainingClaim } from "./training_claim.ts";
export type { Verdict } from "./verdict.ts";
export { allVerdicts } from "./verdicts.ts";
export type { ExperimentResults, VerdictRow } from "./verdicts.ts";
export { validationConfig } from "./validation_config.ts";
export { loadDataset, openWorkbench } from "./workbench.ts";
export type { LoadingOptions, Workbench, WorkbenchOptions } from "./workbench.ts";
export { parseWorkers, workersFromEnvironment } from "./worker_count.ts";
