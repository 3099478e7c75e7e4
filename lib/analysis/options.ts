/** What an analysis can be asked for, and the error where that cannot be done. */
import {
  type Block,
  type Estimator,
  GAUSSIAN_OPTIONS,
  type GaussianOptions,
  type Grouping,
  type InformationUnit,
} from "../information/mod.ts";
import { type Search, SEARCH_RUN, type SearchRun } from "../search/mod.ts";
import type { Catalogue } from "../system/checks/catalogue.ts";
import type { RandomSource } from "../system/random/random.ts";

/**
 * An analysis cannot be done as asked: its options do not fit each other, or not the data.
 *
 * @example
 * ```ts
 * import { analyse, AnalysisError } from "@multiplet/multiplet/analysis";
 * import { rejects } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const features = { samples: 5, variables: 2, values };
 * // An exhaustive search needs to be told its sizes.
 * await rejects(analyse(features, undefined, { search: "exhaustive" }), AnalysisError);
 * ```
 */
export class AnalysisError extends Error {
  /** Name of the error; kept when it is sent from a worker. */
  override readonly name = "AnalysisError";
}

/**
 * The searches of the library:
 * - `"exact"`: all multiplets of all sizes; see `exactSearch`.
 * - `"exhaustive"`: all multiplets of the sizes that are asked for; see `exhaustiveSearch`.
 * - `"greedy"`: exhaustive up to size 6, then one variable at a time; see `greedySearch`.
 */
export type SearchMethod = "exact" | "exhaustive" | "greedy";

/** All values of {@link SearchMethod}. */
export const SEARCH_METHODS = ["exact", "exhaustive", "greedy"] as const satisfies SearchMethod[];

/** Options of {@link analyse}. */
export interface AnalysisOptions extends GaussianOptions, SearchRun {
  /**
   * What estimates information. Default: the Gaussian copula, with the options `encoding`, `ties`, `random`,
   * `biasCorrected` and `degenerate`, which belong to it alone.
   */
  readonly estimator?: Estimator;
  /**
   * A search of the library, or one from outside. Default `"exact"` for up to 20 variables that are not
   * left out, `"greedy"` above, with `exhaustiveUpTo`, or where the estimator has no log-determinants.
   */
  readonly search?: string | Search;
  /** What a name of a search is looked up in. Default: the searches of the library. */
  readonly searches?: Catalogue<Search>;
  /** Report so many multiplets at each extreme, as a list. Default: the best one, by itself. */
  readonly top?: number;
  /** Multiplets to measure whatever the search finds: indices of variables. Default none. */
  readonly multiplets?: readonly (readonly number[])[];
  /** Columns that count as one variable together; others are left out. Default: each by itself. */
  readonly blocks?: readonly Block[];
  /** How variables are formed, instead of `blocks`. Default: each column by itself. */
  readonly grouping?: Grouping;
  /** Drawn from by a `grouping` that draws, and with ties `"random"`. Default for a grouping: seed 0. */
  readonly random?: RandomSource;
  /** Default `"bits"`. */
  readonly units?: InformationUnit;
}

/** The names of {@link AnalysisOptions}, for the check of unknown ones. */
export const ANALYSIS_OPTIONS = [
  ...GAUSSIAN_OPTIONS,
  "estimator",
  "search",
  "searches",
  ...SEARCH_RUN,
  "multiplets",
  "blocks",
  "grouping",
  "units",
] as const satisfies (keyof AnalysisOptions)[];
