/** The paper's search: exhaustive for small multiplets, then adding one neuron at a time. */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { coreCount } from "../system/workers/cores.ts";
import { type ExactOptions, exactSearch } from "./exact.ts";
import { EXHAUSTIVE_UP_TO, greedyUsesTables, searchCost } from "./cost/cost.ts";
import {
  BEST_FOUND,
  defaultSizes,
  type Objective,
  OPTIMAL,
  type RankedMultiplet,
  requireCount,
  requireSizes,
  SEARCH_OPTIONS,
  type Searchable,
  searchable,
  SearchError,
  searchPauses,
  type SearchRequest,
  type SizeExtremes,
} from "./interface.ts";
import {
  bestOf,
  type ExhaustiveOptions,
  exhaustiveSearch,
  requireKnown,
  threadsFor,
} from "./exhaustive.ts";
import { SingularMultipletError } from "../variables/errors.ts";
import { requireAffordable } from "./cost/limits.ts";
import { isTrivialSize, Ranking, reportExtremes, startingExtremes } from "./ranking.ts";
import { asOption, foundValue, objectiveOf, reportedBy, requireObjective } from "./objective.ts";
import type { SearchSpace } from "../information/search_space.ts";
import { movingSet } from "./ladder/island.ts";
import type { Move, MovingSet } from "./ladder/moving_set.ts";

/**
 * The multiplet to which variables are added:
 * - `"largest"`: the best multiplet of the largest exhaustive size, as in the paper.
 * - `"best-start"`: the multiplet with the most extreme value of all exhaustive sizes.
 */
export type GreedyStart = "largest" | "best-start";

/** Options of {@link greedySearch}. */
export interface GreedyOptions
  extends ExactOptions, Pick<SearchRequest, "exhaustiveUpTo">, Pick<ExhaustiveOptions, "workers"> {
  /** Default `"largest"`. */
  readonly start?: GreedyStart | undefined;
  /**
   * The sizes from 2 to `exhaustiveUpTo` as `exhaustiveSearch` gives them for the same subject, with at least `top`
   * multiplets at each end: they are not searched again. Not with an objective other than Ω. Default, and if it is
   * empty: none.
   */
  readonly known?: readonly SizeExtremes[] | undefined;
}

/**
 * Minima and maxima of Ω(X, y), or of the `objective`, by size: exhaustive up to `exhaustiveUpTo`, then the best
 * multiplet of size k−1 with the one additional variable that gives the most extreme value (section 4.1 of the paper). Above
 * `exhaustiveUpTo`, no value is more extreme than that of the exact search, and the `top` multiplets all contain the
 * best multiplet of size k−1.
 *
 * @throws SearchCostError for a search above `maxSeconds` or `maxBytes`
 * @throws SearchError for an unknown option, sizes or options out of range, or `known` sizes that do not suffice
 * @example
 * ```ts
 * import { gaussianSystem, toVariables } from "@multiplet/multiplet/information";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { greedySearch, searchSpace } from "@multiplet/multiplet/search";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const random = randomSource(1);
 * const values = Float64Array.from({ length: 100 * 30 }, () => uniform(random));
 * const variables = toVariables({ samples: 100, variables: 30, values });
 * const space = searchSpace(gaussianSystem(variables, undefined));
 * const found = await greedySearch(space, { exhaustiveUpTo: 2, sizes: [3, 4, 5] });
 * deepEqual(found.map(({ synergy }) => synergy[0]!.multiplet.length), [3, 4, 5]);
 * ```
 */
export async function greedySearch(
  subject: SearchSpace | Searchable,
  options: GreedyOptions = {},
): Promise<SizeExtremes[]> {
  const allowed = [
    "sizes",
    "objective",
    "exhaustiveUpTo",
    "start",
    "workers",
    "known",
    ...SEARCH_OPTIONS,
  ] as const;
  rejectUnknownOptions(SearchError, "greedySearch", options, allowed);
  const system = searchable(subject);
  const { shape } = system;
  const { variables: n } = shape;
  const { exhaustiveUpTo = EXHAUSTIVE_UP_TO, start = "largest", top = 1 } = options;
  requireCount("exhaustiveUpTo", exhaustiveUpTo);
  requireCount("top", top);
  requireChoice(SearchError, "start", start, ["largest", "best-start"]);
  const sizes = requireSizes(options.sizes ?? defaultSizes(n), n);
  const largest = sizes.at(-1)!;
  const first = Array.from({ length: Math.min(exhaustiveUpTo, largest) }, (_, i) => i + 1);
  const objective = requireObjective(options);
  const given = options.known ?? [];
  if (given.length > 0 && objective !== "o-information") {
    throw new SearchError(
      `The option known has extremes of the O-information, but the objective is ${objective}; leave it out`,
    );
  }
  requireKnown(given, n, top);
  const known = given.length > 0 ? knownUpTo(system, given, first.length, top) : undefined;
  const alone = {
    search: "greedy",
    exhaustiveUpTo,
    top,
    sizes: options.sizes,
    ...asOption(objective),
    ...(known && { known: given.map(({ size }) => size) }),
  };
  const most = threadsFor(options.workers, () => searchCost(shape, alone).seconds);
  const tables = system.determinants !== undefined &&
    greedyUsesTables(shape, first.length, top, objective);
  const workers = system.determinants === undefined || tables ? 1 : most;
  const threads = workers > 1 && { workers, cores: coreCount() };
  requireAffordable([shape], { ...alone, ...threads }, options);
  const run = {
    sizes: first,
    top,
    objective,
    // The limits were checked for the whole search.
    maxSeconds: Infinity,
    maxBytes: Infinity,
    signal: options.signal,
    onProgress: (share: number) => options.onProgress?.(0.9 * share),
  };
  const enumerated = () => exhaustiveSearch(system, { ...run, workers });
  const exhaustive = known !== undefined
    ? known
    : tables
    ? await exactSearch(system, run).catch((error) => {
      // Tables hold multiplets of all sizes: with few samples, larger ones than these have no determinant.
      if (error instanceof SingularMultipletError) return enumerated();
      throw error;
    })
    : await enumerated();
  const pauseIfDue = searchPauses(options);
  const larger: SizeExtremes[] = [];
  if (largest > exhaustiveUpTo) {
    const grown = (end: "synergy" | "redundancy") =>
      grow(system, startOf(exhaustive, end, start, objective), largest, top, end, objective);
    const [synergy, redundancy] = [grown("synergy"), grown("redundancy")];
    for (let size = exhaustiveUpTo + 1; size <= largest; size++) {
      larger.push({
        size,
        multipletCount: n - size + 1,
        synergy: synergy.get(size)!,
        redundancy: redundancy.get(size)!,
        // Only one multiplet has all variables.
        guarantee: size === n ? OPTIMAL : BEST_FOUND,
      });
      await pauseIfDue(0.9 + 0.1 * size / largest);
    }
  }
  return [...exhaustive, ...larger].filter(({ size }) => sizes.includes(size));
}

