/**
 * Which searches are not begun, because they would take too long or too much memory.
 * @module
 */
import type { SearchShape } from "../../information/estimator.ts";
import { SearchError } from "../error.ts";
import type { SearchOptions } from "../options.ts";
import { exactCost, searchCost } from "./cost.ts";
import { MOST_VARIABLES, possibleSearches } from "./possible.ts";
import { SearchCostError } from "./refusal.ts";
import type { SearchCost, SearchLimits, SearchRequest } from "./request.ts";

/** Default limit of a search's time: thirty minutes. */
const MAX_SECONDS = 1800;

/** Default limit of a search's memory: 2 GiB, enough for an exact search of 26 variables. */
const MAX_BYTES = 2 ** 31;

/**
 * The limits that options ask for, with their defaults.
 *
 * @throws SearchError unless they are positive
 */
export function searchLimits(
  { maxSeconds = MAX_SECONDS, maxBytes = MAX_BYTES }: Pick<
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
 * @param cost of the request. Default: that of the library's search of that name
 * @throws SearchCostError where it is above a limit
 */
export function requireAffordable(
  shape: SearchShape,
  request: SearchRequest,
  limits: SearchLimits,
  cost: SearchCost = searchCost(shape, request),
): SearchCost {
  return requireWithin(cost, [shape], request, limits);
}

/** {@link requireAffordable} for exact searches one after the other, at least one; see `exactSearches`. */
export function requireAffordableExact(
  shapes: readonly SearchShape[],
  asked: Pick<SearchRequest, "sizes" | "top">,
  limits: SearchLimits,
): SearchCost {
  const request = { search: "exact", ...asked } as const;
  return requireWithin(exactCost(shapes, asked), shapes, request, limits);
}

function requireWithin(
  cost: SearchCost,
  shapes: readonly SearchShape[],
  request: SearchRequest,
  limits: SearchLimits,
): SearchCost {
  const variables = shapes.reduce((most, one) => Math.max(most, one.variables), 0);
  const tooManyVariables = request.search === "exact" && variables > MOST_VARIABLES;
  const tooLong = cost.seconds > limits.maxSeconds;
  const tooLarge = cost.bytes > limits.maxBytes;
  if (!(tooManyVariables || tooLong || tooLarge)) return cost;
  throw new SearchCostError({
    variables,
    ...(shapes.length > 1 && { spaces: shapes.length }),
    request,
    cost,
    ...(tooManyVariables && { mostVariables: MOST_VARIABLES }),
    ...(tooLong && { maxSeconds: limits.maxSeconds }),
    ...(tooLarge && { maxBytes: limits.maxBytes }),
    possible: possibleSearches(shapes, request, limits),
  });
}
