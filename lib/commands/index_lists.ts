/**
 * Lists of indices and sizes on the command line: `2-6`, `0,1,3`, `0-2;3;4-5`.
 * @module
 */
import { quoted } from "../data/tables/error.ts";
import { UsageError } from "./options.ts";

/** No table is wider; a range beyond it, or more indices in all, is a slip of the keyboard. */
const LARGEST = 1_000_000;

/** First and last index of a range. */
type Range = readonly [first: number, last: number];

/**
 * Integers and ranges, both ends included, separated by commas: `"0-2,5"` is 0, 1, 2, 5.
 *
 * @param option the option that the text is the value of, e.g. `"--sizes"`, for messages
 * @throws UsageError for anything else
 */
export function parseIndices(option: string, text: string): number[] {
  const ranges = parseRanges(option, text);
  requireFew(option, ranges);
  return ranges.flatMap(listed);
}

/** Lists of {@link parseIndices}, separated by semicolons. */
export function parseIndexLists(option: string, text: string): number[][] {
  const lists = text.split(";").map((list) => parseRanges(option, list));
  requireFew(option, lists.flat());
  return lists.map((ranges) => ranges.flatMap(listed));
}

function parseRanges(option: string, text: string): Range[] {
  return text.split(",").map((part) => {
    const [, from, to = from] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (first <= last && last <= LARGEST) return [first, last];
    throw new UsageError(
      `${option} takes integers and ranges such as 0,2,5-7, got ${quoted(part.trim())} in ` +
        `${quoted(text)}`,
    );
  });
}

/** Throws before anything is listed: a few characters can ask for a million indices. */
function requireFew(option: string, ranges: readonly Range[]): void {
  const count = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  if (count <= LARGEST + 1) return;
  throw new UsageError(`${option} takes at most ${LARGEST + 1} indices in all, got ${count}`);
}

function listed([first, last]: Range): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
