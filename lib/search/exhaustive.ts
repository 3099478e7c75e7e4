/** The search of all multiplets of a few sizes, for layers too wide for tables of all sets. */
import type { SearchSpace } from "../information/search_space.ts";
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { coreCount } from "../system/workers/cores.ts";
import { inParallel, inSharedMemory } from "../system/workers/in_parallel.ts";
import { WorkerPool } from "../system/workers/pool.ts";
import { SingularMultipletError } from "../variables/errors.ts";
import { searchCost } from "./cost/cost.ts";
import { requireAffordable } from "./cost/limits.ts";
import {
  type Objective,
  requireCount,
  requireSizes,
  SEARCH_OPTIONS,
  type Searchable,
  searchable,
  SearchError,
  type SearchOptions,
  searchPauses,
  type SearchRequest,
  type SizeExtremes,
} from "./interface.ts";
import { asOption, objectiveOf, requireObjective } from "./objective.ts";
import {
  behind,
  multipletCount,
  multiplets,
  type SearchPart,
  searchParts,
  splitPrefix,
} from "./multiplets.ts";
import {
  type Extremes,
  type Floors,
  type FoundExtremes,
  isTrivialSize,
  reportExtremes,
  startingExtremes,
} from "./ranking.ts";
import { SubsetWalk } from "./subset_walk.ts";
import { TripleWalk } from "./triple_walk.ts";

/** Options of {@link exhaustiveSearch}. */
export interface ExhaustiveOptions extends SearchOptions, Pick<SearchRequest, "objective"> {
  /** Sizes to search. */
  readonly sizes: readonly number[];
  /**
   * Number of threads. Default 1: this one. With more, all are workers, which start in about 0.1 s and end
   * with the search. `"cores"`: one per core if the search is estimated to take more than 0.3 s. The result
   * does not depend on the number of threads.
   */
  readonly workers?: number | "cores" | undefined;
}

/** Searches of more seconds use workers by default, whose start takes 0.1 s. */
const LONG = 0.3;

/** The number of threads in options for a search that is estimated to take so many seconds in one thread. */
export function threadsFor(workers: ExhaustiveOptions["workers"], seconds: () => number): number {
  if (workers !== "cores") return requireCount("workers", workers ?? 1);
  return seconds() > LONG ? coreCount() : 1;
}

/**
 * Minima and maxima of Ω(X, y), or of the `objective`, over all multiplets of the given sizes, for any number of
 * variables.
 *
 * The time is proportional to the number of multiplets, C(n, k) (`searchCost` estimates it); the memory is
 * small apart from the `top` multiplets. Fast if every variable is one column and the target is one
 * conditional covariance (encodings `copula`, `one-hot` and `none`); otherwise (`model`, blocks), multiplets
 * are scored one by one.
 *
 * @throws SearchCostError for a search above `maxSeconds` or `maxBytes`
 * @throws SearchError for an unknown option, or sizes or options out of range
 * @throws SingularMultipletError that names the first multiplet, or beginning of one, whose covariance is not
 * positive definite
 * @example
 * ```ts
 * import { covarianceFromMatrix, fromNats } from "@multiplet/multiplet/information";
 * import { exhaustiveSearch, searchSpace } from "@multiplet/multiplet/search";
 * import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
 * // z = x + y + noise, all of variance 1 before adding. Ω(x, y, z) = ½ log₂(3/4).
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * const space = searchSpace({ covariance, target: { encoding: "none" } });
 * const here = await exhaustiveSearch(space, { sizes: [3] });
 * equal(fromNats(here[0]!.synergy[0]!.oInformation, "bits").toFixed(12), "-0.207518749639");
 * deepEqual(await exhaustiveSearch(space, { sizes: [3], workers: 2 }), here);
 * ```
 */
export async function exhaustiveSearch(
  subject: SearchSpace | Searchable,
  options: ExhaustiveOptions,
): Promise<SizeExtremes[]> {
  const known = ["sizes", "objective", "workers", ...SEARCH_OPTIONS] as const;
  rejectUnknownOptions(SearchError, "exhaustiveSearch", options, known);
  const system = searchable(subject);
  const { shape } = system;
  const sizes = requireSizes(options.sizes, shape.variables);
  const top = requireCount("top", options.top ?? 1);
  const objective = requireObjective(options);
  const alone = { search: "exhaustive", sizes, top, ...asOption(objective) };
  const cores = coreCount();
  // Only log-determinants can be sent to workers.
  const most = threadsFor(options.workers, () => searchCost(shape, alone).seconds);
  const space = system.determinants;
  const workers = space === undefined ? 1 : most;
  requireAffordable([shape], { ...alone, workers, cores }, options);
  const extremes = startingExtremes(shape, sizes, top, objective);
  const failed = await enumerate(system, extremes, { ...options, top, workers, objective });
  if (failed !== undefined) throw new SingularMultipletError(failed);
  return reportExtremes(system, extremes, top, objective);
}

