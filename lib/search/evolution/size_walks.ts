/** What annealing, the genetic and the cross-entropy search have in common: each size and end by itself. */
import { deriveSeed } from "../../system/random/derive_seed.ts";
import { type RandomSource, randomSource } from "../../system/random/random.ts";
import { rejectUnknownOptions } from "../../system/checks/options.ts";
import type { SearchSpace } from "../../information/search_space.ts";
import { SingularMultipletError } from "../../variables/errors.ts";
import { requireAffordable } from "../cost/limits.ts";
import { PROPOSALS, type WalkName } from "../cost/walk_cost.ts";
import { enumerate } from "../exhaustive.ts";
import type { ExactOptions } from "../exact.ts";
import {
  defaultSizes,
  requireCount,
  requireSizes,
  SEARCH_OPTIONS,
  type Searchable,
  searchable,
  SearchError,
  searchPauses,
  type SearchRequest,
  type SizeExtremes,
} from "../interface.ts";
import { multipletCount } from "../multiplets.ts";
import { reportExtremes, startingExtremes } from "../ranking.ts";
import { type End, ENDS } from "../ladder/moving_set.ts";
import { reportFound, Rungs } from "../ladder/rungs.ts";

/** Options of these searches. */
export interface WalkOptions extends Omit<ExactOptions, "objective">, Pick<SearchRequest, "calls"> {
  /**
   * Root of the seeds, an integer from 0; an end of a size has the seed `deriveSeed(seed, name, end, size)`. Default
   * 0.
   */
  readonly seed?: number | undefined;
}

/** The search of one size at one end. */
export class SizeWalk {
  readonly rungs: Rungs;
  /** Multiplets compared so far; the walk ends at `calls`. */
  compared = 0;
  singular: readonly number[] | undefined;

  constructor(
    readonly system: Searchable,
    readonly size: number,
    readonly end: End,
    readonly calls: number,
    readonly random: RandomSource,
    top: number,
  ) {
    this.rungs = new Rungs(size, size, top);
  }

  get variables(): number {
    return this.system.shape.variables;
  }

  get isOver(): boolean {
    return this.compared >= this.calls;
  }

  /** −2Ω for synergy, 2Ω for redundancy; −Infinity where the covariance is not positive definite. */
  value(multiplet: readonly number[]): number {
    this.compared++;
    try {
      const { oInformation, multiplet: own } = this.system.score(multiplet);
      const value = (this.end === "synergy" ? -2 : 2) * oInformation;
      this.rungs.offer(value, own);
      return value;
    } catch (error) {
      if (!(error instanceof SingularMultipletError)) throw error;
      this.singular ??= [...multiplet].sort((a, b) => a - b);
      return -Infinity;
    }
  }
}

/** Walks until it {@link SizeWalk.isOver}; yields often. */
export type Walker = (walk: SizeWalk) => Generator<void, void, void>;

/**
 * A search of each size and end by itself. Sizes with at most `calls` multiplets are enumerated, and optimal.
 *
 * @throws SearchCostError for a search above `maxSeconds` or `maxBytes`
 * @throws SearchError for an unknown option, or sizes or options out of range
 */
export async function walkSizes(
  name: WalkName,
  subject: SearchSpace | Searchable,
  options: WalkOptions,
  walker: Walker,
): Promise<SizeExtremes[]> {
  const known = ["sizes", "calls", "seed", ...SEARCH_OPTIONS] as const;
  rejectUnknownOptions(SearchError, `${name} search`, options, known);
  const system = searchable(subject);
  const { variables } = system.shape;
  const { top = 1, seed = 0, calls = PROPOSALS } = options;
  requireCount("top", top);
  requireCount("calls", calls);
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new SearchError(`seed must be an integer from 0, got ${seed}`);
  }
  const sizes = requireSizes(options.sizes ?? defaultSizes(variables), variables);
  requireAffordable(
    [system.shape],
    { search: name, sizes: options.sizes, top, calls: options.calls },
    options,
  );
  const found: SizeExtremes[] = [];
  for (const [at, size] of sizes.entries()) {
    const pauseIfDue = searchPauses({
      signal: options.signal,
      onProgress: (share) => options.onProgress?.((at + share) / sizes.length),
    });
    if (multipletCount(variables, size) <= calls) {
      const extremes = startingExtremes(system.shape, [size], top);
      const failed = await enumerate(system, extremes, {
        top,
        workers: 1,
        signal: options.signal,
      });
      if (failed === undefined) {
        found.push(...reportExtremes(system, extremes));
        await pauseIfDue(1);
        continue;
      }
    }
    const walks = ENDS.map((end) => {
      const random = randomSource(deriveSeed(seed, name, end, size));
      return new SizeWalk(system, size, end, calls, random, top);
    });
    for (const [ended, walk] of walks.entries()) {
      for (const _ of walker(walk)) await pauseIfDue((ended + walk.compared / calls) / 2);
    }
    const [synergy, redundancy] = walks as [SizeWalk, SizeWalk];
    found.push(reportFound(system, {
      size,
      held: { synergy: synergy.rungs.held(size), redundancy: redundancy.rungs.held(size) },
      compared: synergy.compared + redundancy.compared,
      isComplete: { synergy: false, redundancy: false },
      singular: synergy.singular ?? redundancy.singular,
    }, top));
  }
  return found;
}
