/**
 * Strategies for choosing units, and networks without the other units.
 * @module
 */
export { SubnetworkError } from "./strategy.ts";
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
export { complement, randomUnits, redundancy, synergy } from "./strategies.ts";
export { STRATEGIES, STRATEGY_NAMES, type StrategyName } from "./strategies.ts";
export type {
  KeptUnits,
  MultipletSearch,
  SelectionSubject,
  Selector,
  SizeRule,
  Strategy,
  UnitScores,
} from "./strategy.ts";
export { ablate, ablator, REMOVALS, treatmentsOf } from "./treatments.ts";
export type { AblationOptions, Ablator, Removal, TreatmentOptions } from "./treatments.ts";
