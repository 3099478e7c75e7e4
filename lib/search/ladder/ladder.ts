/** The ladder: a search of all sizes at once in wide layers. */
import { deriveSeed } from "../../system/random/derive_seed.ts";
import { rejectUnknownOptions } from "../../system/checks/options.ts";
import { coreCount } from "../../system/workers/cores.ts";
import { inParallel } from "../../system/workers/in_parallel.ts";
import { WorkerPool } from "../../system/workers/pool.ts";
import type { SearchSpace } from "../../information/search_space.ts";
import { SingularMultipletError } from "../../variables/errors.ts";
import { searchCost } from "../cost/cost.ts";
import { type LadderPlan, ladderPlan } from "../cost/ladder_cost.ts";
import { requireAffordable } from "../cost/limits.ts";
import { fullShape } from "../cost/work.ts";
import {
  bestOf,
  enumerate,
  type ExhaustiveOptions,
  requireKnown,
  sharedSpace,
  threadsFor,
} from "../exhaustive.ts";
import type { ExactOptions } from "../exact.ts";
import {
  defaultSizes,
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
} from "../interface.ts";
import { Extremes, isTrivialSize, reportExtremes, startingExtremes } from "../ranking.ts";
import { type IslandJob, type IslandResult, runIsland } from "./island.ts";
import { type IslandStore, KeptIslands } from "./kept_islands.ts";
import { type End, ENDS } from "./moving_set.ts";
import { type Held, reportFound, Rungs } from "./rungs.ts";

/** Options of {@link ladderSearch}. */
export interface LadderOptions
  extends
    Omit<ExactOptions, "objective">,
    Pick<SearchRequest, "calls" | "islands">,
    Pick<ExhaustiveOptions, "workers"> {
  /** Root of the seeds of all islands, an integer from 0. Default 0. */
  readonly seed?: number | undefined;
  /**
   * Sizes whose multiplets were all compared, as `exhaustiveSearch` gives them for the same subject, with at least `top`
   * multiplets at each end: they are not searched again, and the multiplets of the largest are grown. Default: none.
   */
  readonly known?: readonly SizeExtremes[] | undefined;
  /**
   * Finished parts, such as islands, are kept here, and taken from here by the same search after an interruption. They do
   * not change the result; the announced cost is that of a search without them. Default: nothing is kept.
   */
  readonly keep?: IslandStore | undefined;
}

/**
 * Small and large Ω(X, y) of all sizes at once in wide layers: one incumbent per size and end, improved by
 * exchanges of one variable; what is found passes to the sizes above and below. New starts, `calls` per end and
 * island, are random sets, random exchanges in an incumbent, tabu walks, and crosses of incumbents. At small sizes, up to
 * 12 variables and an eighth of all, a call makes 16 starts: a random set, then random exchanges in the best one
 * reached from it. Islands differ only in their random numbers: island i at an end has the seed `deriveSeed(seed, "ladder", end, i)`. In the end
 * their incumbents are merged.
 *
 * The cheapest sizes are enumerated, in at most a fifth of the estimated time of one island: those are `"optimal"`, all others
 * `"best found"`. The result depends on `seed`, `calls` and `islands`, not on the number of threads. Sets of
 * variables whose covariance is not positive definite are left out; `singular` has one of them. Sizes above the
 * largest of `sizes` are not visited.
 *
 * `calls` is 1000 by default, and fewer in wide layers, where an island would take more than about 5 s per end;
 * `islands` is 4 by default.
 *
 * With `keep`, an interrupted search can be resumed: {@link IslandStore} has an example.
 *
 * @throws SearchCostError for a search above `maxSeconds` or `maxBytes`
 * @throws SearchError for an unknown option, sizes or options out of range, `known` sizes that do not suffice, or a
 * system without log-determinants
 * @throws SingularMultipletError if no multiplet of a size has a covariance that is positive definite
 * @example
 * ```ts
 * import { gaussianSystem, toVariables } from "@multiplet/multiplet/information";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { ladderSearch, searchSpace } from "@multiplet/multiplet/search";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const random = randomSource(1);
 * const values = Float64Array.from({ length: 100 * 30 }, () => uniform(random));
 * const variables = toVariables({ samples: 100, variables: 30, values });
 * const space = searchSpace(gaussianSystem(variables, undefined));
 * const found = await ladderSearch(space, { calls: 20, islands: 1, sizes: [3, 15] });
 * deepEqual(found.map(({ guarantee }) => guarantee.synergy), ["optimal", "best found"]);
 * ```
 */
