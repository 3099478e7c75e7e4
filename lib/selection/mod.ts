/**
 * Strategies for choosing units, and networks without the other units.
 * @module
 */
export {
  iterativeMagnitude,
  magnitude,
  miMixture,
  miModel,
  rankedStrategy,
} from "./ranked_strategy.ts";
export {
  bestSizes,
  keepIn,
  MULTIPLET_SEARCHES,
  type SelectionRequest,
  selectorOf,
  type ThinnedLayer,
} from "./selector.ts";
export * from "./strategies.ts";
export {
  type ExtremePair,
  type KeptUnits,
  type MultipletSearch,
  type SearchedLayer,
  type SelectionSubject,
  type Selector,
  type SizeRule,
  type Strategy,
  SubnetworkError,
  type UnitScores,
} from "./strategy.ts";
export {
  ablate,
  type AblationOptions,
  type Ablator,
  ablator,
  amongTrained,
  type Removal,
  REMOVALS,
  type TreatmentOptions,
  treatmentsOf,
} from "./treatments.ts";
