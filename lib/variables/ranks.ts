/**
 * Ranks of samples.
 * @module
 */
import { requireChoice } from "../system/checks/options.ts";
import { type RandomSource, shuffle } from "../system/random/random.ts";
import { InformationError } from "./errors.ts";
import { stableOrder } from "./stable_order.ts";
import type { ColumnValues } from "./variables.ts";

/**
 * Which ranks equal values get.
 * - `"index"`: consecutive ranks in the order of the samples (a stable sort).
 * - `"average"`: all the mean of those ranks, which may be a half.
 * - `"random"`: those ranks in random order.
 */
export type TieRule = "index" | "average" | "random";

/** All values of {@link TieRule}. */
export const TIE_RULES = ["index", "average", "random"] as const satisfies TieRule[];

/** How ties are ranked. */
export interface TieOptions {
  /** Default `"index"`. */
  readonly ties?: TieRule;
  /** Drawn from, one shuffle of the samples a column, with ties `"random"`; else not allowed. */
  readonly random?: RandomSource;
}

/** The options of {@link TieOptions}, for checks of options that contain them. */
export const TIE_OPTIONS = ["ties", "random"] as const satisfies (keyof TieOptions)[];

/** Throws an {@link InformationError} unless rule and random source fit together. */
function requireTieOptions({ ties = "index", random }: TieOptions): void {
  requireChoice(InformationError, "ties", ties, TIE_RULES);
  if (ties === "random" && random === undefined) {
    throw new InformationError(
      `ties "random" needs a source of randomness: pass random: randomSource(seed)`,
    );
  }
  if (ties !== "random" && random !== undefined) {
    throw new InformationError(`random is only used with ties "random", got ties "${ties}"`);
  }
}

/**
 * Rank of every value among all of them, 1 for the smallest to N for the largest. +0 and −0 are
 * equal.
 *
 * @param values finite
 * @throws InformationError when rule and random source do not fit together
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
  requireTieOptions(options);
  const { ties = "index", random } = options;
  const order = random === undefined
    ? stableOrder(values)
    : stableOrder(values, shuffle(new Uint32Array(values.length).map((_, i) => i), random));
  return ties === "average" ? averageRanks(values, order) : consecutiveRanks(order);
}

/** The first sample of `order` gets rank 1, the last N. */
function consecutiveRanks(order: Uint32Array): Float64Array {
  const result = new Float64Array(order.length);
  for (let position = 0; position < order.length; position++) {
    result[order[position]!] = position + 1;
  }
  return result;
}

/** Tied samples share the mean of their ranks. */
function averageRanks(values: ColumnValues, order: Uint32Array): Float64Array {
  const result = new Float64Array(order.length);
  for (let first = 0, end = 0; first < order.length; first = end) {
    while (end < order.length && values[order[end]!] === values[order[first]!]) end++;
    const mean = (first + 1 + end) / 2;
    for (let position = first; position < end; position++) result[order[position]!] = mean;
  }
  return result;
}
