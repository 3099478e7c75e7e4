/**
 * Searches for the multiplets with the smallest and the largest O-information: exact, exhaustive, greedy, ladder.
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
  type Searchable,
  type SearchCost,
  SearchError,
  type SearchLimits,
  type SearchOptions,
  type SearchRequest,
  type SizeExtremes,
} from "./interface.ts";
export { type LadderOptions, ladderSearch } from "./ladder/ladder.ts";
export { multipletCount, multiplets } from "./multiplets.ts";
export * from "./searches.ts";
