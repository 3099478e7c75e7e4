/**
 * Which multiplets are most synergistic and most redundant: exact, exhaustive, greedy.
 * @module
 */
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
export type { SearchCost, SearchLimits, SearchRequest, SearchShape } from "./cost/request.ts";
export type { ScoredMultiplet, SizeExtremes } from "./result.ts";
export { scoreMultiplet } from "./score.ts";
export { searchSpace } from "./space.ts";
export type { GivenTarget, SearchSpace, SpaceOptions } from "./space.ts";
