/** Limits of time and memory of searches, and the possible searches instead of a refused one. */
import type { SearchShape } from "../../information/estimator.ts";
import {
  defaultSizes,
  type SearchCost,
  SearchError,
  type SearchLimits,
  type SearchOptions,
  type SearchRequest,
} from "../interface.ts";
import {
  EXACT_UP_TO,
  exactCost,
  EXHAUSTIVE_UP_TO,
  inTurn,
  SEARCH_METHODS,
  searchCost,
} from "./cost.ts";
import { endsOf, type PossibleSearch, SearchCostError } from "./refusal.ts";

/**
 * The limits in options, with the defaults that {@link SearchOptions} states.
 *
 * @throws SearchError unless they are positive
 */
export function searchLimits(
  { maxSeconds = 1800, maxBytes = 2 ** 31 }: Pick<SearchOptions, keyof SearchLimits> = {},
): SearchLimits {
  for (const [name, value] of Object.entries({ maxSeconds, maxBytes })) {
    if (!(value > 0)) throw new SearchError(`${name} must be a positive number, got ${value}`);
  }
  return { maxSeconds, maxBytes };
}

/**
 * The cost of a search within the limits in `options`, after a call of `onPlan`; of several spaces one after the
 * other, see `exactSearches`.
 *
 * @param shapes at least one
 * @param cost of the request. Default: that of the library's search of that name
 * @throws SearchCostError if the cost is above a limit, and the reason of an aborted `signal`
 */
export function requireAffordable(
  shapes: readonly SearchShape[],
  request: SearchRequest,
  options: SearchOptions,
  cost: SearchCost = costOf(request, shapes),
): SearchCost {
  const limits = searchLimits(options);
  const variables = widestOf(shapes);
  const tooManyVariables = request.search === "exact" && variables > EXACT_UP_TO.possible;
  const tooLong = cost.seconds > limits.maxSeconds;
  const tooLarge = cost.bytes > limits.maxBytes;
  if (!(tooManyVariables || tooLong || tooLarge)) {
    options.signal?.throwIfAborted();
    options.onPlan?.(cost);
    return cost;
  }
  throw new SearchCostError({
    variables,
    ...(shapes.length > 1 && { spaces: shapes.length }),
    request,
    cost,
    ...(tooManyVariables && { mostVariables: EXACT_UP_TO.possible }),
    ...(tooLong && { maxSeconds: limits.maxSeconds }),
    ...(tooLarge && { maxBytes: limits.maxBytes }),
    possible: possibleSearches(shapes, request, limits),
  });
}

/**
 * Searches within the limits that are similar to the requested one: other searches of the same variables, then
 * the same search of fewer variables. With several spaces, the limits apply to all of them together. What is known
 * is only known for the requested search.
 */
function possibleSearches(
  all: readonly SearchShape[],
  { known: _, ...request }: SearchRequest,
  limits: SearchLimits,
): PossibleSearch[] {
  const shapes = sharedShapes(all);
  const { search, sizes, exhaustiveUpTo = EXHAUSTIVE_UP_TO, workers, cores, ...top } = request;
  const fits = (one: SearchRequest, of: readonly SearchShape[] = shapes) => {
    if (one.search === "exact" && !isExactPossible(of)) return undefined;
    const cost = costOf(one, of);
    return cost.seconds <= limits.maxSeconds && cost.bytes <= limits.maxBytes ? cost : undefined;
  };
  const found: PossibleSearch[] = [];
  const offer = (one: SearchRequest): boolean => {
    const cost = fits(one);
    if (cost !== undefined) found.push({ request: one, seconds: cost.seconds });
    return cost !== undefined;
  };

  const asked = { sizes, ...top };
  if (search !== "exact") offer({ search: "exact", ...asked });
  // The largest possible exhaustive size, not larger than requested.
  for (let upTo = exhaustiveUpTo; upTo >= 1; upTo--) {
    if (offer({ search: "greedy", exhaustiveUpTo: upTo, ...asked })) break;
  }
  const exhaustive = (own: readonly number[]) => ({
    search: "exhaustive",
    sizes: own,
    ...top,
    workers,
    cores,
  });
  const fewest = Math.min(...shapes.map(({ variables }) => variables));
  const small = smallestSizes(fewest, sizes, (own) => fits(exhaustive(own)) !== undefined);
  if (small.length > 0) offer(exhaustive(small));
  // The cost of a search from outside the library with fewer variables is not known here.
  if (SEARCH_METHODS.every((name) => name !== search)) return found;
  /** The highest cost of the request with any so many of the variables. */
  const withFewer = (variables: number) => {
    const costs = [false, true].map((unlike) =>
      fits(request, eachOnce(shapes, (shape) => costliest(shape, variables, unlike)))
    );
    return costs.reduce((most, one) => most && one && (one.seconds > most.seconds ? one : most));
  };
  const least = sizes === undefined ? 2 : endsOf(sizes)[1];
  const variables = mostBetween(least, widestOf(shapes) - 1, (count) => !!withFewer(count));
  if (variables > 0) found.push({ request, seconds: withFewer(variables)!.seconds, variables });
  return found;
}

