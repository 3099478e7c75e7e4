/** The options of an analysis, and the estimator, the search and the threads that they ask for. */
import type { Catalogue } from "../system/checks/catalogue.ts";
import { deriveSeed } from "../system/random/derive_seed.ts";
import { randomSource } from "../system/random/random.ts";
import { coreCount } from "../system/workers/cores.ts";
import {
  type Block,
  type Estimator,
  GAUSSIAN_OPTIONS,
  gaussianCopula,
  type GaussianOptions,
  type Grouping,
  type InformationUnit,
  type System,
} from "../information/mod.ts";
import { EXACT_UP_TO } from "../search/cost/cost.ts";
import { requireCount } from "../search/interface.ts";
import { type Search, SEARCH_RUN, SEARCHES, type SearchRun } from "../search/mod.ts";
import { AnalysisError } from "./pipeline.ts";
import type { MultipletEstimatorName } from "../information/mod.ts";
import type { AnalysisCost } from "./cost.ts";
import type { RescoringOptions } from "./rescored.ts";
import type { SampleSize } from "./sample_size.ts";

/** Options of details. */
export interface DetailsOptions {
  /** Most samples whose values are part of the result, chosen at random. Default 2,000; 0: none. */
  readonly rows?: number | undefined;
}

/** What is done about columns that others determine linearly; see {@link AnalysisOptions.dependence}. */
export const DEPENDENCE_RULES = ["examined", "ignored"] as const;

/** The tests of {@link AnalysisOptions.significance}, but for `"all"`. */
export const SIGNIFICANCE_TESTS = ["split", "target", "max"] as const;

/** One of {@link SIGNIFICANCE_TESTS}. */
export type SignificanceTest = (typeof SIGNIFICANCE_TESTS)[number];