/**
 * Throws a {@link SearchError} unless all multiplets of each size were compared, and `top` of them are there per end,
 * or all.
 */
export function requireKnown(
  known: readonly SizeExtremes[],
  variables: number,
  top: number,
): void {
  for (const { size, guarantee, ...found } of known) {
    const needed = Math.min(top, multipletCount(variables, size));
    const ends = ["synergy", "redundancy"] as const;
    const fits = ends.every((end) => guarantee[end] === "optimal" && found[end].length >= needed);
    if (!fits || size < 1 || size > variables) {
      const has = ends.map((end) => `${found[end].length} at the end ${end} (${guarantee[end]})`);
      throw new SearchError(
        `The option known has sizes from 1 to ${variables} whose multiplets were all compared, with ${needed} or more ` +
          `of them at each end; size ${size} has ${has.join(", ")}`,
      );
    }
    const other = ends.flatMap((end) => found[end]).find(({ multiplet }) =>
      multiplet.length !== size ||
      !multiplet.every((position, at) =>
        Number.isInteger(position) && position > (multiplet[at - 1] ?? -1) && position < variables
      )
    );
    if (other === undefined) continue;
    throw new SearchError(
      `The option known lists multiplets by the positions of their variables, ascending, from 0 to ${
        variables - 1
      }; ` +
        `size ${size} has the multiplet ${other.multiplet.join(",")}`,
    );
  }
}

/** The best of known extremes: `top` per end. */
export function bestOf(known: SizeExtremes, top: number): SizeExtremes {
  const { synergy, redundancy } = known;
  return { ...known, synergy: synergy.slice(0, top), redundancy: redundancy.slice(0, top) };
}

/** Options of {@link enumerate}. */
interface EnumerationOptions extends SearchOptions {
  readonly top: number;
  readonly workers: number;
  readonly objective?: Objective | undefined;
}

/**
 * Enters all multiplets of the sizes of `extremes`, those of {@link startingExtremes}.
 *
 * @param options `top`: the largest capacity of the extremes; `objective`: default Ω
 * @returns the first multiplet, or beginning of one, whose covariance is not positive definite
 */
export async function enumerate(
  system: Searchable,
  extremes: ReadonlyMap<number, Extremes>,
  options: EnumerationOptions,
): Promise<readonly number[] | undefined> {
  const { shape, determinants: space } = system;
  const parts = [...extremes.keys()]
    .filter((size) => !isTrivialSize(shape, size, options.objective))
    .flatMap((size) => searchParts(shape.variables, size));
  return space === undefined || options.workers === 1 || parts.length < 2
    ? await searchHere(system, parts, extremes, options)
    : await searchInWorkers(space, parts, extremes, options);
}

/** `searchInWorkers` in this thread. */
async function searchHere(
  subject: Searchable,
  parts: readonly SearchPart[],
  extremes: ReadonlyMap<number, Extremes>,
  options: EnumerationOptions,
): Promise<readonly number[] | undefined> {
  const search = partSearch(subject, options.objective);
  const pauseIfDue = searchPauses(options);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  for (const part of parts) {
    const pause = (share: number) => pauseIfDue((before + share * part.count) / total);
    const failed = await search(part, extremes.get(part.size)!, pause);
    if (failed !== undefined) return failed;
    before += part.count;
  }
  return undefined;
}

/** The same space with its matrices in shared memory, which is sent to workers without copies. */
export function sharedSpace(space: SearchSpace): SearchSpace {
  const features = inSharedMemory(space.features);
  return {
    ...space,
    features,
    conditionalTerms: space.conditionalTerms.map(({ weight, matrix }) => ({
      weight,
      matrix: matrix === space.features ? features : inSharedMemory(matrix),
    })),
  };
}

/** The job of a worker: one part. All jobs of a pool have the same space, `top` and objective. */
export interface PartJob {
  /** With matrices in shared memory. */
  readonly space: SearchSpace;
  readonly part: SearchPart;
  readonly top: number;
  readonly objective: Objective;
  /** Thresholds from earlier parts: multiplets below them cannot be among the best. */
  readonly floors: Floors;
}

/** The result of a job: extremes, or the first multiplet whose covariance is not positive definite. */
export type PartResult = FoundExtremes | { readonly failed: readonly number[] };

/**
 * Searches `parts`, in lexicographic order, with at most so many workers at once, and enters the results into
 * the extremes of their sizes. The order in which parts end does not change a ranking.
 *
 * @returns the first of all multiplets whose covariance is not positive definite. Parts begin in order, so all
 * parts before the first that fails have begun, and are waited for; later parts are left out
 */
