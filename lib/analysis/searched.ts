/** The search of an analysis: what is examined before it, and its repetition in half of the samples. */
import { requireChoice } from "../system/checks/options.ts";
import { deriveSeed } from "../system/random/derive_seed.ts";
import {
  DegenerateColumnsError,
  type Estimator,
  positionsOf,
  soundVariables,
  type System,
  type Target,
  type Variables,
} from "../information/mod.ts";
import { ColumnThreads } from "../information/column_threads.ts";
import { prepareWith } from "../information/estimator.ts";
import { prepareAhead } from "../information/normalisation.ts";
import { defaultSizes } from "../search/interface.ts";
import { searchLimits } from "../search/cost/limits.ts";
import {
  type Found,
  type Objective,
  SEARCH_RUN,
  type SearchCost,
  SEARCHES,
} from "../search/mod.ts";
import {
  ignoredWarnings,
  nearBlocks,
  nearDependenceWarnings,
  nearRanks,
  singularWarnings,
} from "./doubts.ts";
import {
  constantInClass,
  type Dependence,
  dependenceInMultiplets,
  dependenceOf,
  without,
  withoutLabel,
} from "./examine.ts";
import { AnalysisCostError, type CostAfterSearch, secondsAfter } from "./cost.ts";
import {
  type AnalysisOptions,
  copulaOptions,
  DEPENDENCE_RULES,
  estimatorOf,
  NO_SEARCH,
  pick,
  requireGivenMultiplets,
  searchOf,
  threadsOf,
} from "./options.ts";
import { AnalysisError, type ExtremesRequest, findExtremes } from "./pipeline.ts";
import { type Halves, halvesOf, whereSearched } from "./robustness.ts";
import { requireSupported, type SampleSize, sampleSizeOf, supportedSizes } from "./sample_size.ts";

/** Samples that belong together. */
export interface Groups {
  readonly count: number;
  /** The number of the group of each sample. */
  readonly of: readonly number[];
}

export function groupsOf(
  groups: ArrayLike<number | string> | undefined,
  samples: number,
): Groups | undefined {
  if (groups === undefined) return undefined;
  if (groups.length !== samples) {
    throw new AnalysisError(
      `groups needs the group of every sample: ${samples} samples, ${groups.length} groups`,
    );
  }
  const numbers = new Map<number | string, number>();
  const of = Array.from(groups, (name) => {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name)!;
  });
  if (numbers.size < 2) throw new AnalysisError("groups needs at least 2 groups, got 1");
  return { count: numbers.size, of };
}

/** What a search was made of, and what it found. */
export interface Searched {
  /** Without columns that cannot be analysed. */
  readonly variables: Variables;
  readonly system: System;
  readonly found: Found;
  /** The search. */
  readonly request: ExtremesRequest;
  readonly size: SampleSize;
  /** With few samples: two halves, and what the search finds in the first of them, if that can be searched. */
  readonly halves: { readonly of: Halves; readonly found: Found | undefined } | undefined;
  /** About dependence. */
  readonly warnings: readonly string[];
}

/**
 * Examines the columns, prepares the system and searches it.
 *
 * @param costAfter estimated time of what follows the search, which counts for its limit
 */
