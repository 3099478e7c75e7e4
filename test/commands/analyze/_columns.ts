/** Samples as columns. */
import type { FeatureMatrix } from "../../../lib/information/mod.ts";

/** The columns of features, with their labels. */
export function columnsOf(
  { features: { samples, variables, values }, labels }: {
    readonly features: FeatureMatrix;
    readonly labels: readonly number[];
  },
) {
  const columns = Array.from(
    { length: variables },
    (_, j) => Array.from({ length: samples }, (_, i) => values[i * variables + j]!),
  );
  return { columns, labels };
}