export async function ladderSearch(
  subject: SearchSpace | Searchable,
  options: LadderOptions = {},
): Promise<SizeExtremes[]> {
  const allowed = [
    ...(["sizes", "calls", "islands", "seed", "workers", "known", "keep"] as const),
    ...SEARCH_OPTIONS,
  ] as const;
  rejectUnknownOptions(SearchError, "ladderSearch", options, allowed);
  const system = searchable(subject);
  const { shape, determinants: space } = system;
  const { top = 1, seed = 0, calls, islands, known = [], keep } = options;
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new SearchError(`seed must be an integer from 0, got ${seed}`);
  }
  requireCount("top", top);
  const sizes = requireSizes(options.sizes ?? defaultSizes(shape.variables), shape.variables);
  if (space === undefined) {
    throw new SearchError(
      "The ladder search needs log-determinants, which this estimator does not provide; " +
        "use the search exhaustive or greedy",
    );
  }
  if (keep && [keep.read, keep.write].some((one) => typeof one !== "function")) {
    throw new SearchError(
      "keep needs the functions read and write, such as those of jsonFolder(folder)",
    );
  }
  requireKnown(known, shape.variables, top);
  const given = new Map(known.map((one) => [one.size, one]));
  const alone = {
    search: "ladder",
    sizes: options.sizes,
    top,
    calls,
    islands,
    ...(given.size > 0 && { known: [...given.keys()] }),
  };
  const workers = threadsFor(options.workers, () => searchCost(shape, alone).seconds);
  const threads = workers > 1 && { workers, cores: coreCount() };
  requireAffordable([shape], { ...alone, ...threads }, options);
  const plan = ladderPlan(fullShape(shape), { ...alone, sizes });
  const { enumeration, start, island } = plan;
  const stages = [enumeration, start, island, start].map(({ nanoseconds }, stage) =>
    stage === 2 ? nanoseconds * plan.islands : nanoseconds
  );
  const report = stageProgress(stages, options.onProgress);
  const run = { top, workers, signal: options.signal };
  const { compared, failed } = await enumerateSizes(system, plan, {
    ...run,
    onProgress: report(0),
  });
  for (const one of given.values()) {
    if (one.size <= plan.most) compared.set(one.size, rankedAgain(one));
  }
  const open = sizes.filter((size) => !compared.has(size));
  const ladders = open.length === 0
    ? undefined
    : await climbLadders(space, plan, compared, { ...run, seed, keep, report });
  return sizes.map((size) => {
    const own = given.get(size);
    if (own !== undefined) return bestOf(own, top);
    const all = compared.get(size);
    if (all !== undefined) return enumeratedSize(system, size, all, top);
    return foundSize(system, size, ladders!, top, failed.get(size));
  });
}

/** Known extremes as the ranking that an enumeration makes. */
function rankedAgain({ multipletCount, ...found }: SizeExtremes): Extremes {
  const capacity = Math.max(...ENDS.map((end) => found[end].length));
  const extremes = new Extremes(capacity);
  for (const { oInformation, multiplet } of found.synergy) {
    extremes.synergy.offer(-oInformation, multiplet);
  }
  for (const { oInformation, multiplet } of found.redundancy) {
    extremes.redundancy.offer(oInformation, multiplet);
  }
  extremes.count = multipletCount;
  return extremes;
}

/** Options of the stages of a search. */
interface Stage extends Pick<SearchOptions, "signal" | "onProgress"> {
  readonly top: number;
  readonly workers: number;
}

/** For each stage the function to which its finished share is reported. */
function stageProgress(
  stages: readonly number[],
  onProgress: SearchOptions["onProgress"],
): (stage: number) => (share: number) => void {
  const total = stages.reduce((sum, one) => sum + one, 0);
  let most = 0;
  return (stage) => {
    const before = stages.slice(0, stage).reduce((sum, one) => sum + one, 0);
    return (share) => {
      const done = Math.min(1, (before + share * stages[stage]!) / total);
      if (done > most) onProgress?.(most = done);
    };
  };
}