/** The extremes of the sizes from 1 to `last`, of which all but the trivial ones are known. */
function knownUpTo(
  system: Searchable,
  known: readonly SizeExtremes[],
  last: number,
  top: number,
): SizeExtremes[] {
  return Array.from({ length: last }, (_, at) => at + 1).map((size) => {
    const found = known.find((one) => one.size === size);
    if (found) return bestOf(found, top);
    if (isTrivialSize(system.shape, size)) {
      return reportExtremes(system, startingExtremes(system.shape, [size], top))[0]!;
    }
    throw new SearchError(
      `A greedy search from multiplets of ${last} variables on needs all sizes up to that in its option known; ` +
        `${size} is missing`,
    );
  });
}

/** The multiplet to which variables are added. */
function startOf(
  exhaustive: readonly SizeExtremes[],
  end: "synergy" | "redundancy",
  start: GreedyStart,
  objective: Objective,
): RankedMultiplet {
  const candidates = exhaustive.map((extremes) => extremes[end][0]!);
  if (start === "largest") return candidates.at(-1)!;
  const sign = end === "synergy" ? -1 : 1;
  return candidates.reduce((best, candidate) =>
    sign * foundValue(candidate, objective) > sign * foundValue(best, objective) ? candidate : best
  );
}

/** The variables that are not in a multiplet. */
function variablesBeside(multiplet: readonly number[], variables: number): number[] {
  return Array.from({ length: variables }, (_, variable) => variable)
    .filter((variable) => !multiplet.includes(variable));
}

/** Differences of gains that may be rounding errors of swept matrices. */
const ROUNDING = 1e-5;

/**
 * The variables that can make the `top` best multiplets of one more, and those that swept matrices cannot tell about; all
 * others need no score. `undefined` if they cannot tell about any.
 */
function promising(
  set: MovingSet,
  multiplet: readonly number[],
  top: number,
): number[] | undefined {
  if (!set.become(multiplet)) return undefined;
  const moves: Move[] = [];
  set.adds((move) => moves.push(move));
  const known = moves.map(({ gain }) => gain).filter(Number.isFinite).sort((a, b) => b - a);
  if (known.length < top) return undefined;
  const least = known[top - 1]! - ROUNDING;
  return moves.filter(({ gain }) => !Number.isFinite(gain) || gain >= least).map((move) => move.in);
}

/** The best multiplets of every size above that of `start`, up to `largest`. */
function grow(
  system: Searchable,
  start: RankedMultiplet,
  largest: number,
  top: number,
  end: "synergy" | "redundancy",
  objective: Objective,
): Map<number, readonly RankedMultiplet[]> {
  const sign = end === "synergy" ? -1 : 1;
  const [valueOf, report] = [objectiveOf(system, objective), reportedBy(system, objective)];
  const { determinants } = system;
  const set = determinants !== undefined && objective === "o-information" &&
      start.multiplet.length < largest
    ? movingSet(determinants, end)
    : undefined;
  const found = new Map<number, readonly RankedMultiplet[]>();
  let current = start;
  while (current.multiplet.length < largest) {
    const ranking = new Ranking(top);
    const candidates = (set && promising(set, current.multiplet, top)) ??
      variablesBeside(current.multiplet, system.shape.variables);
    for (const variable of candidates) {
      const candidate = [...current.multiplet, variable].sort((a, b) => a - b);
      ranking.offer(sign * valueOf(candidate), candidate);
    }
    const best = ranking.multiplets.map(report);
    current = best[0]!;
    found.set(current.multiplet.length, best);
  }
  return found;
}
