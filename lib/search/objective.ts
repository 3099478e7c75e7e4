/** The measures by which a search ranks multiplets. */
import { requireChoice } from "../system/checks/options.ts";
import type { SearchSpace } from "../information/mod.ts";
import { measureTerms, type ScoredMultiplet } from "../information/search_space.ts";
import {
  type Objective,
  OBJECTIVES,
  type RankedMultiplet,
  type Searchable,
  SearchError,
} from "./interface.ts";

/** The names of the searches of the library that can rank by any objective. */
export const OBJECTIVE_SEARCHES = ["exact", "exhaustive", "greedy"] as const;

/** The key of the value of each measure in results. */
export const OBJECTIVE_KEYS = {
  "o-information": "oInformation",
  "total-correlation": "totalCorrelation",
  "dual-total-correlation": "dualTotalCorrelation",
} as const satisfies Record<Objective, keyof RankedMultiplet>;

/**
 * Twice a measure of a multiplet S of k variables as a sum of the set functions of a search space:
 * given(k) · B(S) + without · Σ_j B(S∖j) + features · A(S) + alone · Σ_j A(j).
 */
export interface ObjectiveTerms {
  readonly given: (size: number) => number;
  readonly without: number;
  readonly features: number;
  readonly alone: number;
}

export const OBJECTIVE_TERMS: Readonly<Record<Objective, ObjectiveTerms>> = {
  "o-information": { given: (size) => size - 1, without: -1, features: -1, alone: 1 },
  "total-correlation": { given: () => -1, without: 0, features: 0, alone: 1 },
  "dual-total-correlation": { given: (size) => -size, without: 1, features: 1, alone: 0 },
};

/** The objective in options. Throws a {@link SearchError} unless it is one; default Ω. */
export function requireObjective(
  { objective = "o-information" }: { readonly objective?: Objective | undefined },
): Objective {
  requireChoice(SearchError, "objective", objective, OBJECTIVES);
  return objective;
}

/** The objective as an option: Ω, the default, is left out. */
export function asOption(
  objective: Objective,
): { readonly objective?: Exclude<Objective, "o-information"> } {
  return objective === "o-information" ? {} : { objective };
}

/** The value of an objective, in a multiplet that a search with this objective found. */
export function foundValue(found: RankedMultiplet, objective: Objective): number {
  const value = found[OBJECTIVE_KEYS[objective]];
  if (value !== undefined) return value;
  throw new SearchError(
    `Multiplet ${found.multiplet} has no value of ${objective}: search it with this objective`,
  );
}

/**
 * The fastest function for the value of an objective, in nats.
 *
 * @throws SearchError for a system without the measure. The function throws a SingularMultipletError where the
 *   covariance of a multiplet is not positive definite
 */
export function objectiveOf(
  system: Searchable,
  objective: Objective,
): (multiplet: readonly number[]) => number {
  if (objective === "o-information") return (multiplet) => system.score(multiplet).oInformation;
  const { determinants } = system;
  return determinants === undefined
    ? measuredBy(system, objective)
    : (multiplet) => valueInSpace(determinants, objective, multiplet);
}

function valueInSpace(
  space: SearchSpace,
  objective: Objective,
  multiplet: readonly number[],
): number {
  const { given, givenWithout, features, alone } = measureTerms(space, multiplet);
  const terms = OBJECTIVE_TERMS[objective];
  return (terms.given(multiplet.length) * given + terms.without * givenWithout +
    terms.features * features + terms.alone * alone) / 2;
}

/**
 * The score of a multiplet with the value of an objective. With entropies, that is computed from them, as a measured
 * multiplet of an analysis is; otherwise from the determinants.
 */
export function reportedBy(
  system: Searchable,
  objective: Objective,
): (multiplet: readonly number[]) => RankedMultiplet {
  if (objective === "o-information") return (multiplet) => system.score(multiplet);
  const value = system.entropy === undefined
    ? objectiveOf(system, objective)
    : measuredBy(system, objective);
  return (multiplet) => {
    const score: ScoredMultiplet = system.score(multiplet);
    return { ...score, [OBJECTIVE_KEYS[objective]]: value(score.multiplet) };
  };
}

/** From the entropies of a system. */
function measuredBy(
  system: Searchable,
  objective: Exclude<Objective, "o-information">,
): (multiplet: readonly number[]) => number {
  const total = totalCorrelationOf(system);
  if (total === undefined) {
    throw new SearchError(
      `The objective ${objective} needs entropies, which this estimator does not provide; ` +
        "it can be searched by the O-information",
    );
  }
  return objective === "total-correlation"
    ? total
    : (multiplet) => total(multiplet) - system.score(multiplet).oInformation;
}

/**
 * The total correlation TC(X, y) = Σ_j H(X_j) − H(X) + I(X; y) of a multiplet; `undefined` without entropies. DTC is
 * TC − Ω.
 */
export function totalCorrelationOf(
  system: Pick<Searchable, "entropy">,
): ((multiplet: readonly number[]) => number) | undefined {
  if (system.entropy === undefined) return undefined;
  const known = new Map<number, number>();
  const aloneOf = (variable: number): number => {
    const value = known.get(variable) ?? system.entropy!([variable]).alone;
    known.set(variable, value);
    return value;
  };
  return (multiplet) => {
    const { alone, information } = system.entropy!(multiplet);
    const sum = multiplet.reduce((total, variable) => total + aloneOf(variable), 0);
    return sum - alone + information;
  };
}
