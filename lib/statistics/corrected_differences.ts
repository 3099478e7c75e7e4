/**
 * Several paired differences that are judged together.
 * @module
 */
import { holmAdjusted, holmLevels } from "./holm.ts";
import { type PairedDifference, pairedDifference } from "./paired_difference.ts";

/** A paired difference as one of several; its level is the one that Holm's procedure gives it. */
export interface CorrectedDifference extends PairedDifference {
  /** Adjusted by Holm–Bonferroni. Absent for a single pair. */
  readonly adjustedPValue?: number;
}

/**
 * Paired differences `first[i] − second[i]` of one list against several others, with Holm-corrected
 * intervals: one that excludes 0 does so at the level of the whole family, see {@link holmLevels}.
 *
 * @param first one value per subject
 * @param others other values of the same subjects, in the same order
 * @param level of the whole family; default 0.95
 * @returns one difference for each of `others`, in their order
 * @throws {StatisticsError} as {@link pairedDifference} does
 *
 * @example
 * ```ts
 * import { correctedDifferences } from "@multiplet/multiplet/statistics";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const [clear, unclear] = correctedDifferences([3, 4, 5, 6], [[1, 2, 3.5, 4], [2, 5, 4, 7]]);
 * deepEqual([clear?.level, unclear?.level], [0.975, 0.95]);
 * deepEqual([clear?.interval?.[0].toFixed(2), unclear?.interval?.[0].toFixed(2)], ["1.35", "-1.84"]);
 * ```
 */
export function correctedDifferences(
  first: readonly number[],
  others: readonly (readonly number[])[],
  level: number = 0.95,
): CorrectedDifference[] {
  const plain = others.map((other) => pairedDifference(first, other, level));
  const pValues = plain.flatMap(({ pValue }) => pValue ?? []);
  // All lists are as long as the first: either every comparison has a p-value, or none has.
  if (pValues.length === 0) return plain;
  const levels = holmLevels(pValues, level);
  const adjusted = holmAdjusted(pValues);
  return others.map((other, i) => ({
    ...pairedDifference(first, other, levels[i]!),
    adjustedPValue: adjusted[i]!,
  }));
}
