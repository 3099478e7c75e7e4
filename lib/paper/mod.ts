/**
 * The paper: configurations, studies, and the claims about their results.
 * @module
 */
export {
  type ConfigCatalogues,
  configFromEnvironment,
  type ControlName,
  CONTROLS,
  DEFAULT_PRESET,
  type ExperimentConfig,
  type Preset,
  PRESETS,
  resolveConfig,
} from "./config.ts";
export {
  ConfigError,
  parseOverrides,
  parseWorkers,
  resolveSettings,
  type Settings,
  settingsFromEnvironment,
  workersFromEnvironment,
} from "./settings.ts";
export * from "./resources.ts";
export { openContext, openRunner, type PaperContext, provideContext } from "./context.ts";
export { requireStudy, type SearchingStudy, studyCost, type StudyRequest } from "./study_limits.ts";
export { dataFolder, reportsFolder } from "../system/files/folders.ts";

export { networkSeeds, networkSpec, networkText } from "./training/network.ts";
export * from "./training/study.ts";
export { acceptedRuns, configRows, percent, type TimeRow, timeRows } from "./training/result.ts";
export {
  type AccuracyRow,
  accuracyRows,
  judgeTrainingClaim,
  PAPER_ACCURACY,
  PAPER_TRAINING,
  trainingCautions,
  trainingFindings,
} from "./claims/training.ts";
export type { NetworkRun, TrainingResult } from "./training/result.ts";

export { LAYERS, type LayersResult, layersStages } from "./layers/study.ts";
export {
  analyseLayer,
  type LayerAnalysisOptions,
  type LayerSamples,
} from "./layers/layer_analysis.ts";
export * from "./layers/result.ts";
export type { LayerAnalysis } from "./layers/analysis_file.ts";
export type { BalanceOptions, JudgedLayer } from "./claims/layer_balance.ts";
export { LAYER_FINDINGS } from "./claims/layer_findings.ts";
export { type RankBiasRow, rankBiasRows } from "./claims/rank_bias_findings.ts";
export {
  significanceNotes,
  type SignificanceRow,
  significanceRows,
} from "./claims/significance_findings.ts";
export * from "./claims/layers.ts";

export {
  SUBNETWORKS,
  SUBNETWORKS_VALIDATION,
  type SubnetworksResult,
  subnetworksStages,
  validationConfig,
} from "./subnetworks/study.ts";
export * from "./subnetworks/result.ts";
export {
  judgeSubnetworkClaim,
  type Margins,
  MINIMAL_DROP,
  SIMILAR_MARGIN,
  type SubnetworkClaimName,
  subnetworkClaims,
  type SubnetworkReading,
} from "./claims/subnetworks.ts";
export { type LotteryTicketRow, lotteryTicketRows } from "./claims/arm_findings.ts";
export { type LabelDependenceRow, labelDependenceRows } from "./claims/shared_neurons.ts";

export type { Verdict, VerdictRow } from "../studies/verdict.ts";
export {
  type Claim,
  type ClaimPart,
  type ClaimRow,
  claimRows,
  claimSentence,
  claimTable,
  type FormerVerdict,
  type PartOfClaim,
  type Quotation,
  verdictRow,
  verdictTable,
} from "./claims/claim.ts";
export { allClaims, allVerdicts, type ExperimentResults } from "./claims/verdicts.ts";