/** Compares all multiplets of the sizes of the plan; sizes with a singular multiplet are left to the ladder. */
async function enumerateSizes(
  system: Searchable,
  { enumerated, seeds, seedSize }: LadderPlan,
  { top, ...options }: Stage,
) {
  const { shape } = system;
  const compared = new Map<number, Extremes>();
  const failed = new Map<number, readonly number[]>();
  for (const [at, size] of enumerated.entries()) {
    const capacity = size === seedSize ? Math.max(top, seeds) : top;
    const extremes = startingExtremes(shape, [size], capacity);
    // The levels of a walk through all variables would take much memory for a single multiplet.
    const singular = size === shape.variables && !isTrivialSize(shape, size)
      ? enterAll(system, extremes.get(size)!)
      : await enumerate(system, extremes, {
        ...options,
        top: capacity,
        onProgress: (share) => options.onProgress?.((at + share) / enumerated.length),
      });
    if (singular === undefined) compared.set(size, extremes.get(size)!);
    else failed.set(size, singular);
  }
  return { compared, failed };
}

/** Enters the multiplet of all variables. */
function enterAll({ shape, score }: Searchable, extremes: Extremes): readonly number[] | undefined {
  const all = Array.from({ length: shape.variables }, (_, variable) => variable);
  try {
    const { oInformation } = score(all);
    extremes.synergy.offer(-oInformation, all);
    extremes.redundancy.offer(oInformation, all);
    extremes.count++;
    return undefined;
  } catch (error) {
    if (error instanceof SingularMultipletError) return all;
    throw error;
  }
}

/** What the islands found at each end. */
type Ladders = Readonly<Record<End, Merged>>;

/** The merged results of islands at one end. */
interface Merged {
  /** The sizes whose multiplets were all compared. */
  readonly fixed: ReadonlySet<number>;
  readonly held: ReadonlyMap<number, readonly Held[]>;
  readonly compared: ReadonlyMap<number, number>;
  readonly singular: ReadonlyMap<number, readonly number[]>;
}

/** Starts a ladder at each end, lets islands climb it, and settles what they found together. */
async function climbLadders(
  space: SearchSpace,
  { calls, islands, most, seeds, seedSize }: LadderPlan,
  enumerated: ReadonlyMap<number, Extremes>,
  { top, seed, keep, report, ...options }: Omit<Stage, "onProgress"> & {
    readonly seed: number;
    readonly keep: IslandStore | undefined;
    readonly report: (stage: number) => (share: number) => void;
  },
): Promise<Ladders> {
  using crew = new Crew(space, { ...options, keep });
  // The values of sizes that are known are never compared.
  const known = (end: End): IslandJob["fixed"] =>
    [...enumerated].map(([size, found]) =>
      [
        size,
        found[end].multiplets.slice(0, top).map((multiplet) => ({ value: 0, multiplet })),
      ] as const
    );
  const ladder = (end: End) => ({ end, least: 2, most, capacity: top });
  const firstSize = [2, 3].find((size) =>
    enumerated.has(size) && !(size === 2 && !space.hasTarget)
  );
  const begun = await crew.run(
    ENDS.map((end) => ["start", {
      ...ladder(end),
      fixed: known(end),
      held: [],
      start: {
        pair: firstSize === undefined ? [] : enumerated.get(firstSize)![end].multiplets[0]!,
        seeds: enumerated.get(seedSize)?.[end].multiplets.slice(0, seeds) ?? [],
      },
    }]),
    report(1),
  );
  const numbers = Array.from({ length: islands }, (_, at) => at);
  const rungs = (end: End, at: number) => {
    const { fixed, held } = begun[at]!;
    const isFixed = ([size]: readonly [number, unknown]) => fixed.includes(size);
    return {
      ...ladder(end),
      fixed: [...known(end), ...held.filter(isFixed)],
      held: held.filter((one) => !isFixed(one)),
    };
  };
  const searched = await crew.run(
    ENDS.flatMap((end, at) =>
      numbers.map((island): NamedJob => [`${island}`, {
        ...rungs(end, at),
        search: { calls, seed: deriveSeed(seed, "ladder", end, island) },
      }])
    ),
    report(2),
  );
  const own = (at: number) => searched.slice(at * islands, (at + 1) * islands);
  const settled = await crew.run(
    ENDS.map((end, at) => ["end", {
      ...rungs(end, at),
      held: mergedHeld(own(at), most, top),
      fill: top > 1,
    }]),
    report(3),
  );
  const merged = (at: number) => mergeResults([begun[at]!, ...own(at)], settled[at]!);
  return { synergy: merged(0), redundancy: merged(1) };
}