export async function searched(
  all: Variables,
  target: Target | undefined,
  options: AnalysisOptions,
  seed: number,
  groups: Groups | undefined,
  costAfter: (own: Pick<Searched, "variables" | "system" | "request">) => CostAfterSearch,
): Promise<Searched> {
  const { degenerate = "error", searches = SEARCHES, multiplets: given = [] } = options;
  requireChoice(AnalysisError, "degenerate", degenerate, ["error", "drop"]);
  const { dependence = options.estimator ? "ignored" : "examined" } = options;
  requireChoice(AnalysisError, "dependence", dependence, DEPENDENCE_RULES);
  if (typeof options.search === "string") {
    requireChoice(AnalysisError, "search", options.search, [...searches.names, NO_SEARCH.name]);
  }
  requireGivenMultiplets(options);
  const isExamined = options.estimator === undefined;
  const ofUse = options.encoding === "none" ? undefined : target;
  using threads = new ColumnThreads({ workers: threadsOf(options), signal: options.signal });
  let variables = withoutLabel(all, target, "drop");
  let found: Dependence = { dependent: [], near: undefined };
  if (isExamined) {
    variables = soundVariables(variables, { degenerate: "drop" });
    if (options.encoding === "model") {
      variables = without(variables, constantInClass(variables.columns, target), "drop");
    }
    found = await dependenceOf(variables, ofUse, threads);
    if (dependence === "examined") variables = without(variables, found.dependent, "drop");
  }
  if (degenerate === "error") requireNothingLeftOut(variables, all);
  // Of the values, before ranks may take their place.
  const blocks = isExamined ? nearBlocks(variables) : [];
  const estimator = estimatorOf(options, seed);
  const preparedSystem = async (own: Variables, labels: Target | undefined, by: Estimator) => {
    if (options.estimator === undefined) {
      await prepareAhead(own, labels, copulaOptions(options), threads);
    }
    threads.rest();
    return prepareWith(by)(own, labels);
  };
  for (;;) {
    const system = await preparedSystem(variables, target, estimator);
    requireSystem(system, all, estimator);
    requireMeasure(system, options.objective, estimator);
    for (const multiplet of given) positionsIn(system, all, multiplet);
    const size = sampleSizeOf(variables, target, system.encoding, groups?.count);
    for (const { length } of isExamined ? given : []) requireSupported(length, size);
    const supported = supportedSizes(options.sizes, system.variables.length, size);
    const search = searchOf(options, system, size, supported);
    const { workers, seed: _, onProgress, onPlan, ...run } = pick(options, SEARCH_RUN);
    const request = {
      ...run,
      ...(search.options.includes("workers") && { workers }),
      ...(search.options.includes("seed") && { seed: deriveSeed(seed, "search") }),
      sizes: supported ??
        (options.search === undefined && search.needsSizes
          ? defaultSizes(system.variables.length)
          : undefined),
      search,
    };
    // With few samples the search is repeated in half of them.
    const runs = size.isSmall ? 2 : 1;
    const after = costAfter({ variables, system, request });
    const { maxSeconds } = searchLimits(options);
    const results = await extremesOf(system, {
      ...request,
      onPlan: (cost: SearchCost) => {
        const all = { ...cost, ...after, seconds: runs * cost.seconds + secondsAfter(after) };
        // The limit of a search alone is that of its cost.
        if (secondsAfter(after) > 0 && all.seconds > maxSeconds) {
          throw new AnalysisCostError(all, maxSeconds);
        }
        onPlan?.(all);
      },
      ...(onProgress && { onProgress: (share: number) => onProgress(share / runs) }),
    });
    // Among more columns than samples, only the multiplets themselves show what determines what.
    const inResults = isExamined && variables.samples <= variables.columns.length
      ? dependenceInMultiplets(variables, ofUse, [...multipletsOf(results), ...given])
      : found;
    if (dependence === "examined" && inResults !== found && inResults.dependent.length > 0) {
      variables = without(variables, inResults.dependent, degenerate);
      continue;
    }
    const halves = size.isSmall
      ? await searchedHalf(
        halvesOf({ variables, target, seed }, groups?.of),
        { ...request, ...(onProgress && { onProgress: (share) => onProgress((1 + share) / 2) }) },
        (own, labels) =>
          preparedSystem(
            own,
            labels,
            options.estimator ?? estimatorOf({ ...options, degenerate: "drop" }, seed),
          ),
      )
      : undefined;
    // What the columns of one block have in common is no synergy: those of ranks are without it.
    const near = inResults.near && blocks.length === 0
      ? nearDependenceWarnings(inResults.near, "values")
      : isExamined
      ? [...blocks, ...nearDependenceWarnings(nearRanks(system, size.samples), "ranks")]
      : [];
    const left = singularWarnings(system, results);
    const ignored = dependence === "ignored" ? ignoredWarnings(inResults.dependent) : [];
    return {
      variables,
      system,
      found: results,
      request,
      size,
      halves,
      warnings: [...ignored, ...near, ...left],
    };
  }
}

