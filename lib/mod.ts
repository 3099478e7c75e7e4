/**
 * The public API without engines and figures: data sets, networks, training as an interface, information
 * measures, searches, sub-networks, seeded randomness, statistics, results on disk. Loads neither tfjs
 * nor Plot; the engines, experiments and figures are exported on their own.
 * @module
 */
export {
  ArtifactError,
  ArtifactStore,
  canonicalJson,
  currentEnvironment,
  sha256,
} from "./system/artifacts/mod.ts";
export type {
  Artifact,
  ArtifactFiles,
  ArtifactId,
  DamageReport,
  Environment,
  Json,
} from "./system/artifacts/mod.ts";
export * from "./data/mod.ts";
export * from "./information/mod.ts";
export {
  activations,
  evaluate,
  fromModelFiles,
  INITIALISATIONS,
  initialParameters,
  layersOf,
  loadNetwork,
  logits,
  mlp,
  modelFolder,
  NetworkError,
  parameterCount,
  predict,
  toModelFiles,
  validateParameters,
  validateSpec,
} from "./models/mod.ts";
export type {
  DenseSpec,
  Evaluation,
  Initialisation,
  Layer,
  LayerActivations,
  LayerParameters,
  LayerSpec,
  ModelArtifacts,
  ModelFiles,
  ModelHandler,
  NetworkParameters,
  NetworkSpec,
  SavedNetwork,
} from "./models/mod.ts";
export { deriveSeed, integerBelow, randomSource, shuffle, uniform } from "./system/random/mod.ts";
export type { RandomSource } from "./system/random/mod.ts";
export * from "./search/mod.ts";
export {
  confusionMatrix,
  correctedDifferences,
  equivalence,
  holmAdjusted,
  holmLevels,
  pairedDifference,
  StatisticsError,
  summarise,
} from "./statistics/mod.ts";
export type {
  ConfusionMatrix,
  CorrectedDifference,
  Equivalence,
  PairedDifference,
  Summary,
} from "./statistics/mod.ts";
export {
  ablate,
  ablator,
  bestSizes,
  complement,
  iterativeMagnitude,
  keepIn,
  magnitude,
  miMixture,
  miModel,
  MULTIPLET_SEARCHES,
  randomUnits,
  rankedStrategy,
  redundancy,
  REMOVALS,
  selectorOf,
  STRATEGIES,
  STRATEGY_NAMES,
  SubnetworkError,
  synergy,
  treatmentsOf,
} from "./selection/mod.ts";
export type {
  AblationOptions,
  Ablator,
  KeptUnits,
  LayerVariables,
  MultipletSearch,
  Removal,
  SelectionRequest,
  SelectionSubject,
  Selector,
  SizeRule,
  Strategy,
  StrategyName,
  ThinnedLayer,
  TreatmentOptions,
  UnitScores,
} from "./selection/mod.ts";
export {
  batchOrder,
  startingParameters,
  TrainingError,
  updateMask,
  validateRequest,
} from "./training/mod.ts";
export type {
  EpochMetrics,
  Hyperparameters,
  MetricsSchedule,
  TrainedNetwork,
  Trainer,
  TrainingJob,
  TrainingOptions,
  TrainingProgress,
  TrainingRequest,
  Treatments,
  UnitTreatment,
} from "./training/mod.ts";
