/**
 * What an analysis can be asked for.
 * @module
 */
import type { Block, InformationUnit, TargetEncoding, TieOptions } from "../information/mod.ts";
import type { SearchOptions } from "../search/mod.ts";

/**
 * How extremes are searched:
 * - `"exact"`: all multiplets of all sizes; see `exactSearch`.
 * - `"exhaustive"`: all multiplets of the sizes that are asked for; see `exhaustiveSearch`.
 * - `"greedy"`: exhaustive up to size 6, then one variable at a time; see `greedySearch`.
 */
export type SearchMethod = "exact" | "exhaustive" | "greedy";

/** All values of {@link SearchMethod}. */
export const SEARCH_METHODS = ["exact", "exhaustive", "greedy"] as const satisfies SearchMethod[];

/** Options of {@link analyse}. */
export interface AnalysisOptions extends TieOptions, SearchOptions {
  /** How the target enters. Default `"copula"` with a target, `"none"` without. */
  readonly encoding?: TargetEncoding;
  /**
   * Default `"exact"` for up to 20 variables that are not dropped, `"greedy"` above or with
   * {@link exhaustiveUpTo}.
   */
  readonly search?: SearchMethod;
  /** Sizes of multiplets to search. Default 2..n; needed for search `"exhaustive"`. */
  readonly sizes?: readonly number[];
  /** For search `"greedy"`: sizes up to this are searched exhaustively. Default 6. */
  readonly exhaustiveUpTo?: number;
  /**
   * Threads that share an `"exhaustive"` search, which nothing else has. Default 1: this one. `"cores"`:
   * one per core where the search takes long enough to start them.
   */
  readonly workers?: number | "cores";
  /** Report so many multiplets at each extreme, as a list. Default: the best one, by itself. */
  readonly top?: number;
  /** Multiplets to measure whatever the search finds: indices of variables. Default none. */
  readonly multiplets?: readonly (readonly number[])[];
  /** Columns that count as one variable together; others are left out. Default: each by itself. */
  readonly blocks?: readonly Block[];
  /** Default `"bits"`. */
  readonly units?: InformationUnit;
  /** Correct every entropy for its bias. Default `true`. */
  readonly biasCorrected?: boolean;
  /**
   * What happens to columns that cannot be analysed: non-finite, constant, duplicate or dependent.
   * - `"error"` (default): an error that names them.
   * - `"drop"`: they are left out and listed.
   */
  readonly degenerate?: "error" | "drop";
}

/** The names of {@link AnalysisOptions}, for the check of unknown ones. */
export const ANALYSIS_OPTIONS = [
  "encoding",
  "search",
  "sizes",
  "exhaustiveUpTo",
  "workers",
  "top",
  "multiplets",
  "blocks",
  "units",
  "biasCorrected",
  "degenerate",
  "ties",
  "random",
  "signal",
  "onProgress",
  "onPlan",
  "maxSeconds",
  "maxBytes",
] as const satisfies (keyof AnalysisOptions)[];
