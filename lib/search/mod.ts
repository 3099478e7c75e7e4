/**
 * Searches for the multiplets with the smallest and the largest O-information: exact, exhaustive, greedy, ladder;
 * and for comparison annealing, genetic, cross-entropy.
 * @module
 */
export { scoreMultiplet, searchSpace } from "../information/mod.ts";
export type {
  ConditionalTerm,
  ScoredMultiplet,
  SearchShape,
  SearchSpace,
  SpaceOptions,
} from "../information/mod.ts";
export { searchCost } from "./cost/cost.ts";
export { type PossibleSearch, type Refusal, SearchCostError } from "./cost/refusal.ts";
export * from "./exact.ts";
export { type ExhaustiveOptions, exhaustiveSearch } from "./exhaustive.ts";
export * from "./greedy.ts";
export {
  type Found,
  type Guarantee,
  type Objective,
  OBJECTIVES,
  type RankedMultiplet,
  type Searchable,
  type SearchCost,
  SearchError,
  type SearchLimits,
  type SearchOptions,
  type SearchRequest,
  type SizeExtremes,
} from "./interface.ts";
export { annealingSearch } from "./evolution/annealing.ts";
export { crossEntropySearch } from "./evolution/cross_entropy.ts";
export { geneticSearch } from "./evolution/genetic.ts";
export type { WalkOptions } from "./evolution/size_walks.ts";
export type { IslandStore } from "./ladder/kept_islands.ts";
export { type LadderOptions, ladderSearch } from "./ladder/ladder.ts";
export { multipletCount, multiplets } from "./multiplets.ts";
export * from "./searches.ts";
