/**
 * The pipeline: from a system to its extremes and measures, with variables by their own numbers. Used by the
 * command `analyze`, the study of layers and the strategies of selection.
 */
import { coreCount } from "../system/workers/cores.ts";
import {
  ownNumbers,
  type ScoredMultiplet,
  type SearchShape,
  SingularMultipletError,
  type System,
} from "../information/mod.ts";
import { inTurn } from "../search/cost/cost.ts";
import { requireAffordable } from "../search/cost/limits.ts";
import { defaultSizes, type Objective, requireCount, requireSizes } from "../search/interface.ts";
import { asOption, reportedBy, requireObjective, totalCorrelationOf } from "../search/objective.ts";
import { OWN_OPTIONS } from "../search/searches.ts";
import {
  exactSearches,
  type Found,
  type RankedMultiplet,
  type Search,
  type Searchable,
  SEARCHES,
  type SearchRun,
} from "../search/mod.ts";

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

/** A search of a system. */
export interface ExtremesRequest extends SearchRun {
  /** The search to use. */
  readonly search: Search;
}

/**
 * The extremes of every size; multiplets list variables by their own numbers.
 *
 * @throws SearchCostError for a search above `maxSeconds` or `maxBytes`, before any work
 * @throws AnalysisError for an option that the search does not have, or missing sizes
 * @throws SearchError for sizes out of range
 * @throws SingularMultipletError that names variables whose covariance has no inverse
 * @example
 * ```ts
 * import { findExtremes } from "@multiplet/multiplet/analysis";
 * import { discreteTarget, gaussianSystem, toVariables } from "@multiplet/multiplet/information";
 * import { SEARCHES } from "@multiplet/multiplet/search";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Column 1 is dead: columns 0, 2 and 3 keep their numbers.
 * const values = Float64Array.of(1, 0, 4, 2, 3, 0, 1, 4, 2, 0, 3, 3, 5, 0, 2, 1, 4, 0, 6, 5, 6, 0, 5, 7);
 * const all = toVariables({ samples: 6, variables: 4, values });
 * const system = gaussianSystem(all, discreteTarget([0, 1, 0, 1, 1, 0]), { degenerate: "drop" });
 * const { sizes } = await findExtremes(system, { search: SEARCHES.get("exact") });
 * deepEqual(sizes[1]!.synergy[0]!.multiplet, [0, 2, 3]);
 * ```
 */
export async function findExtremes(system: System, request: ExtremesRequest): Promise<Found> {
  const [found] = await findAllExtremes([system], request);
  return found!;
}

/**
 * {@link findExtremes} of several systems one after the other, such as the same variables with several targets.
 *
 * @example
 * ```ts
 * import { findAllExtremes } from "@multiplet/multiplet/analysis";
 * import { discreteTarget, gaussianSystem, toVariables } from "@multiplet/multiplet/information";
 * import { SEARCHES } from "@multiplet/multiplet/search";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5, 6, 7);
 * const pair = toVariables({ samples: 6, variables: 2, values });
 * const labels = [[0, 1, 0, 1, 1, 0], [1, 1, 0, 0, 1, 0]];
 * const systems = labels.map((own) => gaussianSystem(pair, discreteTarget(own)));
 * const found = await findAllExtremes(systems, { search: SEARCHES.get("exact") });
 * deepEqual(found.map(({ sizes }) => sizes[0]!.multipletCount), [1, 1]);
 * ```
 */
export async function findAllExtremes(
  systems: readonly System[],
  { search, ...asked }: ExtremesRequest,
): Promise<Found[]> {
  const { objective: _, ...others } = asked;
  const objective = requireObjective(asked);
  const run = { ...others, ...asOption(objective) };
  requireOptions(search, run);
  // Searches of the library check sizes and costs themselves; the exact search shares tables between systems.
  if (search === SEARCHES.get("exact") && systems.length > 1) {
    const all = await exactSearches(systems.map(scoring), run);
    return systems.map((system, at) => inOwnNumbers(system, { search: "exact", sizes: all[at]! }));
  }
  const isOwn = SEARCHES.entries.includes(search);
  const { onPlan: __, ...unplanned } = run;
  const runs = systems.map(({ shape }) => isOwn ? run : fullRun(shape, unplanned));
  if (!isOwn) requireAffordableRuns(systems, search, runs, run);
  const found: Found[] = [];
  for (const [at, system] of systems.entries()) {
    run.signal?.throwIfAborted();
    try {
      const one = await search.run(scoring(system), runs[at]!);
      if (!isOwn) requireFound(one, search, system, runs[at]!);
      const whole = isOwn ? one : withValues(one, system, objective);
      found.push(inOwnNumbers(system, { ...whole, search: search.name }));
    } catch (error) {
      if (!(error instanceof SingularMultipletError)) throw error;
      throw new SingularMultipletError(ownNumbers(system.variables, error.multiplet));
    }
  }
  return found;
}

