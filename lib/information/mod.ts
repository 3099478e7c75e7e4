/**
 * Information of Gaussian variables: copula, entropy, O-information, mutual information.
 * @module
 */
export * from "../variables/mod.ts";
export { copulaNormalise, copulaNormaliseWithinClasses, normalQuantile } from "./copula.ts";
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
export { entropyBias, type EntropyOptions, gaussianEntropy } from "./gaussian_entropy.ts";
export {
  GAUSSIAN_OPTIONS,
  gaussianCopula,
  gaussianSystem,
  targetSplit,
} from "./gaussian_system.ts";
export type { GaussianOptions, GaussianSystem, TargetSplit } from "./gaussian_system.ts";
export {
  localMeasures,
  multipletMeasures,
  oInformation,
  oInformationGradient,
} from "./measures.ts";
export type { LocalMeasures, MultipletMeasures } from "./measures.ts";
export {
  conditionalMutualInformation,
  labelConditionalMutualInformation,
  mutualInformation,
} from "./mutual_information.ts";
export type { LabelConditionOptions } from "./mutual_information.ts";
export { scoreMultiplet, searchSpace } from "./search_space.ts";
export type { ConditionalTerm, SearchSpace, SpaceOptions } from "./search_space.ts";
export * from "./target_information.ts";
export { fromNats, INFORMATION_UNITS, type InformationUnit } from "./units.ts";
