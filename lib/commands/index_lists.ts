/**
 * Lists of indices and sizes on the command line: `2-6`, `0,1,3`, `0-2;3;4-5`.
 * @module
 */
import { UsageError } from "./options.ts";

/** No table is wider; a range beyond it is a slip of the keyboard. */
const LARGEST = 1_000_000;

/**
 * Integers and ranges, both ends included, separated by commas: `"0-2,5"` is 0, 1, 2, 5.
 *
 * @param option the option that the text is the value of, e.g. `"--sizes"`, for messages
 * @throws UsageError for anything else
 */
export function parseIndices(option: string, text: string): number[] {
  return text.split(",").flatMap((part) => {
    const [, from, to = from] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (!(first <= last && last <= LARGEST)) {
      throw new UsageError(
        `${option} takes integers and ranges such as 0,2,5-7, got "${part.trim()}" in "${text}"`,
      );
    }
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

/** Lists of {@link parseIndices}, separated by semicolons. */
export function parseIndexLists(option: string, text: string): number[][] {
  return text.split(";").map((list) => parseIndices(option, list));
}
