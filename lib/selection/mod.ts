/**
 * Which neurons to keep, and what becomes of a network that loses the others.
 * @module
 */
export { ablate, ablator } from "./ablation.ts";
export type { AblationOptions, Ablator } from "./ablation.ts";
export { bestSizes } from "./best_sizes.ts";
export { complement } from "./complement.ts";
export { SubnetworkError } from "./error.ts";
export { iterativeMagnitude } from "./iterative_magnitude.ts";
export { MULTIPLET_SEARCHES } from "./layer_extremes.ts";
export type { MultipletSearch } from "./layer_extremes.ts";
export { magnitude } from "./magnitude.ts";
export { miMixture } from "./mi_mixture.ts";
export { miModel } from "./mi_model.ts";
export { randomNeurons } from "./random.ts";
export { redundancy } from "./redundancy.ts";
export type { SearchedStrategyOptions } from "./searched_strategy.ts";
export { STRATEGIES } from "./strategy.ts";
export type {
  KeptNeurons,
  Selection,
  SelectionSubject,
  Selector,
  Strategy,
  StrategyName,
} from "./strategy.ts";
export { strategyNamed } from "./strategies.ts";
export { synergy } from "./synergy.ts";
export { REMOVALS, treatmentsOf } from "./treatments.ts";
export type { Removal, TreatmentOptions } from "./treatments.ts";
