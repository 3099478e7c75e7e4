/** Options of an analysis, and the error for invalid ones. */
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
 * Error: options of an analysis do not fit each other, or do not fit the data.
 *
 * @example
 * ```ts
 * import { analyse, AnalysisError } from "@multiplet/multiplet/analysis";
 * import { rejects } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const features = { samples: 5, variables: 2, values };
 * // An exhaustive search needs the option sizes.
 * await rejects(analyse(features, undefined, { search: "exhaustive" }), AnalysisError);
 * ```
 */
export class AnalysisError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "AnalysisError";
}

/**
 * The searches of the library:
 * - `"exact"`: all multiplets of all sizes; see `exactSearch`.
 * - `"exhaustive"`: all multiplets of the given sizes; see `exhaustiveSearch`.
 * - `"greedy"`: exhaustive up to size 6, then adding one variable at a time; see `greedySearch`.
 */
export type SearchMethod = "exact" | "exhaustive" | "greedy";

/** All values of {@link SearchMethod}. */
export const SEARCH_METHODS = ["exact", "exhaustive", "greedy"] as const satisfies SearchMethod[];

/** Options of {@link analyse}. */
export interface AnalysisOptions extends GaussianOptions, SearchRun {
  /**
   * The estimator of information. Default: the Gaussian copula, with the options `encoding`, `ties`, `random`,
   * `biasCorrected` and `degenerate`, which no other estimator has.
   */
  readonly estimator?: Estimator;
  /**
   * A search of the library by its name, or your own. Default `"exact"` for up to 20 variables, not counting
   * those left out; `"greedy"` above, with `exhaustiveUpTo`, or if the estimator has no log-determinants.
   */
  readonly search?: string | Search;
  /** The catalogue for names of searches. Default: the searches of the library. */
  readonly searches?: Catalogue<Search>;
  /** Number of multiplets to report per extreme, as a list. Default: one, not as a list. */
  readonly top?: number;
  /** Multiplets to measure in addition to the search: indices of variables. Default none. */
  readonly multiplets?: readonly (readonly number[])[];
  /** Columns that form one variable together; others are left out. Default: each column is a variable. */
  readonly blocks?: readonly Block[];
  /** A grouping that forms variables, instead of `blocks`. Default: each column is a variable. */
  readonly grouping?: Grouping;
  /** Source for random groupings and for ties `"random"`. Default for a grouping: seed 0. */
  readonly random?: RandomSource;
  /** Unit of all values. Default `"bits"`. */
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