/** Options of `analyse`. */
export interface AnalysisOptions
  extends Omit<GaussianOptions, "random">, Omit<SearchRun, "onPlan"> {
  /**
   * The estimator of information. Default: the Gaussian copula, with the options `encoding`, `ties`,
   * `biasCorrected`, `degenerate`, `dependence` and `rankBiasDraws`, which no other estimator has.
   */
  readonly estimator?: Estimator | undefined;
  /**
   * The ranks of equal values. Default `"average"`, which does not depend on the order of the samples; the paper's
   * study uses `"index"`.
   */
  readonly ties?: GaussianOptions["ties"];
  /**
   * Columns that others determine linearly, whose Ω is −∞ in truth; see `linearDependences`:
   * - `"examined"` (default): an error that names them, or with `degenerate: "drop"` they are left out and listed.
   * - `"ignored"`: they are not looked for.
   */
  readonly dependence?: (typeof DEPENDENCE_RULES)[number] | undefined;
  /**
   * A search of the library by its name, or your own. Default `"exact"` for up to 20 variables, not counting
   * those left out; else `"exhaustive"` where all multiplets of the sizes take at most 10 s, and `"ladder"` where
   * they take longer, or with `calls`, `islands` or `keep`; `"greedy"` with `exhaustiveUpTo`, if the estimator has no
   * log-determinants, and in place of `"ladder"` with an `objective` other than Ω. `"none"`: no search, only the
   * measures of `multiplets`.
   */
  readonly search?: string | Search | undefined;
  /** The catalogue for names of searches. Default: the searches of the library. */
  readonly searches?: Catalogue<Search> | undefined;
  /** Number of multiplets to report per extreme, as a list. Default: one, not as a list. */
  readonly top?: number | undefined;
  /**
   * Tests whether what is found is more than chance, see `Significance`; several, or `"all"` that can be made. Default
   * none.
   * - `"split"`: one half of the samples is searched, half of each class; what is found is estimated in the other half, with a
   *   bootstrap interval of 1,000 draws. For the Gaussian copula.
   * - `"target"`: the search is repeated with permuted targets.
   * - `"max"`: the search is repeated with each variable permuted by itself; each extreme is tested beside the largest of all.
   *
   * With `groups`, permutations exchange groups of the same number of samples; if more than a tenth of the samples are in
   * groups whose number no other group has, a warning says so in place of these tests.
   *
   * Repeated searches with the search `"ladder"` have 100 `calls` and one of the `islands`, and so has the search that they
   * are compared with, unless these options are given.
   */
  readonly significance?:
    | SignificanceTest
    | "all"
    | readonly (SignificanceTest | "all")[]
    | undefined;
  /**
   * Permutations of each of the tests `"target"` and `"max"`, at least 19. Default 999. Their time is announced and limited
   * together with that of the search.
   */
  readonly draws?: number | undefined;
  /** Multiplets to measure in addition to the search: indices of variables. Default none. */
  readonly multiplets?: readonly (readonly number[])[] | undefined;
  /**
   * Another estimator, by its name or with its options, for the given multiplets and for the first multiplet of each
   * extreme of the five smallest sizes; see `multipletEstimator`. Its numbers are in `rescored` of each. Their time is
   * announced and limited together with that of the search. Default none.
   */
  readonly rescore?: MultipletEstimatorName | RescoringOptions | undefined;
  /**
   * Adds `details` to the result: correlations, members and classes of the multiplets, and some of the samples, as a report
   * shows them. Default none.
   */
  readonly details?: DetailsOptions | undefined;
  /**
   * An analysis whose search, significance and rescoring are estimated to take longer together is refused before the
   * search. Default 1800; `Infinity`: no limit.
   */
  readonly maxSeconds?: number | undefined;
  /** Called with the estimated cost before the search begins, and without a search before the work. */
  readonly onPlan?: ((cost: AnalysisCost) => void) | undefined;
  /** Columns that form one variable together; others are left out. Default: each column is a variable. */
  readonly blocks?: readonly Block[] | undefined;
  /** A grouping that forms variables, instead of `blocks`. Default: each column is a variable. */
  readonly grouping?: Grouping | undefined;
  /**
   * The group of each sample, as a number or a name: samples that belong together, such as the frames of a video or
   * the tokens of a text, stay together in halves. Default: samples are independent.
   */
  readonly groups?: ArrayLike<number | string> | undefined;
  /**
   * Root of all seeds, an integer from 0: for groupings (branch `"grouping"`), random ties (`"ties"`), halves of the
   * samples (`"halves"`, `"other half"`), permutations (`"null"`), bootstrap draws (`"bootstrap"`), numbers of classes
   * (`"renumberings"`), Gaussian samples (`"rank bias"`), references of another estimator (`"rescoring"`), and searches
   * (`"search"`). Default 0.
   */
  readonly seed?: number | undefined;
  /**
   * Number of Gaussian samples that show the bias of ranks in synergy optima, see `Structure.rankBias`; 0: none.
   * Default 10, of the sizes from the smallest on for which that is estimated to take up to 2 s on one core, by the
   * numbers of samples and columns. A number that is given has no limit of time. Each takes as much memory as the
   * columns of the optima, in float64. Only for encodings `"copula"` and `"none"`.
   */
  readonly rankBiasDraws?: number | undefined;
  /** Unit of all values. Default `"bits"`. */
  readonly units?: InformationUnit | undefined;
  /**
   * Number of threads for ranks, covariances and searches that take long. Default 1; `"cores"`: one per core. The
   * result does not depend on it. The search `"exact"` has one thread.
   */
  readonly workers?: SearchRun["workers"];
}

/** The options that other estimators do not have. */
const COPULA_OPTIONS = [
  ...GAUSSIAN_OPTIONS.filter((name) => name !== "random"),
  "dependence",
  "rankBiasDraws",
] as const satisfies (keyof AnalysisOptions)[];

/** The names of {@link AnalysisOptions}, for the check of unknown ones. */
export const ANALYSIS_OPTIONS = [
  ...COPULA_OPTIONS,
  "estimator",
  "search",
  "searches",
  ...SEARCH_RUN,
  "significance",
  "draws",
  "multiplets",
  "rescore",
  "details",
  "blocks",
  "grouping",
  "groups",
  "seed",
  "units",
] as const satisfies (keyof AnalysisOptions)[];

/** The options in `names` that have a value. */
export function pick<Name extends keyof AnalysisOptions>(
  options: AnalysisOptions,
  names: readonly Name[],
): Pick<AnalysisOptions, Name> {
  const given = names.filter((name) => options[name] !== undefined);
  return Object.fromEntries(given.map((name): unknown[] => [name, options[name]]));
}

