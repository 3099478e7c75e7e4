/**
 * Ω of one multiplet from one Cholesky factor a matrix: what every search reports about its finds.
 * @module
 */
import { SingularMultipletError } from "../variables/errors.ts";
import { choleskyInPlace, logDeterminant, submatrix } from "./cholesky.ts";
import type { ScoredMultiplet } from "./estimator.ts";
import type { SearchSpace } from "./search_space.ts";

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
 * @throws SingularMultipletError when the covariance of the multiplet is not positive definite
 * @example
 * ```ts
 * import { covarianceFromMatrix } from "@multiplet/multiplet/information";
 * import { scoreMultiplet, searchSpace } from "@multiplet/multiplet/search";
 * import { strictEqual as equal } from "node:assert/strict";
 * // x0, x1 and a target y = x0 + x1 + noise, all of variance 1 before adding.
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * const target = { encoding: "copula", block: [2], entropy: Math.LN2 } as const;
 * const space = searchSpace({ covariance, target });
 * const { oInformation, featuresOInformation } = scoreMultiplet(space, [0, 1]);
 * equal(oInformation.toFixed(12), Math.log(Math.sqrt(3) / 2).toFixed(12));
 * equal(featuresOInformation, 0);
 * ```
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
  const blocks = multiplet.map((variable) => space.columns[variable]!);
  const columns = blocks.flat();
  const size = columns.length;
  const factor = submatrix(matrix, space.order, columns);
  if (choleskyInPlace(factor, size) >= 0) throw new SingularMultipletError(multiplet);
  const determinant = logDeterminant(factor, size);
  const inverse = inverseOf(factor, size);
  let first = 0;
  let without = 0;
  for (const { length } of blocks) {
    // |C₋ⱼ| = |C| · |P_jj|, P = C⁻¹, for the block of variable j.
    const own = blockLogDeterminant(inverse, size, first, length);
    if (own === undefined) throw new SingularMultipletError(multiplet);
    without += determinant + own - 2 * bias[size - length]!;
    first += length;
  }
  return { joint: determinant - 2 * bias[size]!, without };
}

/**
 * ln |B| of the block B on the diagonal of a matrix that begins at `first`; `undefined` where B is not
 * positive definite.
 */
function blockLogDeterminant(
  matrix: Float64Array,
  order: number,
  first: number,
  length: number,
): number | undefined {
  if (length === 1) {
    // Most blocks are one column: a matrix for each would take half the time of a score.
    const value = matrix[first * order + first]!;
    // By way of its factor, the square root, for the same bits as from a matrix.
    return 0 < value && value < Infinity ? 2 * Math.log(Math.sqrt(value)) : undefined;
  }
  const block = submatrix(matrix, order, Array.from({ length }, (_, i) => first + i));
  return choleskyInPlace(block, length) >= 0 ? undefined : logDeterminant(block, length);
}

/** C⁻¹ = L⁻ᵀ L⁻¹ of the matrix C that has the lower factor L. */
function inverseOf(factor: Float64Array, order: number): Float64Array {
  const lower = new Float64Array(order * order);
  for (let j = 0; j < order; j++) {
    lower[j * order + j] = 1 / factor[j * order + j]!;
    for (let i = j + 1; i < order; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += factor[i * order + k]! * lower[k * order + j]!;
      lower[i * order + j] = -sum / factor[i * order + i]!;
    }
  }
  const inverse = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < order; k++) sum += lower[k * order + i]! * lower[k * order + j]!;
      inverse[i * order + j] = sum;
      inverse[j * order + i] = sum;
    }
  }
  return inverse;
}
