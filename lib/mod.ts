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
  copyParameters,
  evaluate,
  fromModelFiles,
  INITIALISATIONS,
  initialParameters,
  layerNames,
  loadNetwork,
  logits,
  modelFolder,
  NetworkError,
  parameterCount,
  predict,
  toModelFiles,
  validateParameters,
  validateSpec,
} from "./models/mod.ts";
export type {
  Evaluation,
  Initialisation,
  LayerActivations,
  LayerParameters,
  MlpParameters,
  MlpSpec,
  ModelArtifacts,
  ModelFiles,
  ModelHandler,
  SavedNetwork,
} from "./models/mod.ts";
export { deriveSeed, integerBelow, randomSource, shuffle, uniform } from "./system/random/mod.ts";
export type { RandomSource } from "./system/random/mod.ts";
export * from "./search/mod.ts";
export {
  confusionMatrix,
  correctedDifferences,
  equivalence,
  expectedJaccard,
  holmAdjusted,
  holmLevels,
  intervalSide,
  jaccardIndex,
  pairedDifference,
  StatisticsError,
  summarise,
} from "./statistics/mod.ts";
export type {
  ConfusionMatrix,
  CorrectedDifference,
  Equivalence,
  IntervalSide,
  PairedDifference,
  Summary,
} from "./statistics/mod.ts";
export {
  ablate,
  ablator,
  bestSizes,
  complement,
  iterativeMagnitude,
  magnitude,
  miMixture,
  miModel,
  MULTIPLET_SEARCHES,
  randomNeurons,
  redundancy,
  REMOVALS,
  STRATEGIES,
  strategyNamed,
  SubnetworkError,
  synergy,
  treatmentsOf,
} from "./selection/mod.ts";
export type {
  AblationOptions,
  Ablator,
  KeptNeurons,
  MultipletSearch,
  Removal,
  SearchedStrategyOptions,
  Selection,
  SelectionSubject,
  Selector,
  Strategy,
  StrategyName,
  TreatmentOptions,
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
  NeuronTreatment,
  TrainedNetwork,
  Trainer,
  TrainingJob,
  TrainingOptions,
  TrainingProgress,
  TrainingRequest,
} from "./training/mod.ts";
