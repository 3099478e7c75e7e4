/**
 * What can be searched instead of what costs too much.
 * @module
 */
import { EXHAUSTIVE_UP_TO, searchCost } from "./cost.ts";
import { defaultSizes } from "./options.ts";
import { endsOf, type PossibleSearch } from "./refusal.ts";
import type { SearchCost, SearchLimits, SearchRequest, SearchShape } from "./request.ts";
import type { SearchSpace } from "./space.ts";

/** Most variables that the 32 bits of a set can name. */
export const MOST_VARIABLES = 30;

/**
 * Searches within the limits that come near to the one asked for: other ways to search the same
 * variables, then the same way with fewer.
 */
export function possibleSearches(
  subject: SearchSpace | SearchShape,
  request: SearchRequest,
  limits: SearchLimits,
): PossibleSearch[] {
  const shape = shapeOf(subject);
  const threads = {
    ...(request.workers !== undefined && { workers: request.workers }),
    ...(request.cores !== undefined && { cores: request.cores }),
  };
  const top = request.top === undefined ? {} : { top: request.top };
  const fits = (one: SearchRequest, of: SearchShape = shape): SearchCost | undefined => {
    if (one.search === "exact" && of.variables > MOST_VARIABLES) return undefined;
    const cost = searchCost(of, one);
    return cost.seconds <= limits.maxSeconds && cost.bytes <= limits.maxBytes ? cost : undefined;
  };
  const found: PossibleSearch[] = [];
  const offer = (one: SearchRequest, cost: SearchCost | undefined, variables?: number) => {
    if (cost === undefined) return false;
    found.push({ request: one, seconds: cost.seconds, ...(variables && { variables }) });
    return true;
  };

  if (request.search !== "exact") offer({ search: "exact" }, fits({ search: "exact" }));
  offerGreedy(request, (one) => offer({ ...one, ...top }, fits({ ...one, ...top })));
  const sizes = smallestSizes(
    shape,
    request,
    (own) => fits({ search: "exhaustive", sizes: own, ...top, ...threads }) !== undefined,
  );
  if (sizes.length > 0) {
    const one = { search: "exhaustive", sizes, ...top, ...threads } as const;
    offer(one, fits(one));
  }
  const fewer = mostVariables(shape, request, (of) => fits(request, of) !== undefined);
  if (fewer > 0) offer(request, fits(request, first(shape, fewer)), fewer);
  return found;
}

function shapeOf(subject: SearchSpace | SearchShape): SearchShape {
  if (!("given" in subject)) return subject;
  const { variables, columns, given, hasTarget } = subject;
  return { variables, widths: columns.map((own) => own.length), terms: given.length, hasTarget };
}

/** The shape of the first variables. */
function first({ widths, ...shape }: SearchShape, variables: number): SearchShape {
  return { ...shape, variables, ...(widths && { widths: widths.slice(0, variables) }) };
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
  { variables }: SearchShape,
  { search, sizes }: SearchRequest,
  fit: (sizes: number[]) => boolean,
): number[] {
  const asked = search === "exhaustive" ? sizes ?? [] : [];
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
  shape: SearchShape,
  { sizes }: SearchRequest,
  fit: (shape: SearchShape) => boolean,
): number {
  const least = sizes === undefined ? 2 : endsOf(sizes)[1];
  let enough = least - 1;
  let tooMany = shape.variables;
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2);
    if (fit(first(shape, middle))) enough = middle;
    else tooMany = middle;
  }
  return enough < least ? 0 : enough;
}
