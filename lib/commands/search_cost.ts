/** The cost of searches in messages of the command line. */
import { costText, type RequestWords } from "../search/cost/refusal.ts";
import { readableName } from "../analysis/formats.ts";
import type { SearchCost, SearchRequest } from "../search/mod.ts";
import type { Output } from "./output.ts";

/** Seconds of search above which its cost is announced before it begins. */
export const WORTH_TELLING = 5;

export function announceSearch(cost: SearchCost, { write }: Output): void {
  if (cost.seconds > WORTH_TELLING) write(`searching ${costText(cost)}\n`);
}

/** Requests and limits as options of `analyze`. */
export const SEARCH_WORDS: RequestWords = {
  name: nameOf,
  request: (request) =>
    [
      `--search ${nameOf(request)}`,
      ...(request.sizes ? [`--sizes ${sizeList(request.sizes)}`] : []),
      ...(request.exhaustiveUpTo ? [`--exhaustive-up-to ${request.exhaustiveUpTo}`] : []),
    ].join(" "),
  maxSeconds: "--max-seconds Infinity",
  maxBytes: "--max-bytes Infinity",
};

/** With sizes, `--search exhaustive` is another search than `exact`. */
function nameOf({ search, sizes }: SearchRequest): string {
  return sizes === undefined ? readableName(search) : search;
}

/** Sizes as `--sizes` takes them, runs written as ranges: `2-4,6`. */
function sizeList(sizes: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const size of [...new Set(sizes)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === size - 1) run[1] = size;
    else runs.push([size, size]);
  }
  return runs.map(([first, last]) => first === last ? `${first}` : `${first}-${last}`).join(",");
}
