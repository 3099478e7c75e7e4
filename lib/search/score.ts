/**
 * Ω of one multiplet, by Cholesky factors: what every search reports about its finds.
 * @module
 */
import { choleskyInPlace, logDeterminant, submatrix } from "../information/cholesky.ts";
import { type ScoredMultiplet, SearchError } from "./result.ts";
import type { SearchSpace } from "./space.ts";

/** A set function of columns at S and at every S∖j, each entropy corrected for its bias. */
interface Terms {
  /** 2 H(S). */
  readonly joint: number;
  /** Σ_j 2 H(S∖j) over the variables j of S. */
  readonly without: number;
}

/**
 * Ω(X, y), Ω(X) and Δ of a multiplet, in nats.
 *
 * @param multiplet distinct variables of the space, at least one; reported in ascending order
 * @throws SearchError when the covariance of the multiplet is not positive definite
 */
export function scoreMultiplet(
  space: SearchSpace,
  multiplet: readonly number[],
): ScoredMultiplet {
  const ascending = [...multiplet].sort((a, b) => a - b);
  const size = ascending.length;
  const features = terms(space, space.features, space.featuresBias, ascending);
  const alone = ascending.reduce(
    (sum, variable) => sum - 2 * space.featuresBias[space.columns[variable]!.length]!,
    0,
  );
  // Of fewer than three variables Ω is 0 by definition, whatever rounding leaves.
  const featuresOInformation = size < 3
    ? 0
    : ((size - 2) * features.joint - features.without + alone) / 2;
  if (!space.hasTarget) {
    return {
      multiplet: ascending,
      oInformation: featuresOInformation,
      featuresOInformation,
      targetContribution: 0,
    };
  }
  // Weights add up to 1, so correcting every term by the mean bias corrects the weighted sum.
  const given = space.given.reduce(({ joint, without }, { weight, matrix }) => {
    const own = terms(space, matrix, space.givenBias, ascending);
    return { joint: joint + weight * own.joint, without: without + weight * own.without };
  }, { joint: 0, without: 0 });
  const oInformation = size < 2
    ? 0
    : ((size - 1) * given.joint - given.without - features.joint + alone) / 2;
  return {
    multiplet: ascending,
    oInformation,
    featuresOInformation,
    targetContribution: oInformation - featuresOInformation,
  };
}

function terms(
  space: SearchSpace,
  matrix: Float64Array,
  bias: Float64Array,
  multiplet: readonly number[],
): Terms {
  const twiceEntropy = (variables: readonly number[]) => {
    const columns = variables.flatMap((variable) => space.columns[variable]!);
    const factor = submatrix(matrix, space.order, columns);
    if (choleskyInPlace(factor, columns.length) >= 0) {
      throw new SearchError(
        `Multiplet ${variables.join(",")} has a covariance that is not positive definite`,
      );
    }
    return logDeterminant(factor, columns.length) - 2 * bias[columns.length]!;
  };
  return {
    joint: twiceEntropy(multiplet),
    without: multiplet.reduce(
      (sum, variable) => sum + twiceEntropy(multiplet.filter((other) => other !== variable)),
      0,
    ),
  };
}
