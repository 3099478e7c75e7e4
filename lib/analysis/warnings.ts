/**
 * What to know before trusting the numbers of an analysis.
 * @module
 */
import {
  type ColumnValues,
  exceedsTargetEntropy,
  placesOf,
  type System,
  type Variables,
} from "../information/mod.ts";
import type { AnalysisOptions } from "./options.ts";

/**
 * A sentence for every multiplet whose estimate of I(X; y) exceeds H(y).
 *
 * @param multiplets variables by their own numbers; repeated ones count once
 */
export function entropyWarnings(
  system: System,
  multiplets: readonly (readonly number[])[],
): string[] {
  const { targetEntropy, variables } = system;
  if (targetEntropy === undefined || system.entropy === undefined) return [];
  const warnings = multiplets.flatMap((multiplet) => {
    const { information } = system.entropy!(placesOf(variables, multiplet));
    return exceedsTargetEntropy(`Multiplet ${multiplet}`, information, targetEntropy) ?? [];
  });
  return [...new Set(warnings)];
}

/**
 * A sentence when ties by index meet columns with one value in most samples, as after a ReLU:
 * independent ones appear correlated, because the order of the samples orders both.
 */
export function tieWarnings(
  { columns }: Variables,
  { leftOut }: System,
  { ties = "index", estimator }: AnalysisOptions,
): string[] {
  if (ties !== "index" || estimator !== undefined) return [];
  const gone = new Set(leftOut.map(({ index }) => index));
  const tied = columns.filter(({ index, values }) => !gone.has(index) && hasMajority(values));
  if (tied.length === 0) return [];
  return [
    `More than half of the values are equal in columns ${
      tied.map(({ index }) => index).join(", ")
    }: ties by index give such columns a correlation of their own. Compare with ties by average or ` +
    `random`,
  ];
}

/** Whether one value fills more than half of the places (Boyer and Moore's majority vote). */
function hasMajority(values: ColumnValues): boolean {
  let candidate = NaN;
  let votes = 0;
  for (let i = 0; i < values.length; i++) {
    if (votes === 0) candidate = values[i]!;
    votes += values[i] === candidate ? 1 : -1;
  }
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === candidate) count++;
  return count > values.length / 2;
}
