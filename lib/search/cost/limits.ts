/**
 * Searches that are not begun because they would take too long or too much memory, and those that are
 * possible instead.
 * @module
 */
import type { SearchShape } from "../../information/estimator.ts";
import {
  defaultSizes,
  type SearchCost,
  SearchError,
  type SearchLimits,
  type SearchOptions,
  type SearchRequest,
} from "../interface.ts";
import { EXACT_UP_TO, exactCost, EXHAUSTIVE_UP_TO, LIBRARY_SEARCHES, searchCost } from "./cost.ts";
import { endsOf, type PossibleSearch, SearchCostError } from "./refusal.ts";

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
  const tooManyVariables = request.search === "exact" && variables > EXACT_UP_TO.possible;
  const tooLong = cost.seconds > limits.maxSeconds;
  const tooLarge = cost.bytes > limits.maxBytes;
  if (!(tooManyVariables || tooLong || tooLarge)) return cost;
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
 * Searches within the limits that come near to the one asked for: other ways to search the same
 * variables, then the same way with fewer. Where there are several spaces to search one after the other,
 * what is possible is so for all of them together.
 */
export function possibleSearches(
  all: readonly SearchShape[],
  request: SearchRequest,
  limits: SearchLimits,
): PossibleSearch[] {
  const shapes = sharedShapes(all);
  const threads = {
    ...(request.workers !== undefined && { workers: request.workers }),
    ...(request.cores !== undefined && { cores: request.cores }),
  };
  const top = request.top === undefined ? {} : { top: request.top };
  const fits = (one: SearchRequest, of: readonly SearchShape[] = shapes): Needed | undefined => {
    if (one.search === "exact" && !isExactPossible(of)) return undefined;
    const needed = neededBy(one, of);
    return needed.seconds <= limits.maxSeconds && needed.bytes <= limits.maxBytes
      ? needed
      : undefined;
  };
  const found: PossibleSearch[] = [];
  const offer = (one: SearchRequest, needed: Needed | undefined, variables?: number) => {
    if (needed === undefined) return false;
    found.push({ request: one, seconds: needed.seconds, ...(variables && { variables }) });
    return true;
  };

  if (request.search !== "exact") {
    const one = {
      search: "exact",
      ...(request.sizes && { sizes: request.sizes }),
      ...top,
    } as const;
    offer(one, fits(one));
  }
  offerGreedy(request, (one) => offer({ ...one, ...top }, fits({ ...one, ...top })));
  const fewest = Math.min(...shapes.map(({ variables }) => variables));
  const sizes = smallestSizes(
    fewest,
    request,
    (own) => fits({ search: "exhaustive", sizes: own, ...top, ...threads }) !== undefined,
  );
  if (sizes.length > 0) {
    const one = { search: "exhaustive", sizes, ...top, ...threads } as const;
    offer(one, fits(one));
  }
  /** What the request needs with so many variables, whichever they are. */
  const withFewer = (variables: number) => {
    const costs = [false, true].map((unlike) =>
      fits(request, eachOnce(shapes, (shape) => costliest(shape, variables, unlike)))
    );
    return costs.reduce((most, one) => most && one && (one.seconds > most.seconds ? one : most));
  };
  // What a search from outside the library costs with fewer variables is not known here.
  const fewer = LIBRARY_SEARCHES.includes(request.search)
    ? mostVariables(
      widestOf(shapes),
      request,
      (variables) => withFewer(variables) !== undefined,
    )
    : 0;
  if (fewer > 0) offer(request, withFewer(fewer), fewer);
  return found;
}

/** Tables name sets by bits, and have log-determinants. */
function isExactPossible(shapes: readonly SearchShape[]): boolean {
  return widestOf(shapes) <= EXACT_UP_TO.possible &&
    shapes.every(({ secondsPerScore }) => secondsPerScore === undefined);
}

/** Seconds and bytes of searches one after the other. */
type Needed = Pick<SearchCost, "seconds" | "bytes">;

function neededBy(request: SearchRequest, shapes: readonly SearchShape[]): Needed {
  if (request.search === "exact") return exactCost(shapes, request);
  // Many spaces have one shape.
  const counts = new Map<SearchShape, number>();
  for (const shape of shapes) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  return [...counts].reduce<Needed>((sum, [shape, count]) => {
    const one = searchCost(shape, request);
    return {
      seconds: sum.seconds + count * one.seconds,
      bytes: Math.max(sum.bytes, one.bytes),
    };
  }, { seconds: 0, bytes: 0 });
}

/** The shapes, where equal ones are one object, whose cost is worked out once. */
function sharedShapes(shapes: readonly SearchShape[]): SearchShape[] {
  const known = new Map<string, SearchShape>();
  return eachOnce(shapes, (shape) => {
    const key = JSON.stringify(shape);
    if (!known.has(key)) known.set(key, shape);
    return known.get(key)!;
  });
}

/** `items.map(change)`, where the same item is changed once. */
function eachOnce<From, To>(items: readonly From[], change: (item: From) => To): To[] {
  const changed = new Map([...new Set(items)].map((item) => [item, change(item)]));
  return items.map((item) => changed.get(item)!);
}

function widestOf(shapes: readonly SearchShape[]): number {
  return shapes.reduce((most, { variables }) => Math.max(most, variables), 0);
}

/**
 * The shape of so many of the variables whose search costs most: the widest ones, in ascending order,
 * since the tables of an exact search eliminate the last variables most often. Where those are all alike,
 * `unlike` takes one of another width instead of the first: the bias of sets then differs, which takes
 * time as well.
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

/** Offers the greedy search with the most sizes compared exhaustively, no more than was asked for. */
function offerGreedy(
  { sizes, exhaustiveUpTo = EXHAUSTIVE_UP_TO }: SearchRequest,
  offer: (request: SearchRequest) => boolean,
): void {
  for (let upTo = exhaustiveUpTo; upTo >= 1; upTo--) {
    const one = { search: "greedy", exhaustiveUpTo: upTo, ...(sizes && { sizes }) } as const;
    if (offer(one)) return;
  }
}

/** The smallest of the sizes asked for, as many as fit together; of all sizes where none of them does. */
function smallestSizes(
  variables: number,
  { sizes: asked = [] }: SearchRequest,
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

/** The most variables with which a request fits, fewer than there are; 0 where none is enough. */
function mostVariables(
  variables: number,
  { sizes }: SearchRequest,
  fit: (variables: number) => boolean,
): number {
  const least = sizes === undefined ? 2 : endsOf(sizes)[1];
  let enough = least - 1;
  let tooMany = variables;
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2);
    if (fit(middle)) enough = middle;
    else tooMany = middle;
  }
  return enough < least ? 0 : enough;
}
