/**
 * Which searches are not begun, because they would take too long or too much memory.
 * @module
 */
import { exactCost, searchCost } from "./cost.ts";
import { SearchError } from "../error.ts";
import { defaultMaxBytes } from "./memory.ts";
import type { SearchOptions } from "../options.ts";
import { MOST_VARIABLES, possibleSearches } from "./possible.ts";
import { SearchCostError } from "./refusal.ts";
import type { SearchCost, SearchLimits, SearchRequest, SearchShape } from "./request.ts";
import type { SearchSpace } from "../space.ts";

/** Default limit of a search's time: thirty minutes. */
const MAX_SECONDS = 1800;

/**
 * The limits that options ask for, with their defaults.
 *
 * @throws SearchError unless they are positive
 */
export function searchLimits(
  { maxSeconds = MAX_SECONDS, maxBytes = defaultMaxBytes() }: Pick<
    SearchOptions,
    "maxSeconds" | "maxBytes"
  > = {},
): SearchLimits {
  for (const [name, value] of Object.entries({ maxSeconds, maxBytes })) {
    if (!(value > 0)) throw new SearchError(`${name} must be a positive number, got ${value}`);
  }
  return { maxSeconds, maxBytes };
}

/**
 * The cost of a search that may begin.
 *
 * @throws SearchCostError where it is above a limit
 */
export function requireAffordable(
  subject: SearchSpace | SearchShape,
  request: SearchRequest,
  limits: SearchLimits,
): SearchCost {
  return requireWithin(searchCost(subject, request), [subject], request, limits);
}

/** {@link requireAffordable} for exact searches one after the other, at least one; see `exactSearches`. */
export function requireAffordableExact(
  subjects: readonly (SearchSpace | SearchShape)[],
  asked: Pick<SearchRequest, "sizes" | "top">,
  limits: SearchLimits,
): SearchCost {
  const request = { search: "exact", ...asked } as const;
  return requireWithin(exactCost(subjects, asked), subjects, request, limits);
}

function requireWithin(
  cost: SearchCost,
  subjects: readonly (SearchSpace | SearchShape)[],
  request: SearchRequest,
  limits: SearchLimits,
): SearchCost {
  const variables = subjects.reduce((most, one) => Math.max(most, one.variables), 0);
  const tooManyVariables = request.search === "exact" && variables > MOST_VARIABLES;
  const tooLong = cost.seconds > limits.maxSeconds;
  const tooLarge = cost.bytes > limits.maxBytes;
  if (!(tooManyVariables || tooLong || tooLarge)) return cost;
  throw new SearchCostError({
    variables,
    ...(subjects.length > 1 && { spaces: subjects.length }),
    request,
    cost,
    ...(tooManyVariables && { mostVariables: MOST_VARIABLES }),
    ...(tooLong && { maxSeconds: limits.maxSeconds }),
    ...(tooLarge && { maxBytes: limits.maxBytes }),
    possible: possibleSearches(subjects, request, limits),
  });
}
