/** Searches behind one interface. */
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
import { type ExhaustiveOptions, exhaustiveSearch } from "./exhaustive.ts";
import { type GreedyOptions, greedySearch } from "./greedy.ts";

/** What any search is asked for, and how it is watched and limited. */
export interface SearchRun extends GreedyOptions, Pick<Partial<ExhaustiveOptions>, "workers"> {}

/** The names of {@link SearchRun}, for checks of options that contain them. */
export const SEARCH_RUN = [
  "sizes",
  "exhaustiveUpTo",
  "workers",
  ...SEARCH_OPTIONS,
] as const satisfies (keyof SearchRun)[];

/**
 * A way to search for extreme multiplets. From outside the library, an object of this shape is all it
 * takes: the pipeline gives it sizes and `top` in any case, asks for its cost, refuses what is above the
 * limits, tells `onPlan`, and checks what it found. Searches of the library do that themselves.
 */
export interface Search {
  /** Its own among all searches. */
  readonly name: string;
  /** The options that it has beside those that all searches have. */
  readonly options: readonly ("exhaustiveUpTo" | "workers")[];
  /** Whether sizes have to be asked for. */
  readonly needsSizes: boolean;
  /** The cost of a search, before any work. */
  cost(shape: SearchShape, request: Omit<SearchRequest, "search">): SearchCost;
  /** The extremes of every size that is asked for, ascending; multiplets are of ascending positions. */
  run(system: Searchable, run: SearchRun): Promise<Found>;
}

const found = (search: string) => (sizes: readonly SizeExtremes[]): Found => ({ search, sizes });

/**
 * The searches of the library: `exact`, all multiplets of all sizes at once; `exhaustive`, all multiplets
 * of the sizes that are asked for; `greedy`, exhaustive for small sizes, then one variable at a time.
 */
export const SEARCHES: Catalogue<Search> = catalogue<Search>("search", SearchError, [
  {
    name: "exact",
    options: [],
    needsSizes: false,
    cost: (shape, request) => searchCost(shape, { ...request, search: "exact" }),
    run: async (system, run) => found("exact")(await exactSearch(system, run)),
  },
  {
    name: "exhaustive",
    options: ["workers"],
    needsSizes: true,
    cost: (shape, request) => searchCost(shape, { ...request, search: "exhaustive" }),
    run: async (system, { sizes, ...run }) => {
      if (sizes === undefined) {
        throw new SearchError(
          'An exhaustive search needs the sizes of multiplets; all sizes are what "exact" is for',
        );
      }
      return found("exhaustive")(await exhaustiveSearch(system, { ...run, sizes }));
    },
  },
  {
    name: "greedy",
    options: ["exhaustiveUpTo"],
    needsSizes: false,
    cost: (shape, request) => searchCost(shape, { ...request, search: "greedy" }),
    run: async (system, run) => found("greedy")(await greedySearch(system, run)),
  },
]);
