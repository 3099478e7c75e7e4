/** Paired differences that a title judges together. */
import { holmLevels, type PairedDifference, pairedDifference } from "../../statistics/mod.ts";

/** Two values of the same networks, one pair of lists per comparison. */
export type Comparison = readonly [first: readonly number[], second: readonly number[]];

/**
 * The differences `first − second` of several comparisons, with Holm-corrected 95 % intervals over those that
 * have an interval; comparisons can be of different networks.
 *
 * @throws {StatisticsError} as `pairedDifference` does
 */
export function holmDifferences(comparisons: readonly Comparison[]): PairedDifference[] {
  const plain = comparisons.map(([first, second]) => pairedDifference(first, second));
  const levels = holmLevels(plain.flatMap(({ pValue }) => pValue ?? []));
  return plain.map((difference, at) => {
    if (difference.pValue === undefined) return difference;
    const [first, second] = comparisons[at]!;
    return pairedDifference(first, second, levels.shift()!);
  });
}