/** One error for all columns that cannot be analysed, whatever the reasons: who leaves these out can go on. */
function requireNothingLeftOut({ leftOut }: Variables, all: Variables): void {
  const flawed = leftOut.filter((one) => !all.leftOut.includes(one));
  if (flawed.length > 0) throw new DegenerateColumnsError("An analysis", flawed);
}

/** The extremes; none without a search, which is planned, too: another estimator can follow it. */
function extremesOf(system: System, request: ExtremesRequest): Promise<Found> {
  if (request.search !== NO_SEARCH) return findExtremes(system, request);
  request.onPlan?.(NO_SEARCH.cost(system.shape, {}));
  return NO_SEARCH.run(system, request);
}

/** The sizes that a search reports; none without one. */
export function sizesOf({ system, request }: Pick<Searched, "system" | "request">) {
  if (request.search === NO_SEARCH) return [];
  return request.sizes ?? defaultSizes(system.variables.length);
}

/** The search of the first half; nothing where that cannot be analysed or searched. */
async function searchedHalf(
  halves: Halves,
  request: ExtremesRequest,
  prepare: (variables: Variables, target: Target | undefined) => Promise<System>,
): Promise<{ of: Halves; found: Found | undefined }> {
  const found = await whereSearched(async () =>
    extremesOf(await prepare(halves.variables, halves.target), request)
  );
  return { of: halves, found };
}

function multipletsOf({ sizes }: Found): (readonly number[])[] {
  return sizes.flatMap(({ synergy, redundancy }) =>
    [...synergy, ...redundancy].map(({ multiplet }) => multiplet)
  );
}

/** Throws unless the variables of a system are among those passed to its estimator. */
function requireSystem({ variables, shape }: System, all: Variables, { name }: Estimator): void {
  const known = new Map(all.variables.map((one) => [one.index, one.name]));
  const other = variables.find((one) => known.get(one.index) !== one.name);
  if (other === undefined && shape.variables === variables.length) return;
  throw new AnalysisError(
    `The estimator "${name}" returned a system that does not fit: ` +
      (other
        ? `it has a variable "${other.name}" with number ${other.index}, which was not passed to it`
        : `shape.variables is ${shape.variables}, but it lists ${variables.length} variables`),
  );
}

/** Throws for an objective that the estimator does not have. */
function requireMeasure(
  { entropy, determinants }: System,
  objective: Objective = "o-information",
  { name }: Estimator,
): void {
  if (objective === "o-information" || entropy !== undefined || determinants !== undefined) return;
  throw new AnalysisError(
    `The estimator "${name}" has no ${objective}, which needs entropies; leave the option objective out`,
  );
}

/**
 * The positions of variables in a system, by their own numbers.
 *
 * @throws AnalysisError for an empty list, or an index that does not exist, was dropped or occurs twice
 */
export function positionsIn(
  { variables }: System,
  all: Variables,
  multiplet: readonly number[],
): number[] {
  if (multiplet.length === 0) throw new AnalysisError("A multiplet needs a variable, got none");
  const title = `Multiplet ${multiplet.join(",")}`;
  if (new Set(multiplet).size < multiplet.length) {
    throw new AnalysisError(`${title} contains a variable twice; list each variable once`);
  }
  for (const index of multiplet) {
    const known = all.variables.find((variable) => variable.index === index);
    if (known === undefined) {
      const most = all.variables.at(-1)!.index;
      throw new AnalysisError(
        most < all.variables.length
          ? `${title}: variables are 0..${most}, got ${index}`
          : `${title}: no variable has the number ${index}`,
      );
    }
    if (variables.every((variable) => variable.index !== index)) {
      throw new AnalysisError(`${title}: variable ${index} ("${known.name}") was dropped`);
    }
  }
  return positionsOf(variables, multiplet);
}
