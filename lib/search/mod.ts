/**
 * Which multiplets are most synergistic and most redundant: exact, exhaustive, greedy.
 * @module
 */
export { scoreMultiplet, searchSpace } from "../information/search_space.ts";
export type { GivenTarget, SearchSpace, SpaceOptions } from "../information/search_space.ts";
export type { ScoredMultiplet } from "../information/search_space.ts";
export type { SearchShape } from "../information/estimator.ts";
export { searchCost } from "./cost/cost.ts";
export { SearchCostError } from "./cost/refusal.ts";
export type { PossibleSearch, Refusal } from "./cost/refusal.ts";
export { exactSearch, exactSearches } from "./exact.ts";
export type { ExactOptions } from "./exact.ts";
export { exhaustiveSearch } from "./exhaustive.ts";
export type { ExhaustiveOptions } from "./exhaustive.ts";
export { greedySearch } from "./greedy.ts";
export type { GreedyOptions } from "./greedy.ts";
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
export { SEARCH_RUN, SEARCHES } from "./searches.ts";
export type { Search, SearchRun } from "./searches.ts";
