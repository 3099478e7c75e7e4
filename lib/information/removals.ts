/** Ω of a multiplet without one of its members, for each member at once. */
import { choleskyInPlace, logDeterminant, submatrix } from "./cholesky.ts";
import { inverseOf, type SearchSpace } from "./search_space.ts";

/**
 * Ω(X₋ᵢ, y) in nats for each member i of a multiplet, from one inverse per matrix: with P = C⁻¹,
 * |C₋ᵢ| = |C| · |P_ii|, and |C₋ᵢ₋ⱼ| = |C| · |P_S| of S = {i, j}. The time is that of one score, and of a pair of
 * members each; scoring the multiplets one by one takes as many scores as there are members.
 *
 * @param members distinct variables of the space, at least two
 * @returns in the order of the members; NaN where rounding leaves no determinant
 */
export function oInformationWithout(
  space: SearchSpace,
  members: readonly number[],
): Float64Array {
  const { features, featuresBias, conditionalTerms, conditionalBias, hasTarget } = space;
  const left = members.length - 1;
  const result = new Float64Array(members.length);
  // Ω is 0 by definition for fewer than three variables, with the target.
  if (left + Number(hasTarget) < 3) return result;
  const alone = members.map((one) => -2 * featuresBias[space.columns[one]!.length]!);
  const all = alone.reduce((sum, bias) => sum + bias, 0);
  const ofFeatures = removalTerms(space, features, featuresBias, members);
  const terms = hasTarget
    ? conditionalTerms.map(({ weight, matrix }) => ({
      weight,
      of: removalTerms(space, matrix, conditionalBias, members),
    }))
    : [{ weight: 1, of: ofFeatures }];
  // With y, its own entropy is one more: see `scoreMultiplet`.
  const factor = hasTarget ? left - 1 : left - 2;
  return result.map((_, i) => {
    const given = terms.reduce(
      (sum, { weight, of }) => sum + weight * (factor * of.joint[i]! - of.without[i]!),
      0,
    );
    return (given - (hasTarget ? ofFeatures.joint[i]! : 0) + all - alone[i]!) / 2;
  });
}

/** For each member i: 2 H(S∖i), and Σ_j 2 H(S∖i∖j) over the others j, with the bias of every entropy corrected. */
function removalTerms(
  { columns: columnsOf, columnCount }: SearchSpace,
  matrix: Float64Array,
  bias: Float64Array,
  members: readonly number[],
): { readonly joint: Float64Array; readonly without: Float64Array } {
  const columns = members.flatMap((variable) => columnsOf[variable]!);
  const size = columns.length;
  const factor = submatrix(matrix, columnCount, columns);
  const isSound = choleskyInPlace(factor, size) < 0;
  const whole = isSound ? logDeterminant(factor, size) : NaN;
  const inverse = isSound ? inverseOf(factor, size) : factor;
  let next = 0;
  const blocks = members.map((variable) => columnsOf[variable]!.map(() => next++));
  const joint = new Float64Array(members.length);
  const without = new Float64Array(members.length);
  for (const [i, own] of blocks.entries()) {
    joint[i] = whole + logDeterminantAt(inverse, size, own) - 2 * bias[size - own.length]!;
    for (let j = 0; j < i; j++) {
      const pair = [...blocks[j]!, ...own];
      const value = whole + logDeterminantAt(inverse, size, pair) - 2 * bias[size - pair.length]!;
      without[i]! += value;
      without[j]! += value;
    }
  }
  return { joint, without };
}

/** ln |M_S| of some rows and columns S of a matrix; NaN where it is not positive definite. */
function logDeterminantAt(matrix: Float64Array, size: number, at: readonly number[]): number {
  if (at.length > 2) {
    const own = submatrix(matrix, size, at);
    return choleskyInPlace(own, at.length) < 0 ? logDeterminant(own, at.length) : NaN;
  }
  // Nearly all are pairs of single columns, for which a matrix of their own would take most of the time.
  const [i, j = i] = at as [number, number?];
  const first = matrix[i * size + i]!;
  if (i === j) return first > 0 ? Math.log(first) : NaN;
  const determinant = first * matrix[j * size + j]! - matrix[i * size + j]! ** 2;
  return determinant > 0 ? Math.log(determinant) : NaN;
}
