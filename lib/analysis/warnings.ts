/**
 * What to know before trusting the numbers of an analysis.
 * @module
 */
import { columnValues } from "../information/feature_matrix.ts";
import {
  type EntropyOptions,
  exceedsTargetEntropy,
  type FeatureMatrix,
} from "../information/mod.ts";
import { targetInformationOf } from "./measures.ts";
import type { AnalysisOptions } from "./options.ts";
import type { Subject } from "./subject.ts";

/**
 * A sentence for every multiplet whose estimate of I(X; y) exceeds H(y).
 *
 * @param multiplets variables by their place in the subject; repeated ones count once
 */
export function entropyWarnings(
  subject: Subject,
  multiplets: readonly (readonly number[])[],
  options: EntropyOptions,
): string[] {
  const { target } = subject.system;
  if (target.encoding === "none") return [];
  const warnings = multiplets.flatMap((places) => {
    const title = `Multiplet ${places.map((place) => subject.variables[place]!.index).join(",")}`;
    const information = targetInformationOf(subject, places, options);
    return exceedsTargetEntropy(title, information, target.entropy) ?? [];
  });
  return [...new Set(warnings)];
}

/**
 * A sentence when ties by index meet columns with one value in most samples, as after a ReLU:
 * independent ones appear correlated, because the order of the samples orders both.
 */
export function tieWarnings(
  features: FeatureMatrix,
  { columns }: Subject,
  { ties = "index" }: AnalysisOptions,
): string[] {
  if (ties !== "index") return [];
  const tied = columns.filter((column) => hasMajority(columnValues(features, column)));
  if (tied.length === 0) return [];
  return [
    `More than half of the values are equal in columns ${
      tied.join(", ")
    }: ties by index give such ` +
    `columns a correlation of their own. Compare with ties by average or random`,
  ];
}

/** Whether one value fills more than half of the places (Boyer and Moore's majority vote). */
function hasMajority(values: Float64Array): boolean {
  let candidate = NaN;
  let votes = 0;
  for (const value of values) {
    if (votes === 0) candidate = value;
    votes += value === candidate ? 1 : -1;
  }
  return values.filter((value) => value === candidate).length > values.length / 2;
}
