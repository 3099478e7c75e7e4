/** Ranks of samples. */
import { requireChoice } from "../system/checks/options.ts";
import { type RandomSource, shuffle } from "../system/random/random.ts";
import { InformationError } from "./errors.ts";
import type { ColumnValues } from "./variables.ts";

/**
 * The ranks of equal values:
 * - `"index"`: consecutive ranks in the order of the samples (a stable sort).
 * - `"average"`: all the mean of those ranks, which may be a half.
 * - `"random"`: those ranks in random order.
 */
export type TieRule = "index" | "average" | "random";

/** All values of {@link TieRule}. */
export const TIE_RULES = ["index", "average", "random"] as const satisfies TieRule[];

/** Options for ties. */
export interface TieOptions {
  /** Default `"index"`. */
  readonly ties?: TieRule | undefined;
  /** Source for ties `"random"`: one shuffle of the samples per column. An error with other ties. */
  readonly random?: RandomSource | undefined;
}

export const TIE_OPTIONS = ["ties", "random"] as const satisfies (keyof TieOptions)[];

/**
 * Rank of every value among all of them, 1 for the smallest to N for the largest. +0 and −0 are
 * equal.
 *
 * @param values finite
 * @throws InformationError for a NaN, or when rule and random source do not fit together
 * @example
 * ```ts
 * import { ranks } from "@multiplet/multiplet/variables";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(0.5, 0, 2, 0);
 * deepEqual([...ranks(values)], [3, 1, 4, 2]);
 * deepEqual([...ranks(values, { ties: "average" })], [3, 1.5, 4, 1.5]);
 * ```
 */
export function ranks(values: ColumnValues, options: TieOptions = {}): Float64Array {
  const doubled = doubledRanks(values, options);
  const result = new Float64Array(doubled.length);
  for (let at = 0; at < result.length; at++) result[at] = doubled[at]! / 2;
  return result;
}

/**
 * Twice the rank of every value; see {@link ranks}. The mean of tied ranks may be a half, twice of it is an integer
 * of 32 bits: half of the memory of a rank as a number.
 *
 * @param into receives the result. It may be the memory of `values`, which are not read after the first write
 * @throws InformationError as {@link ranks}
 */
export function doubledRanks(
  values: ColumnValues,
  options: TieOptions = {},
  into: Uint32Array = new Uint32Array(values.length),
): Uint32Array {
  const { ties = "index", random } = options;
  requireChoice(InformationError, "ties", ties, TIE_RULES);
  if (ties === "random" && random === undefined) {
    throw new InformationError(
      `ties "random" needs a source of randomness: pass random: randomSource(seed)`,
    );
  }
  if (ties !== "random" && random !== undefined) {
    throw new InformationError(`random is only used with ties "random", got ties "${ties}"`);
  }
  const { order, words } = sorted(
    values,
    random && shuffle(new Uint32Array(values.length).map((_, i) => i), random),
  );
  // A NaN is sorted to one of the ends, by its sign.
  for (const sample of [order[0], order.at(-1)]) {
    if (sample === undefined || !Number.isNaN(values[sample])) continue;
    throw new InformationError(`Ranks need numbers, the value of sample ${sample} is NaN`);
  }
  if (ties === "average") averageRanks(order, words, into);
  else for (let at = 0; at < order.length; at++) into[order[at]!] = 2 * (at + 1);
  return into;
}

/** Number of different values among numbers that are not NaN. */
export function differentValues(values: ColumnValues): number {
  const { order, words: [first, second = first] } = sorted(values, undefined);
  let count = Math.min(1, order.length);
  for (let at = 1; at < order.length; at++) {
    const [a, b] = [order[at]!, order[at - 1]!];
    if (first[a] !== first[b] || second[a] !== second[b]) count++;
  }
  return count;
}

/**
 * Tied samples share the mean of their ranks.
 *
 * @param words least significant first, see {@link ascendingWords}; equal for equal values
 */