/** False above 30 variables, and for estimators without log-determinants. */
function isExactPossible(shapes: readonly SearchShape[]): boolean {
  return widestOf(shapes) <= EXACT_UP_TO.possible &&
    shapes.every(({ secondsPerScore }) => secondsPerScore === undefined);
}

/** The cost of a search of the library in all spaces, one after the other. */
function costOf(request: SearchRequest, shapes: readonly SearchShape[]): SearchCost {
  if (request.search === "exact") return exactCost(shapes, request);
  // Many spaces have one shape.
  const alike = [...Map.groupBy(shapes, (shape) => shape)];
  return inTurn(alike.map(([shape, { length }]) => inTurn([searchCost(shape, request)], length)));
}

/** The shapes, with one object for all equal shapes, so that their cost is computed once. */
function sharedShapes(shapes: readonly SearchShape[]): SearchShape[] {
  const known = new Map<string, SearchShape>();
  return eachOnce(shapes, (shape) => {
    const key = JSON.stringify(shape);
    if (!known.has(key)) known.set(key, shape);
    return known.get(key)!;
  });
}

/** `items.map(change)`, with one call of `change` per different item. */
function eachOnce<From, To>(items: readonly From[], change: (item: From) => To): To[] {
  const changed = new Map([...new Set(items)].map((item) => [item, change(item)]));
  return items.map((item) => changed.get(item)!);
}

function widestOf(shapes: readonly SearchShape[]): number {
  return shapes.reduce((most, { variables }) => Math.max(most, variables), 0);
}

/**
 * The shape of the so many variables with the highest cost: the widest ones, in ascending order, because the
 * tables of an exact search eliminate the last variables most often. If these have equal widths, `unlike`
 * replaces the first by one of another width: computing the different biases of sets also takes time.
 */
function costliest(shape: SearchShape, variables: number, unlike: boolean): SearchShape {
  if (variables >= shape.variables || shape.widths === undefined) {
    return { ...shape, variables: Math.min(variables, shape.variables) };
  }
  const ascending = shape.widths.toSorted((a, b) => a - b);
  const widths = ascending.slice(-variables);
  const other = ascending.findLast((width) => width < widths[0]!);
  if (unlike && other !== undefined && widths[0] === widths.at(-1)) widths[0] = other;
  return { ...shape, variables, widths };
}

/** The smallest requested sizes that fit together; if none fits, the smallest of all sizes. */
function smallestSizes(
  variables: number,
  asked: readonly number[] = [],
  fit: (sizes: number[]) => boolean,
): number[] {
  for (const all of [[...new Set(asked)].sort((a, b) => a - b), defaultSizes(variables)]) {
    const own: number[] = [];
    for (const size of all) {
      if (!fit([...own, size])) break;
      own.push(size);
    }
    if (own.length > 0) return own;
  }
  return [];
}

/** The largest integer from `first` to `last` that fits, if all smaller ones fit, too; 0 if none fits. */
export function mostBetween(first: number, last: number, fits: (value: number) => boolean): number {
  let enough = first - 1;
  let tooMany = last + 1;
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2);
    if (fits(middle)) enough = middle;
    else tooMany = middle;
  }
  return enough < first ? 0 : enough;
}