async function searchInWorkers(
  space: SearchSpace,
  parts: readonly SearchPart[],
  extremes: ReadonlyMap<number, Extremes>,
  { top, workers, objective = "o-information", signal, onProgress }: EnumerationOptions,
): Promise<readonly number[] | undefined> {
  using pool = new WorkerPool(new URL("./exhaustive_worker.ts", import.meta.url), {
    size: Math.min(workers, parts.length),
  });
  const shared = sharedSpace(space);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  let done = 0;
  let anyFailed = false;
  const failures = await inParallel(parts, workers, async (part, both) => {
    if (anyFailed) return undefined;
    // A part that another worker repeats reports shares that are already counted.
    let counted = 0;
    const advance = (share: number) => {
      if (share <= counted) return;
      done += (share - counted) * part.count;
      counted = share;
      onProgress?.(Math.min(1, done / total));
    };
    const { synergy, redundancy } = extremes.get(part.size)!;
    const floors = { synergy: synergy.threshold, redundancy: redundancy.threshold };
    const job: PartJob = { space: shared, part, top, objective, floors };
    const found = await pool.run<PartResult>("search", job, {
      signal: both,
      onProgress: (share) => advance(share as number),
    });
    if ("failed" in found) {
      anyFailed = true;
      return found.failed;
    }
    extremes.get(part.size)!.merge(found);
    advance(1);
    return undefined;
  }, signal);
  return failures.find((failed) => failed !== undefined);
}

/**
 * Enters all multiplets of a part into the extremes of its size; calls `pauseIfDue` often with the finished
 * share of the part. Stops at the first multiplet whose covariance is not positive definite and resolves with
 * it; otherwise with `undefined`.
 */
export type PartSearch = (
  part: SearchPart,
  extremes: Extremes,
  pauseIfDue: (share: number) => Promise<void> | undefined,
) => Promise<readonly number[] | undefined>;

/**
 * A search of parts of the multiplets of a system, one part after the other; parts of the same size share its
 * memory.
 */
export function partSearch(
  subject: Searchable,
  objective: Objective = "o-information",
): PartSearch {
  const { determinants: space } = subject;
  const scoring = scoringSearch(subject, objective);
  if (space?.conditionalTerms.length !== 1 || space.columns.some((own) => own.length > 1)) {
    return scoring;
  }
  const walking = walkingSearch(space, objective);
  // A walk ends with pairs.
  return (part, ...rest) => part.size === 1 ? scoring(part, ...rest) : walking(part, ...rest);
}

/** Most multiplets between two pauses, about 15 ms. */
const MOST_BETWEEN_PAUSES = 2 ** 20;

/**
 * Shares the work of common prefixes, in a space where every variable is one column, and the target one
 * conditional covariance.
 */
function walkingSearch(space: SearchSpace, objective: Objective): PartSearch {
  let walk: SubsetWalk | undefined;
  let triples: TripleWalk | undefined;
  const isFiltered = objective === "o-information" && TripleWalk.suits(space);
  return async ({ size, prefixes, count }, extremes, pauseIfDue) => {
    const filter = size === 3 && isFiltered ? triples ??= new TripleWalk(space) : undefined;
    const before = extremes.count;
    const pieces = prefixes.flatMap((prefix) => [
      ...splitPrefix(prefix, space.variables, size, filter ? 0 : MOST_BETWEEN_PAUSES),
    ]);
    for (const some of inGroups(pieces, filter?.rows ?? 1)) {
      let failed: readonly number[] | undefined;
      if (filter?.isWorthwhile) failed = filter.visit(some.map(([first]) => first!), extremes);
      else {
        if (walk?.size !== size) walk = new SubsetWalk(space, size, objective);
        for (const piece of some) failed ??= walk.visit(piece, extremes);
      }
      if (failed !== undefined) return failed;
      await pauseIfDue((extremes.count - before) / count);
    }
    return undefined;
  };
}

function* inGroups<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

/** Scores multiplets one by one. */
function scoringSearch(subject: Searchable, objective: Objective): PartSearch {
  const valueOf = objectiveOf(subject, objective);
  return async ({ size, prefixes, count }, extremes, pauseIfDue) => {
    const before = extremes.count;
    const { redundancy, synergy } = extremes;
    for (const prefix of prefixes) {
      const first = behind(prefix);
      for (const rest of multiplets(subject.shape.variables - first, size - prefix.length)) {
        const multiplet = [...prefix, ...rest.map((variable) => first + variable)];
        const value = unlessSingular(valueOf, multiplet);
        if (value === undefined) return multiplet;
        extremes.count++;
        if (value >= redundancy.threshold) redundancy.offer(value, multiplet);
        if (-value >= synergy.threshold) synergy.offer(-value, multiplet);
        await pauseIfDue((extremes.count - before) / count);
      }
    }
    return undefined;
  };
}

/** A value of a multiplet; `undefined` where the covariance is not positive definite. */
function unlessSingular(
  valueOf: (multiplet: readonly number[]) => number,
  multiplet: readonly number[],
): number | undefined {
  try {
    return valueOf(multiplet);
  } catch (error) {
    if (error instanceof SingularMultipletError) return undefined;
    throw error;
  }
}
