/**
 * Variables: columns of samples, how they are grouped, which can be analysed, and class labels.
 * @module
 */
export {
  ClassTooSmallError,
  DegenerateColumnsError,
  InformationError,
  NotPositiveDefiniteError,
  SingularMultipletError,
  TooFewSamplesError,
} from "./errors.ts";
export type { ColumnReference, Degeneracy, DegenerateColumn } from "./errors.ts";
export { toVariables } from "./feature_matrix.ts";
export type { FeatureMatrix } from "./feature_matrix.ts";
export { blocks } from "./grouping.ts";
export type { Block, ColumnsOf, Grouping } from "./grouping.ts";
export { degenerateColumns, soundVariables } from "./hygiene.ts";
export type { HygieneOptions } from "./hygiene.ts";
export { ranks, TIE_RULES } from "./ranks.ts";
export type { TieOptions, TieRule } from "./ranks.ts";
export { discreteTarget, oneAgainstRest, renameClasses, targetEntropy } from "./target.ts";
export type { DiscreteTarget } from "./target.ts";
export { ownNumbers, placesOf } from "./variables.ts";
export type { Column, ColumnValues, Variable, Variables } from "./variables.ts";
