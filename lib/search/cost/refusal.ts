/** The cost of a search in words, and the error for a search above the limits. */
import {
  type SearchCost,
  SearchError,
  type SearchLimits,
  type SearchRequest,
} from "../interface.ts";

/** A search within the limits, with its estimated time. */
export interface PossibleSearch {
  /** The request of this search. */
  readonly request: SearchRequest;
  /** Number of variables, if it is smaller than in the refused request. */
  readonly variables?: number | undefined;
  /** Estimated time. */
  readonly seconds: number;
}

/** A refused request, its cost, and the limits that it exceeds, at least one. */
export interface Refusal extends Partial<SearchLimits> {
  /** Number of variables; the largest one with several spaces. */
  readonly variables: number;
  /** Number of spaces to search one after the other, if there are several. */
  readonly spaces?: number;
  /** The refused request. */
  readonly request: SearchRequest;
  /** Its cost. */
  readonly cost: SearchCost;
  /** The largest number of variables for this search; like the other limits, present only if exceeded. */
  readonly mostVariables?: number;
  /** Searches within the limits. */
  readonly possible: readonly PossibleSearch[];
}

/** The words for requests and options in a message. */
export interface RequestWords {
  /** The name of a search. Default: as in the request. */
  readonly name?: ((request: SearchRequest) => string) | undefined;
  /** A search without its variables, e.g. `"a greedy search with exhaustiveUpTo 4"`. */
  readonly request: (request: SearchRequest) => string;
  /** The options that remove a limit. */
  readonly maxSeconds: string;
  readonly maxBytes: string;
}

const LIBRARY: RequestWords = {
  request: (request) =>
    titleOf(request) +
    (request.exhaustiveUpTo === undefined ? "" : ` with exhaustiveUpTo ${request.exhaustiveUpTo}`),
  maxSeconds: "maxSeconds: Infinity",
  maxBytes: "maxBytes: Infinity",
};

/** A search and its sizes, e.g. `"an exhaustive search at sizes 2 to 4"`. */
function titleOf({ search, sizes }: SearchRequest): string {
  const title = `${/^[aeiou]/.test(search) ? "an" : "a"} ${search} search`;
  return sizes === undefined ? title : `${title} at ${sizesText(sizes)}`;
}

/**
 * Error: the cost of a search is above a limit. The message lists the cost, the limit, and possible searches.
 *
 * @example
 * ```ts
 * import { covarianceFromMatrix } from "@multiplet/multiplet/information";
 * import { exactSearch, SearchCostError, searchSpace } from "@multiplet/multiplet/search";
 * import { rejects } from "node:assert/strict";
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 0, 0, 1), Infinity);
 * const space = searchSpace({ covariance, target: { encoding: "none" } });
 * await rejects(exactSearch(space, { maxBytes: 8 }), SearchCostError); // 4 sets take 32 bytes.
 * ```
 */
export class SearchCostError extends SearchError {
  /** An error whose message contains the whole refusal. */
  constructor(readonly refusal: Refusal) {
    super(refusalText(refusal));
  }
}

/**
 * A refusal as one line.
 *
 * @param words the words for requests and options. Default: those of the library
 */
export function refusalText(refusal: Refusal, words: RequestWords = LIBRARY): string {
  const { variables, spaces, request, cost, possible } = refusal;
  const { mostVariables, maxSeconds, maxBytes } = refusal;
  const start = request.exhaustiveUpTo === undefined
    ? ""
    : `, exhaustive up to size ${request.exhaustiveUpTo},`;
  const of = ` of ${amountText(variables, "variable")}` +
    (spaces === undefined ? "" : ` at most in each of ${spaces} spaces`);
  const search = words.name?.(request) ?? request.search;
  const asked = `${capital(titleOf({ ...request, search }))}${of}${start}`;
  const ways = possible.map((one) =>
    possibleText(one, words, spaces === undefined ? "" : " for all")
  );
  // The exceeded limits of time and memory, each with the option that removes it.
  const exceeded = [
    ...(maxSeconds === undefined ? [] : [[secondsLimitText(maxSeconds), words.maxSeconds]]),
    ...(maxBytes === undefined ? [] : [[bytesLimitText(maxBytes), words.maxBytes]]),
  ];
  let most = exceeded.map(([limit]) => limit).join(" and ");
  // No option removes the limit of the search itself.
  if (mostVariables !== undefined) most = amountText(mostVariables, "variable");
  else ways.push(`${exceeded.map(([, option]) => option).join(" and ")} to run it anyway`);
  return `${asked} would score ${costText(cost)}; at most ${most} are allowed` +
    (ways.length === 0 ? "" : `. Possible: ${ways.join("; ")}`);
}

