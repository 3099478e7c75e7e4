/**
 * Information of Gaussian variables: copula, entropy, O-information, mutual information.
 * @module
 */
export type { Block, Variable } from "./blocks.ts";
export { copulaNormaliseWithinClasses } from "./class_copula.ts";
export type { ClassCopulaOptions } from "./class_copula.ts";
export { classGaussians } from "./class_gaussians.ts";
export type { ClassGaussian, ClassGaussians } from "./class_gaussians.ts";
export { conditionalMutualInformation } from "./conditional_mutual_information.ts";
export { copulaNormalise } from "./copula.ts";
export { covariance } from "./covariance.ts";
export type { Covariance } from "./covariance.ts";
export { correlation, covarianceFromMatrix } from "./covariance_matrix.ts";
export { degenerateColumns, dropDegenerateColumns } from "./degenerate_columns.ts";
export { discreteTarget, targetEntropy } from "./discrete_target.ts";
export type { DiscreteTarget } from "./discrete_target.ts";
export { dualTotalCorrelation } from "./dual_total_correlation.ts";
export { entropyBias } from "./entropy_bias.ts";
export type { EntropyOptions } from "./entropy_bias.ts";
export {
  ClassTooSmallError,
  DegenerateColumnsError,
  InformationError,
  NotPositiveDefiniteError,
  TooFewSamplesError,
} from "./errors.ts";
export type { ColumnReference, Degeneracy, DegenerateColumn } from "./errors.ts";
export type { FeatureMatrix } from "./feature_matrix.ts";
export { gaussianEntropy } from "./gaussian_entropy.ts";
export { gaussianSystem } from "./gaussian_system.ts";
export type { GaussianSystem, SystemOptions } from "./gaussian_system.ts";
export { labelConditionalMutualInformation } from "./label_conditional_mutual_information.ts";
export type { LabelConditionOptions } from "./label_conditional_mutual_information.ts";
export { localMeasures } from "./local_measures.ts";
export type { LocalMeasures } from "./local_measures.ts";
export { mixtureMutualInformation } from "./mixture_mutual_information.ts";
export { modelMutualInformation } from "./model_mutual_information.ts";
export { multipletMeasures } from "./multiplet_measures.ts";
export type { MultipletMeasures } from "./multiplet_measures.ts";
export { mutualInformation } from "./mutual_information.ts";
export { normalQuantile } from "./normal_quantile.ts";
export { normaliseFeatures } from "./normalised_features.ts";
export type { NormalisedFeatures, NormaliseOptions } from "./normalised_features.ts";
export { oInformation } from "./o_information.ts";
export { oInformationGradient } from "./o_information_gradient.ts";
export { ranks, TIE_RULES } from "./ranks.ts";
export type { TieOptions, TieRule } from "./ranks.ts";
export { sInformation } from "./s_information.ts";
export { TARGET_ENCODINGS } from "./target_encoding.ts";
export type { EncodedSystem, EncodedTarget, TargetEncoding } from "./target_encoding.ts";
export { TARGET_INFORMATION_METHODS, targetInformation } from "./target_information.ts";
export type {
  TargetInformation,
  TargetInformationMethod,
  TargetInformationOptions,
} from "./target_information.ts";
export { oneAgainstRest, renameClasses } from "./target_recoding.ts";
export { targetSplit } from "./target_split.ts";
export type { TargetSplit } from "./target_split.ts";
export { exceedsTargetEntropy } from "./target_warning.ts";
export { totalCorrelation } from "./total_correlation.ts";
export { fromNats, INFORMATION_UNITS } from "./units.ts";
export type { InformationUnit } from "./units.ts";