export function estimatorOf(options: AnalysisOptions, seed: number): Estimator {
  const { estimator } = options;
  if (estimator === undefined) {
    return gaussianCopula(gaussianOptionsOf(options, seed));
  }
  const [name] = Object.keys(pick(options, COPULA_OPTIONS));
  if (name === undefined) return estimator;
  throw new AnalysisError(
    `The option ${name} is for the Gaussian copula, but the estimator is "${estimator.name}"; leave it out`,
  );
}

/** The options of the Gaussian copula, with a new random source for random ties. */
export function gaussianOptionsOf(options: AnalysisOptions, seed: number): GaussianOptions {
  const own = copulaOptions(options);
  if (own.ties !== "random") return own;
  return { ...own, random: randomSource(deriveSeed(seed, "ties")) };
}

/** The options of the Gaussian copula, without a random source. */
export function copulaOptions(options: AnalysisOptions): GaussianOptions {
  const { dependence: _, rankBiasDraws: __, ...own } = pick(options, COPULA_OPTIONS);
  return { ...own, ties: own.ties ?? "average" };
}

/** In place of a search: nothing is looked for. */
export const NO_SEARCH: Search = {
  name: "none",
  options: [],
  needsSizes: false,
  cost: () => ({ multiplets: 0, operations: 0, seconds: 0, bytes: 0, workers: 1 }),
  run: () => Promise.resolve({ search: "none", sizes: [] }),
};

/** Options that only searches have. */
const OF_SEARCHES = [
  "sizes",
  "top",
  "objective",
  "exhaustiveUpTo",
  "calls",
  "islands",
  "keep",
  "significance",
] as const;

/** Throws for options that need a search, where there is none, and where nothing is given to measure. */
export function requireGivenMultiplets(options: AnalysisOptions): void {
  if (options.search !== NO_SEARCH.name) return;
  const [name] = Object.keys(pick(options, OF_SEARCHES));
  if (name !== undefined) {
    throw new AnalysisError(
      `The option ${name} is for a search, but search is "none"; leave it out`,
    );
  }
  if ((options.multiplets ?? []).length > 0) return;
  throw new AnalysisError(
    'search "none" needs multiplets to measure, for example multiplets: [[0, 1, 2]]; got none',
  );
}

/** Seconds of comparing all multiplets of the sizes that are asked for, above which they are searched otherwise. */
const ENUMERATED_SECONDS = 10;

/**
 * The search in the options, or the default for the options, the sizes and the number of variables.
 *
 * @param sizes `undefined`: all
 */
export function searchOf(
  options: AnalysisOptions,
  system: System,
  { samples, columns }: SampleSize,
  sizes: readonly number[] | undefined,
): Search {
  const { search, searches = SEARCHES, exhaustiveUpTo } = options;
  if (search === NO_SEARCH.name) return NO_SEARCH;
  if (typeof search === "object") return search;
  if (search !== undefined) return searches.get(search);
  const { shape, determinants } = system;
  if (exhaustiveUpTo !== undefined || determinants === undefined) return SEARCHES.get("greedy");
  const ofLadder = [options.calls, options.islands, options.keep];
  if (ofLadder.some((option) => option !== undefined)) return SEARCHES.get("ladder");
  const isNarrow = shape.variables <= EXACT_UP_TO.byDefault;
  // The exact search needs the covariance of all columns to have an inverse.
  if (isNarrow && samples > columns + 1) return SEARCHES.get("exact");
  const exhaustive = SEARCHES.get("exhaustive");
  const workers = threadsOf(options);
  const { objective = "o-information" } = options;
  const { seconds } = exhaustive.cost(shape, { sizes, objective, workers, cores: workers });
  if (seconds <= ENUMERATED_SECONDS) return exhaustive;
  return SEARCHES.get(objective === "o-information" ? "ladder" : "greedy");
}

/** Threads for columns. */
export function threadsOf({ workers = 1 }: AnalysisOptions): number {
  return workers === "cores" ? coreCount() : requireCount("workers", workers);
}
