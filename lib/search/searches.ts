/** The interface of searches, and the searches of the library. */
import { type Catalogue, catalogue } from "../system/checks/catalogue.ts";
import type { SearchShape } from "../information/estimator.ts";
import { searchCost } from "./cost/cost.ts";
import {
  type Found,
  SEARCH_OPTIONS,
  type Searchable,
  type SearchCost,
  SearchError,
  type SearchRequest,
  type SizeExtremes,
} from "./interface.ts";
import { exactSearch } from "./exact.ts";
import { exhaustiveSearch } from "./exhaustive.ts";
import { type GreedyOptions, greedySearch } from "./greedy.ts";
import { annealingSearch } from "./evolution/annealing.ts";
import { crossEntropySearch } from "./evolution/cross_entropy.ts";
import { geneticSearch } from "./evolution/genetic.ts";
import { type LadderOptions, ladderSearch } from "./ladder/ladder.ts";

/** Options of any search. */
export interface SearchRun extends GreedyOptions, LadderOptions {}

/** Options that not all searches have. */
export const OWN_OPTIONS = [
  "objective",
  "exhaustiveUpTo",
  "workers",
  "calls",
  "islands",
  "seed",
  "keep",
] as const;

/** The names of {@link SearchRun}, for checks of options that contain them. */
export const SEARCH_RUN = ["sizes", ...OWN_OPTIONS, ...SEARCH_OPTIONS] as const;

/**
 * A search for extreme multiplets. A search outside of the library is an object of this type: the pipeline
 * always passes `sizes` and `top`, calls `cost`, refuses a search above the limits, calls `onPlan`, and checks
 * the result. Searches of the library do that themselves.
 */
export interface Search {
  /** Unique among all searches. */
  readonly name: string;
  /** Its options in addition to those of all searches. */
  readonly options: readonly (typeof OWN_OPTIONS[number])[];
  /** True if the option `sizes` is required. */
  readonly needsSizes: boolean;
  /** The cost of a search, before any work. */
  cost(shape: SearchShape, request: Omit<SearchRequest, "search">): SearchCost;
  /** The extremes of every requested size, ascending; the positions in multiplets are ascending, too. */
  run(system: Searchable, run: SearchRun): Promise<Found>;
}

function librarySearch(
  name: string,
  options: Search["options"],
  needsSizes: boolean,
  find: (system: Searchable, run: SearchRun) => Promise<SizeExtremes[]>,
): Search {
  return {
    name,
    options,
    needsSizes,
    cost: (shape, request) => searchCost(shape, { ...request, search: name }),
    run: async (system, run) => ({ search: name, sizes: await find(system, run) }),
  };
}

/**
 * The searches of the library: `exact`, all multiplets of all sizes at once; `exhaustive`, all multiplets of
 * the given sizes; `greedy`, exhaustive for small sizes, then adding one variable at a time; `ladder`, local search
 * of all sizes at once; `annealing`, `genetic` and `cross-entropy`, each size by itself, for comparison.
 */
export const SEARCHES: Catalogue<Search> = catalogue<Search>("search", SearchError, [
  librarySearch("exact", ["objective"], false, exactSearch),
  librarySearch("exhaustive", ["objective", "workers"], true, (system, { sizes, ...run }) => {
    if (sizes !== undefined) return exhaustiveSearch(system, { ...run, sizes });
    throw new SearchError(
      'The search "exhaustive" needs the option sizes, got none; for all sizes, use "exact"',
    );
  }),
  librarySearch("greedy", ["objective", "exhaustiveUpTo", "workers"], false, greedySearch),
  librarySearch("ladder", ["workers", "calls", "islands", "seed", "keep"], false, ladderSearch),
  librarySearch("annealing", ["calls", "seed"], false, annealingSearch),
  librarySearch("genetic", ["calls", "seed"], false, geneticSearch),
  librarySearch("cross-entropy", ["calls", "seed"], false, crossEntropySearch),
]);