/** The best multiplets of several islands. */
function mergedHeld(
  results: readonly IslandResult[],
  most: number,
  top: number,
): IslandJob["held"] {
  const rungs = new Rungs(2, most, top);
  for (const { held } of results) {
    for (const [, own] of held) {
      for (const { value, multiplet } of own) rungs.offer(value, multiplet);
    }
  }
  return results[0]!.held.map(([size]) => [size, rungs.held(size)] as const);
}

/** The result of the last job, with the counts of all. */
function mergeResults(before: readonly IslandResult[], last: IslandResult): Merged {
  const compared = new Map<number, number>();
  const singular = new Map<number, readonly number[]>();
  for (const result of [...before, last]) {
    for (const [size, count] of result.compared) {
      compared.set(size, (compared.get(size) ?? 0) + count);
    }
    for (const [size, multiplet] of result.singular) {
      if (!singular.has(size)) singular.set(size, multiplet);
    }
  }
  const [{ held, fixed }] = before as [IslandResult, ...IslandResult[]];
  return {
    held: new Map([...held.filter(([size]) => fixed.includes(size)), ...last.held]),
    fixed: new Set(fixed),
    compared,
    singular,
  };
}

/** A job with the name of its part among those of its end. */
type NamedJob = readonly [part: string, job: IslandJob];

/** Does jobs in this thread, or in workers that end with it; takes those that are kept. */
class Crew implements Disposable {
  readonly #space: SearchSpace;
  readonly #pool: WorkerPool | undefined;
  readonly #workers: number;
  readonly #signal: AbortSignal | undefined;
  readonly #kept: KeptIslands | undefined;

  constructor(
    space: SearchSpace,
    { workers, signal, keep }: Pick<Stage, "workers" | "signal"> & {
      readonly keep: IslandStore | undefined;
    },
  ) {
    const script = new URL("./island_worker.ts", import.meta.url);
    this.#pool = workers > 1 ? new WorkerPool(script, { size: workers }) : undefined;
    this.#space = this.#pool ? sharedSpace(space) : space;
    this.#workers = workers;
    this.#signal = signal;
    this.#kept = keep && new KeptIslands(keep, space);
  }

  /** The results of jobs, in their order. */
  run(
    jobs: readonly NamedJob[],
    onProgress: (share: number) => void,
  ): Promise<IslandResult[]> {
    const shares = jobs.map(() => 0);
    const items = [...jobs.entries()];
    return inParallel(items, this.#pool ? this.#workers : 1, async ([at, [part, job]], signal) => {
      const advance = (share: number) => {
        // A job that another worker repeats reports shares that are already counted.
        shares[at] = Math.max(shares[at]!, share);
        onProgress(shares.reduce((sum, one) => sum + one, 0) / jobs.length);
      };
      const search = () =>
        this.#pool
          ? this.#pool.run<IslandResult>("island", { space: this.#space, job }, {
            signal,
            onProgress: (share) => advance(share as number),
          })
          : runIsland(this.#space, job, searchPauses({ signal, onProgress: advance }));
      const result = await (this.#kept?.obtain(part, job, search) ?? search());
      advance(1);
      return result;
    }, this.#signal);
  }

  [Symbol.dispose](): void {
    this.#pool?.[Symbol.dispose]();
  }
}

/** A size whose multiplets were all compared. */
function enumeratedSize(
  system: Searchable,
  size: number,
  extremes: Extremes,
  top: number,
): SizeExtremes {
  const [reported] = reportExtremes(system, new Map([[size, extremes]]), top);
  return reported!;
}

/** A size that the ladders have climbed. */
function foundSize(
  system: Searchable,
  size: number,
  ladders: Ladders,
  top: number,
  failed: readonly number[] | undefined,
): SizeExtremes {
  const { synergy, redundancy } = ladders;
  return reportFound(system, {
    size,
    held: {
      synergy: synergy.held.get(size) ?? [],
      redundancy: redundancy.held.get(size) ?? [],
    },
    compared: (synergy.compared.get(size) ?? 0) + (redundancy.compared.get(size) ?? 0),
    isComplete: { synergy: synergy.fixed.has(size), redundancy: redundancy.fixed.has(size) },
    singular: failed ?? synergy.singular.get(size) ?? redundancy.singular.get(size),
  }, top);
}
