/**
 * Information of Gaussian variables: copula, entropy, O-information, mutual information.
 * @module
 */
export * from "../variables/mod.ts";
export { copulaNormaliseWithinClasses } from "./class_copula.ts";
export type { ClassCopulaOptions } from "./class_copula.ts";
export { classGaussians } from "./class_gaussians.ts";
export type { ClassGaussian, ClassGaussians } from "./class_gaussians.ts";
export { copulaNormalise } from "./copula.ts";
export { correlation, covariance, covarianceFromMatrix } from "./covariance.ts";
export type { Covariance, Sampled } from "./covariance.ts";
export type { Estimator, ScoredMultiplet, SearchShape, SetEntropy, System } from "./estimator.ts";
export { entropyBias, gaussianEntropy } from "./gaussian_entropy.ts";
export type { EntropyOptions } from "./gaussian_entropy.ts";
export {
  GAUSSIAN_OPTIONS,
  gaussianCopula,
  gaussianSystem,
  targetSplit,
} from "./gaussian_system.ts";
export type { GaussianOptions, GaussianSystem, TargetSplit } from "./gaussian_system.ts";
export { localMeasures } from "./local_measures.ts";
export type { LocalMeasures } from "./local_measures.ts";
export {
  dualTotalCorrelation,
  multipletMeasures,
  oInformation,
  oInformationGradient,
  sInformation,
  totalCorrelation,
} from "./measures.ts";
export type { MultipletMeasures } from "./measures.ts";
export {
  conditionalMutualInformation,
  labelConditionalMutualInformation,
  mutualInformation,
} from "./mutual_information.ts";
export type { LabelConditionOptions } from "./mutual_information.ts";
export { normalQuantile } from "./normal_quantile.ts";
export { scoreMultiplet } from "./score.ts";
export { searchSpace } from "./search_space.ts";
export type { GivenTarget, SearchSpace, SpaceOptions } from "./search_space.ts";
export { TARGET_ENCODINGS } from "./target_encoding.ts";
export type { EncodedSystem, EncodedTarget, TargetEncoding } from "./target_encoding.ts";
export {
  exceedsTargetEntropy,
  mixtureMutualInformation,
  modelMutualInformation,
  TARGET_INFORMATION_METHODS,
  targetInformation,
} from "./target_information.ts";
export type {
  TargetInformation,
  TargetInformationMethod,
  TargetInformationOptions,
} from "./target_information.ts";
export { fromNats, INFORMATION_UNITS } from "./units.ts";
export type { InformationUnit } from "./units.ts";
