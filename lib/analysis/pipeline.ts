/**
 * The pipeline: from a system to its extremes and measures, with variables by their own numbers. The
 * command `analyze`, the study of layers and the strategies of selection all go this way.
 * @module
 */
import {
  ownNumbers,
  type ScoredMultiplet,
  SingularMultipletError,
  type System,
} from "../information/mod.ts";
import { requireAffordable, searchLimits } from "../search/cost/limits.ts";
import { type Found, type Search, SEARCHES, type SearchRun } from "../search/mod.ts";
import { AnalysisError } from "./options.ts";

/** A search of a system. */
export interface ExtremesRequest extends SearchRun {
  /** What it is done by. */
  readonly search: Search;
}

/**
 * The extremes of every size; multiplets list variables by their own numbers.
 *
 * @throws SearchCostError for a search above `maxSeconds` or `maxBytes`, before any work
 * @throws AnalysisError for an option that the search does not have, or sizes that it needs
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
export async function findExtremes(
  system: System,
  { search, ...run }: ExtremesRequest,
): Promise<Found> {
  requireOptions(search, run);
  const { sizes, top, exhaustiveUpTo, workers } = run;
  const asked = {
    ...(sizes && { sizes }),
    ...(top !== undefined && { top }),
    ...(exhaustiveUpTo !== undefined && { exhaustiveUpTo }),
    ...(typeof workers === "number" && { workers }),
  };
  const cost = search.cost(system.shape, asked);
  requireAffordable([system.shape], { search: search.name, ...asked }, searchLimits(run), cost);
  return await inOwnNumbers(system, search.run(system, run));
}

/**
 * {@link findExtremes} of several systems one after the other: the same variables with several targets, say.
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
  { search, ...run }: ExtremesRequest,
): Promise<Found[]> {
  const found: Found[] = [];
  if (search.runAll === undefined) {
    for (const system of systems) found.push(await findExtremes(system, { search, ...run }));
    return found;
  }
  requireOptions(search, run);
  const all = await search.runAll(systems, run);
  for (const [at, system] of systems.entries()) {
    found.push(await inOwnNumbers(system, Promise.resolve(all[at]!)));
  }
  return found;
}

/** Throws unless the search has the options that it is given, and what it needs. */
function requireOptions(search: Search, run: SearchRun): void {
  for (const option of ["exhaustiveUpTo", "workers"] as const) {
    if (run[option] === undefined || search.options.includes(option)) continue;
    const others = SEARCHES.entries.filter(({ options }) => options.includes(option));
    throw new AnalysisError(
      `The search "${search.name}" has no option ${option}; those that have it: ` +
        others.map(({ name }) => name).join(", "),
    );
  }
  if (search.needsSizes && run.sizes === undefined) {
    throw new AnalysisError(
      `The search "${search.name}" needs the sizes of multiplets, for example sizes: [2, 3]`,
    );
  }
}

/** What a search found, with the variables' own numbers in place of their places. */
async function inOwnNumbers({ variables }: System, search: Promise<Found>): Promise<Found> {
  const named = (one: ScoredMultiplet): ScoredMultiplet => ({
    ...one,
    multiplet: ownNumbers(variables, one.multiplet),
  });
  try {
    const found = await search;
    return {
      search: found.search,
      sizes: found.sizes.map((size) => ({
        ...size,
        synergy: size.synergy.map(named),
        redundancy: size.redundancy.map(named),
      })),
    };
  } catch (error) {
    if (!(error instanceof SingularMultipletError)) throw error;
    throw new SingularMultipletError(ownNumbers(variables, error.multiplet));
  }
}

/** A multiplet with all measures that the estimator has. */
export interface MeasuredMultiplet extends ScoredMultiplet {
  /** TC(X, y) = TC(X) + I(X; y). Absent where the estimator has no entropies, as are the next two. */
  readonly totalCorrelation?: number;
  /** DTC(X, y) = TC(X, y) − Ω(X, y). */
  readonly dualTotalCorrelation?: number;
  /** S(X, y) = TC(X, y) + DTC(X, y). */
  readonly sInformation?: number;
}

/**
 * All measures, in nats, of a multiplet with the target, by own numbers.
 *
 * Ω is the number that a search reports. The others follow for any encoding: the target adds
 * I(X; y) to the total correlation, and Ω = TC − DTC.
 *
 * @param places variables by their places in the system
 * @example
 * ```ts
 * import { measureMultiplet } from "@multiplet/multiplet/analysis";
 * import { gaussianSystem, toVariables } from "@multiplet/multiplet/information";
 * import { ok, strictEqual as equal } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5, 6, 7);
 * const system = gaussianSystem(toVariables({ samples: 6, variables: 2, values }), undefined);
 * const { oInformation, totalCorrelation, dualTotalCorrelation } = measureMultiplet(system, [0, 1]);
 * equal(oInformation, 0); // Of two variables, by definition.
 * ok(Math.abs(totalCorrelation! - dualTotalCorrelation!) < 1e-12);
 * ```
 */
export function measureMultiplet(system: System, places: readonly number[]): MeasuredMultiplet {
  const score = system.score(places);
  const named = { ...score, multiplet: ownNumbers(system.variables, score.multiplet) };
  if (system.entropy === undefined) return named;
  const { alone, information } = system.entropy(places);
  const sum = places.reduce((total, place) => total + system.entropy!([place]).alone, 0);
  const total = sum - alone + information;
  const dual = total - score.oInformation;
  return {
    ...named,
    totalCorrelation: total,
    dualTotalCorrelation: dual,
    sInformation: total + dual,
  };
}