function possibleText(
  { request, variables, seconds }: PossibleSearch,
  words: RequestWords,
  all: string,
): string {
  const way = variables === undefined
    ? words.request(request)
    : `the same with at most ${amountText(variables, "variable")}`;
  return `${way} (${aboutText(seconds)}${all})`;
}

/** Sizes in words, e.g. `"sizes 2 to 5"`; those in between may be left out. */
function sizesText(sizes: readonly number[]): string {
  const [first, last] = endsOf(sizes);
  if (first === last) return `size ${first}`;
  return new Set(sizes).size === last - first + 1
    ? `sizes ${first} to ${last}`
    : `${new Set(sizes).size} sizes from ${first} to ${last}`;
}

/** The smallest and the largest size. */
export function endsOf(sizes: readonly number[]): readonly [first: number, last: number] {
  return [
    sizes.reduce((least, size) => Math.min(least, size)),
    sizes.reduce((most, size) => Math.max(most, size)),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A cost as a phrase, e.g. `"5.0 · 10^7 multiplets, about 12 s on one core, 4 MiB"`. */
export function costText({ multiplets, seconds, bytes, workers }: SearchCost): string {
  const amount = `${numberText(multiplets)} multiplet${multiplets === 1 ? "" : "s"}`;
  const threads = workers === 1 ? "one core" : `${workers} workers`;
  return `${amount}, ${aboutText(seconds)} on ${threads}, ${bytesText(bytes)}`;
}

/** An estimate of seconds, e.g. `"about 12 s"`. */
export function aboutText(seconds: number): string {
  return seconds < SHORT || seconds === Infinity
    ? durationText(seconds)
    : `about ${durationText(seconds)}`;
}

/** Seconds that round to one. */
const SHORT = 0.95;

/** Seconds in a suitable unit, with two digits at most. */
export function durationText(seconds: number): string {
  if (seconds < SHORT) return "less than 1 s";
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  // More than 1.8 · 10^308 nanoseconds are Infinity in JavaScript.
  if (seconds === Infinity) return "more than 10^291 years";
  const hours = seconds / 3600;
  if (hours < 48) return `${hours < 10 ? hours.toFixed(1) : Math.round(hours)} hours`;
  const days = hours / 24;
  return days < 1000 ? `${Math.round(days)} days` : `${numberText(days / 365.25)} years`;
}

/** A limit of seconds: with two digits if it is short. */
export function secondsLimitText(seconds: number): string {
  return seconds < SHORT ? `${Number(seconds.toPrecision(2))} s` : durationText(seconds);
}

/** A limit of bytes: the exact number below 1 MiB. */
export function bytesLimitText(bytes: number): string {
  return bytes < 2 ** 20 ? amountText(Math.floor(bytes), "byte") : bytesText(bytes);
}

/** A number with its noun, e.g. `"1 unit"`. */
export function amountText(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** Bytes in MiB or GiB. */
export function bytesText(bytes: number): string {
  if (bytes === Infinity) return "more than 10^299 GiB";
  const mebibytes = bytes / 2 ** 20;
  if (mebibytes < 1) return "less than 1 MiB";
  if (mebibytes < 1024) return `${Math.round(mebibytes)} MiB`;
  const gibibytes = mebibytes / 1024;
  return `${gibibytes < 10 ? gibibytes.toFixed(1) : numberText(gibibytes)} GiB`;
}

/** A number with two digits, e.g. `"1.2 · 10^9"`, or an integer below 10,000. */
function numberText(value: number): string {
  if (value === Infinity) return "more than 10^308";
  if (value < 10_000) return `${Math.round(value)}`;
  const [digits, power] = value.toExponential(1).split("e+");
  return digits === "1.0" ? `10^${power}` : `${digits} · 10^${power}`;
}
