/**
 * Variables: columns of samples, groupings, columns that cannot be analysed, and class labels.
 * @module
 */
export {
  DegenerateColumnsError,
  InformationError,
  NotPositiveDefiniteError,
  SingularMultipletError,
  TooFewSamplesError,
} from "./errors.ts";
export type { ColumnReference, Degeneracy, DegenerateColumn } from "./errors.ts";
export {
  checkedVariables,
  type Column,
  type ColumnValues,
  type FeatureMatrix,
  type LayerVariables,
  layerVariables,
  ownNumbers,
  positionsOf,
  toVariables,
  type Variable,
  type Variables,
} from "./variables.ts";
export {
  type Block,
  blocks,
  type ColumnsOf,
  type Grouping,
  type ImmediateGrouping,
} from "./grouping.ts";
export { MapColumns, mapReduction, type MapRule, type MapsOfSamples } from "./maps.ts";
export { mapComponents } from "./components.ts";
export type { MapReduction, MapShape } from "../data/tables/maps.ts";
export { type HygieneOptions, soundVariables } from "./hygiene.ts";
export { ranks, TIE_RULES, type TieOptions, type TieRule } from "./ranks.ts";
export {
  continuousTarget,
  discreteTarget,
  oneAgainstRest,
  renameClasses,
  targetEntropy,
} from "./target.ts";
export type { ContinuousTarget, DiscreteTarget, Labels, Target } from "./target.ts";
