/**
 * Information of Gaussian variables: copula, entropy, O-information, mutual information.
 * @module
 */
export * from "../variables/mod.ts";
export { copulaNormalise, copulaNormaliseWithinClasses } from "./copula.ts";
export { normalQuantile } from "./scored_columns.ts";
export type { ClassCopulaOptions } from "./copula.ts";
export { classGaussians, TARGET_ENCODINGS } from "./target_encoding.ts";
export type {
  ClassGaussian,
  ClassGaussians,
  EncodedSystem,
  EncodedTarget,
  TargetEncoding,
} from "./target_encoding.ts";
export { correlation, covariance, covarianceFromMatrix } from "./covariance.ts";
export type { Covariance, Sampled } from "./covariance.ts";
export type { ScoredMultiplet } from "./search_space.ts";
export type { Estimator, SearchShape, SetEntropy, System } from "./estimator.ts";
export {
  conditionalMutualInformation,
  entropyBias,
  gaussianEntropy,
  labelConditionalMutualInformation,
  mutualInformation,
} from "./gaussian_entropy.ts";
export type { EntropyOptions, LabelConditionOptions } from "./gaussian_entropy.ts";
export {
  GAUSSIAN_OPTIONS,
  gaussianCopula,
  gaussianMoments,
  gaussianSystem,
  targetSplit,
} from "./gaussian_system.ts";
export type {
  GaussianOptions,
  GaussianSystem,
  MomentsOptions,
  TargetSplit,
} from "./gaussian_system.ts";
export * from "./measures.ts";
export { ksgMeasures, type NeighbourOptions } from "./neighbours/ksg.ts";
export { classInformation } from "./neighbours/ross.ts";
export { type CellMeasures, cellMeasures, quantileBins } from "./plug_in.ts";
export { type BoundedInformation, ClassBound } from "./class_bound.ts";
export { linearDependences, nearDependence } from "./dependence.ts";
export type { LinearDependence, NearDependence } from "./dependence.ts";
export { frustratedTriangles, isIrreducible, memberDependence } from "./multiplet_structure.ts";
export type { MemberDependence } from "./multiplet_structure.ts";
export { type BootstrapRows, gaussianSurrogate, rowBootstrap } from "./resampling.ts";
export { scoreMultiplet, searchSpace } from "./search_space.ts";
export type { ConditionalTerm, SearchSpace, SpaceOptions } from "./search_space.ts";
export * from "./target_information.ts";
export * from "./units.ts";
export * from "./rescoring/mod.ts";