function averageRanks(
  order: Uint32Array,
  [first, second = first]: Words,
  into: Uint32Array,
): void {
  for (let from = 0, end = 0; from < order.length; from = end) {
    const sample = order[from]!;
    const [a, b] = [first[sample], second[sample]];
    do end++; while (
      end < order.length && first[order[end]!] === a && second[order[end]!] === b
    );
    // Twice the mean of the ranks from + 1 to end.
    for (let at = from; at < end; at++) into[order[at]!] = from + 1 + end;
  }
}

/** Bits sorted per pass: three passes for the 32 bits of a word. */
const DIGIT = 11;
const DIGITS = 1 << DIGIT;
const starts = new Uint32Array(DIGITS);

/** Arrays for one number of samples, reused because new ones for each column would take half of the time. */
let arrays = arraysFor(0);

function arraysFor(count: number) {
  return {
    first: new Uint32Array(count),
    second: new Uint32Array(count),
    low: new Int32Array(count),
    high: new Int32Array(count),
    bits: new Int32Array(2 * count),
  };
}

/**
 * The samples by ascending value; equal values keep the order in which `samples` has them. +0 and −0 are equal.
 *
 * A radix sort over the bits of the numbers: for the 10,000 float32 values of a neuron more than ten times as
 * fast as sorting with a comparison function.
 *
 * @param values finite
 * @param samples every index of `values` once. Default: in ascending order
 * @returns an array that is valid until the next call
 */
export function stableOrder(values: ColumnValues, samples?: Uint32Array): Uint32Array {
  return sorted(values, samples).order;
}

/** {@link stableOrder}, with the words of the values; all are valid until the next call. */
function sorted(
  values: ColumnValues,
  samples: Uint32Array | undefined,
): { readonly order: Uint32Array; readonly words: Words } {
  const count = values.length;
  if (arrays.first.length !== count) arrays = arraysFor(count);
  let [order, next] = [arrays.first, arrays.second];
  if (samples !== undefined) order.set(samples);
  else for (let sample = 0; sample < count; sample++) order[sample] = sample;
  const words = ascendingWords(values);
  for (const word of words) {
    if (word === undefined) continue;
    for (let shift = 0; shift < 32; shift += DIGIT) {
      if (sortByDigit(word, shift, order, next)) [order, next] = [next, order];
    }
  }
  return { order, words };
}

/**
 * Sorts samples by 11 bits of a word, stably, into `sorted`.
 *
 * @returns false, without sorting, where all have the same bits
 */
function sortByDigit(
  word: Int32Array,
  shift: number,
  order: Uint32Array,
  sorted: Uint32Array,
): boolean {
  const count = order.length;
  starts.fill(0);
  for (let i = 0; i < count; i++) starts[word[i]! >>> shift & DIGITS - 1]!++;
  let start = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const own = starts[digit]!;
    if (own === count) return false;
    starts[digit] = start;
    start += own;
  }
  for (let i = 0; i < count; i++) {
    const sample = order[i]!;
    sorted[starts[word[sample]! >>> shift & DIGITS - 1]!++] = sample;
  }
  return true;
}

type Words = readonly [Int32Array, Int32Array?];

/**
 * Words of 32 bits, least significant first, whose order as unsigned integers is that of the values: the sign
 * bit of positive numbers is set, all bits of negative numbers are inverted.
 */
function ascendingWords(values: ColumnValues): Words {
  const { bits, low, high } = arrays;
  const count = values.length;
  if (values instanceof Float32Array) {
    const numbers = new Float32Array(bits.buffer);
    for (let i = 0; i < count; i++) {
      numbers[i] = values[i]! + 0; // −0 + 0 = 0
      high[i] = bits[i]! ^ (bits[i]! >> 31 | 0x8000_0000);
    }
    return [high];
  }
  const numbers = new Float64Array(bits.buffer);
  for (let i = 0; i < count; i++) {
    numbers[i] = values[i]! + 0;
    const sign = bits[2 * i + 1]! >> 31;
    low[i] = bits[2 * i]! ^ sign;
    high[i] = bits[2 * i + 1]! ^ (sign | 0x8000_0000);
  }
  return [low, high];
}