/**
 * A system that checks its scores and passes multiplets in ascending order. With log-determinants, this is
 * already true.
 */
function scoring(system: System): Searchable {
  if (system.determinants !== undefined) return system;
  return {
    shape: system.shape,
    ...(system.entropy && {
      entropy: (set) => {
        const entropy = system.entropy!(set);
        if (Object.values(entropy).every(Number.isFinite)) return entropy;
        throw new AnalysisError(
          `The estimator must return finite entropies; for variables ${
            ownNumbers(system.variables, set)
          } it returned ${entropy.alone}, and an information about the target of ${entropy.information}`,
        );
      },
    }),
    score: (multiplet) => {
      const ascending = multiplet.toSorted((a, b) => a - b);
      const score = system.score(ascending);
      if ([score.oInformation, score.featuresOInformation].every(Number.isFinite)) {
        return { ...score, multiplet: ascending };
      }
      const numbers = ownNumbers(system.variables, ascending);
      throw new AnalysisError(
        `The estimator must return finite numbers; for multiplet ${numbers} it returned an ` +
          `O-information of ${score.oInformation}, without the target ${score.featuresOInformation}`,
      );
    },
  };
}

/** Options for a search from outside the library, checked and with defaults. */
type FullRun = SearchRun & { readonly sizes: readonly number[]; readonly top: number };

function fullRun({ variables }: SearchShape, run: SearchRun): FullRun {
  const sizes = requireSizes(run.sizes ?? defaultSizes(variables), variables);
  return { ...run, sizes, top: requireCount("top", run.top ?? 1) };
}

/** The options on which the cost of a search depends. */
export function askedOf({ objective, sizes, top, exhaustiveUpTo, workers, ...run }: SearchRun) {
  const { calls, islands } = run;
  const threads = workers === "cores" ? coreCount() : workers;
  const ladder = { ...(calls && { calls }), ...(islands && { islands }) };
  return {
    sizes,
    top,
    exhaustiveUpTo,
    workers: threads,
    ...ladder,
    ...(objective && { objective }),
  };
}

/** Throws if searches from outside the library are above the limits together; else calls `onPlan`. */
function requireAffordableRuns(
  systems: readonly System[],
  search: Search,
  runs: readonly SearchRun[],
  options: SearchRun,
): void {
  const costs = systems.map(({ shape }, at) => {
    const cost = search.cost(shape, askedOf(runs[at]!));
    if (cost.seconds >= 0 && cost.bytes >= 0) return cost;
    throw new AnalysisError(
      `The search "${search.name}" returned an invalid cost: ${cost.seconds} seconds, ${cost.bytes} bytes; ` +
        "both must be numbers from 0",
    );
  });
  if (costs.length === 0) return;
  const total = inTurn(costs);
  const request = { search: search.name, ...askedOf(runs[0]!) };
  requireAffordable([systems[0]!.shape], request, options, total);
}

/** Throws unless the result of a search from outside the library fits the request. */
function requireFound(found: Found, search: Search, { variables }: System, run: SearchRun): void {
  const { sizes, top } = run as FullRun;
  const refuse = (what: string) =>
    new AnalysisError(`The search "${search.name}" returned an invalid result: ${what}`);
  const given = found.sizes.map(({ size }) => size);
  if (given.join() !== sizes.join()) throw refuse(`sizes ${given}, needed are ${sizes}`);
  for (const { size, guarantee, ...ends } of found.sizes) {
    for (const end of ["synergy", "redundancy"] as const) {
      const { length } = ends[end];
      if (length < 1 || length > top) {
        throw refuse(`${length} multiplets of size ${size} for ${end}, needed are 1 to ${top}`);
      }
      if (!["optimal", "best found"].includes(guarantee?.[end])) {
        throw refuse(`no guarantee for the ${end} of size ${size}`);
      }
      for (const { multiplet, oInformation } of ends[end]) {
        const ascends = multiplet.every((position, at) =>
          at === 0 || position > multiplet[at - 1]!
        );
        const exist = multiplet.every((position) => variables[position] !== undefined);
        if (multiplet.length !== size || !ascends || !exist || !Number.isFinite(oInformation)) {
          throw refuse(`multiplet ${multiplet} for ${end} of size ${size}, Ω ${oInformation}`);
        }
      }
    }
  }
}

