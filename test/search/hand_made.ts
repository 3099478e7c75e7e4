/** Spaces of matrices that no samples would have. */
import type { SearchSpace } from "../../lib/search/mod.ts";

/**
 * One column a variable, variances of 1 and covariances of 0 but for those of `pairs`, with and without
 * the target.
 *
 * @param terms equal terms of B: 1 for the fast walk, more for scores one by one
 */
export function handMadeSpace(
  variables: number,
  pairs: readonly (readonly [first: number, second: number, covariance: number])[],
  { hasTarget = false, terms = 1 } = {},
): SearchSpace {
  const matrix = Float64Array.from(
    { length: variables ** 2 },
    (_, at) => at % (variables + 1) === 0 ? 1 : 0,
  );
  for (const [first, second, covariance] of pairs) {
    matrix[first * variables + second] = matrix[second * variables + first] = covariance;
  }
  const zeros = new Float64Array(variables + 1);
  return {
    variables,
    columns: Array.from({ length: variables }, (_, column) => [column]),
    columnCount: variables,
    features: matrix,
    conditionalTerms: Array.from({ length: terms }, () => ({ weight: 1 / terms, matrix })),
    hasTarget,
    featuresBias: zeros,
    conditionalBias: zeros,
  };
}
