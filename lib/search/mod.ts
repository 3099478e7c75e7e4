/**
 * Searches for the multiplets with the smallest and the largest O-information: exact, exhaustive, greedy.
 * @module
 */
export { scoreMultiplet, searchSpace } from "../information/search_space.ts";
export type { ConditionalTerm, SearchSpace, SpaceOptions } from "../information/search_space.ts";
export type { ScoredMultiplet } from "../information/search_space.ts";
export type { SearchShape } from "../information/estimator.ts";
export { searchCost } from "./cost/cost.ts";
export { type PossibleSearch, type Refusal, SearchCostError } from "./cost/refusal.ts";
export { type ExactOptions, exactSearch, exactSearches } from "./exact.ts";
export { type ExhaustiveOptions, exhaustiveSearch } from "./exhaustive.ts";
export { type GreedyOptions, greedySearch, type GreedyStart } from "./greedy.ts";
export { SearchError } from "./interface.ts";
export type {
  Found,
  Guarantee,
  Searchable,
  SearchCost,
  SearchLimits,
  SearchOptions,
  SearchRequest,
  SizeExtremes,
} from "./interface.ts";
export { multipletCount, multiplets } from "./multiplets.ts";
export { type Search, SEARCH_RUN, SEARCHES, type SearchRun } from "./searches.ts";