/** Throws for an option that the search does not have, and for missing sizes. */
function requireOptions(search: Search, run: SearchRun): void {
  for (const option of OWN_OPTIONS) {
    if (run[option] === undefined || search.options.includes(option)) continue;
    const others = SEARCHES.entries.filter(({ options }) => options.includes(option));
    throw new AnalysisError(
      `The search "${search.name}" has no option ${option}; searches with this option: ` +
        others.map(({ name }) => name).join(", "),
    );
  }
  if (search.needsSizes && run.sizes === undefined) {
    throw new AnalysisError(
      `The search "${search.name}" needs the option sizes, for example sizes: [2, 3]`,
    );
  }
}

/** The result of a search from outside the library with the values of its objective. */
function withValues(found: Found, system: System, objective: Objective): Found {
  if (objective === "o-information") return found;
  const report = reportedBy(scoring(system), objective);
  const named = ({ multiplet }: ScoredMultiplet) => report(multiplet);
  return {
    ...found,
    sizes: found.sizes.map((size) => ({
      ...size,
      synergy: size.synergy.map(named),
      redundancy: size.redundancy.map(named),
    })),
  };
}

/** The result of a search with the variables' own numbers instead of their positions. */
function inOwnNumbers({ variables }: System, { search, sizes }: Found): Found {
  const named = (one: RankedMultiplet): RankedMultiplet => ({
    ...one,
    multiplet: ownNumbers(variables, one.multiplet),
  });
  return {
    search,
    sizes: sizes.map((size) => ({
      ...size,
      synergy: size.synergy.map(named),
      redundancy: size.redundancy.map(named),
      ...(size.singular && { singular: ownNumbers(variables, size.singular) }),
    })),
  };
}

/** A multiplet with all measures that the estimator has. */
export interface MeasuredMultiplet extends ScoredMultiplet {
  /** TC(X, y) = TC(X) + I(X; y). This and the next two are absent if the estimator has no entropies. */
  readonly totalCorrelation?: number;
  /** DTC(X, y) = TC(X, y) − Ω(X, y). */
  readonly dualTotalCorrelation?: number;
  /** S(X, y) = TC(X, y) + DTC(X, y). */
  readonly sInformation?: number;
}

/**
 * All measures, in nats, of a multiplet with the target, by own numbers.
 *
 * Ω is the number that a search reports. The other measures are computed in the same way for all encodings: the
 * target adds I(X; y) to the total correlation, and Ω = TC − DTC.
 *
 * @param positions variables by their positions in the system
 * @example
 * ```ts
 * import { measureMultiplet } from "@multiplet/multiplet/analysis";
 * import { gaussianSystem, toVariables } from "@multiplet/multiplet/information";
 * import { ok, strictEqual as equal } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5, 6, 7);
 * const system = gaussianSystem(toVariables({ samples: 6, variables: 2, values }), undefined);
 * const { oInformation, totalCorrelation, dualTotalCorrelation } = measureMultiplet(system, [0, 1]);
 * equal(oInformation, 0); // By definition, for two variables.
 * ok(Math.abs(totalCorrelation! - dualTotalCorrelation!) < 1e-12);
 * ```
 */
export function measureMultiplet(system: System, positions: readonly number[]): MeasuredMultiplet {
  const score = scoring(system).score(positions);
  const named = { ...score, multiplet: ownNumbers(system.variables, score.multiplet) };
  const total = totalCorrelationOf(system)?.(positions);
  if (total === undefined) return named;
  if (!Number.isFinite(total)) {
    throw new AnalysisError(
      `The estimator must return finite entropies; for multiplet ${named.multiplet} their sum is ${total}`,
    );
  }
  const dual = total - score.oInformation;
  return {
    ...named,
    totalCorrelation: total,
    dualTotalCorrelation: dual,
    sInformation: total + dual,
  };
}
