/**
 * Which multiplets are most synergistic and most redundant: exact, exhaustive, greedy.
 * @module
 */
export { scoreMultiplet } from "../information/score.ts";
export { searchSpace } from "../information/search_space.ts";
export type { GivenTarget, SearchSpace, SpaceOptions } from "../information/search_space.ts";
export type { ScoredMultiplet, SearchShape } from "../information/estimator.ts";
export { searchCost } from "./cost/cost.ts";
export { SearchError } from "./error.ts";
export { exactSearch, exactSearches } from "./exact.ts";
export type { ExactOptions } from "./exact.ts";
export { exhaustiveSearch } from "./exhaustive.ts";
export type { ExhaustiveOptions } from "./exhaustive.ts";
export { greedySearch } from "./greedy.ts";
export type { GreedyOptions, GreedyStart } from "./greedy.ts";
export { multipletCount, multiplets } from "./multiplets.ts";
export type { SearchOptions } from "./options.ts";
export { SearchCostError } from "./cost/refusal.ts";
export type { PossibleSearch, Refusal } from "./cost/refusal.ts";
export type { SearchCost, SearchLimits, SearchRequest } from "./cost/request.ts";
export type { Found, Guarantee, SizeExtremes } from "./result.ts";
export type { Searchable } from "./searchable.ts";
export { SEARCHES } from "./searches.ts";
export type { Search, SearchRun } from "./searches.ts";
