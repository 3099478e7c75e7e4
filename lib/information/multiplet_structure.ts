/**
 * What makes a multiplet extreme. Ω of Gaussian variables is a function of their correlations, so a synergistic
 * optimum is nearly dependent as a whole while its pairs are weakly redundant: these functions show by how much, and by
 * which pattern of signs. Redundant sets can be more collinear still.
 */
import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { InformationError, SingularMultipletError } from "../variables/errors.ts";
import { choleskyInPlace, submatrix } from "./cholesky.ts";
import { oInformationWithout } from "./removals.ts";
import { type ScoredMultiplet, scoreMultiplet, type SearchSpace } from "./search_space.ts";

/** A member of a multiplet, and how well the others determine it. */
export interface MemberDependence {
  /** The member, a variable of the space. */
  readonly variable: number;
  /** R² of the member given the other members, 0..1; of several columns, that of their best linear combination. */
  readonly rSquared: number;
}

/**
 * The member with the largest R² given the other members, without the target: R² = 1 − 1/P_jj of one column, P the
 * inverse of the multiplet's correlation matrix. Of equal ones, the first.
 *
 * @param multiplet distinct variables of the space, at least one
 * @throws InformationError for other variables
 * @throws SingularMultipletError when the covariance of the multiplet is not positive definite
 * @example
 * ```ts
 * import { covarianceFromMatrix, memberDependence, searchSpace } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * // x2 = x0 + x1 + noise, all of variance 1 before adding: the others determine two thirds of it.
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * const space = searchSpace({ covariance, target: { encoding: "none" } });
 * const { variable, rSquared } = memberDependence(space, [0, 1, 2]);
 * equal(variable, 2);
 * equal(rSquared.toFixed(12), (2 / 3).toFixed(12));
 * ```
 */
export function memberDependence(
  space: SearchSpace,
  multiplet: readonly number[],
): MemberDependence {
  const members = requireMultiplet(space, multiplet);
  const columns = members.flatMap((variable) => space.columns[variable]!);
  const size = columns.length;
  const covariance = submatrix(space.features, space.columnCount, columns);
  if (choleskyInPlace(covariance.slice(), size) >= 0) throw new SingularMultipletError(members);
  const precision = inverse(Matrix.from1DArray(size, size, covariance));
  let first = 0;
  let best: MemberDependence = { variable: members[0]!, rSquared: -Infinity };
  for (const variable of members) {
    const last = first + space.columns[variable]!.length - 1;
    // The columns of a variable have the identity as their covariance: 1 − R² is the inverse of an eigenvalue.
    const own = precision.subMatrix(first, last, first, last);
    const { realEigenvalues } = new EigenvalueDecomposition(own, { assumeSymmetric: true });
    const rSquared = Math.max(0, 1 - 1 / Math.max(...realEigenvalues));
    if (rSquared > best.rSquared) best = { variable, rSquared };
    first = last + 1;
  }
  return best;
}

/**
 * The share of triangles of a multiplet, three of its members, whose correlations have a negative product
 * r_ij r_jk r_ik: no signs of the members make all three correlations positive. Such triangles make a multiplet
 * synergistic. In independent variables the share is about one half.
 *
 * @param multiplet distinct variables of the space, at least one
 * @returns `undefined` for fewer than three members, and where a member has several columns
 * @throws InformationError for other variables
 * @example
 * ```ts
 * import {
 *   covarianceFromMatrix,
 *   frustratedTriangles,
 *   searchSpace,
 * } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * const values = Float64Array.of(1, 0.3, -0.3, 0.3, 1, 0.3, -0.3, 0.3, 1);
 * const space = searchSpace({ covariance: covarianceFromMatrix(values, Infinity), target: { encoding: "none" } });
 * equal(frustratedTriangles(space, [0, 1, 2]), 1);
 * ```
 */
export function frustratedTriangles(
  space: SearchSpace,
  multiplet: readonly number[],
): number | undefined {
  const members = requireMultiplet(space, multiplet);
  const columns = members.flatMap((variable) => space.columns[variable]!);
  if (members.length < 3 || columns.length > members.length) return undefined;
  const r = (i: number, j: number) =>
    space.features[columns[i]! * space.columnCount + columns[j]!]!;
  let frustrated = 0;
  let count = 0;
  for (let i = 0; i < columns.length; i++) {
    for (let j = i + 1; j < columns.length; j++) {
      for (let k = j + 1; k < columns.length; k++) {
        if (r(i, j) * r(j, k) * r(i, k) < 0) frustrated++;
        count++;
      }
    }
  }
  return frustrated / count;
}

/**
 * Whether a multiplet is irreducible at an end: removing any one member makes Ω(X, y) less extreme, or does not
 * change it. A point estimate, without a test.
 *
 * @param end `"synergy"`: small Ω is extreme; `"redundancy"`: large Ω
 * @param score Ω of a multiplet. Default: {@link scoreMultiplet} in the space; of all removals at once, which takes
 *   little more time than one score
 * @throws InformationError for other variables
 * @throws SingularMultipletError when the covariance of the multiplet is not positive definite
 * @example
 * ```ts
 * import { covarianceFromMatrix, isIrreducible, searchSpace } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // x2 = x0 + x1 + noise, and x3 independent of all.
 * const values = Float64Array.of(1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 3, 0, 0, 0, 0, 1);
 * const space = searchSpace({ covariance: covarianceFromMatrix(values, Infinity), target: { encoding: "none" } });
 * deepEqual([isIrreducible(space, [0, 1, 2], "synergy"), isIrreducible(space, [0, 1, 2], "redundancy")], [true, false]);
 * ```
 */
export function isIrreducible(
  space: SearchSpace,
  multiplet: readonly number[],
  end: "synergy" | "redundancy",
  score?: (multiplet: readonly number[]) => Pick<ScoredMultiplet, "oInformation">,
): boolean {
  const members = requireMultiplet(space, multiplet);
  if (members.length < 2) return true;
  const sign = end === "synergy" ? 1 : -1;
  const scoreOf = score ?? ((own: readonly number[]) => scoreMultiplet(space, own));
  const own = sign * scoreOf(members).oInformation;
  const known = score ? undefined : oInformationWithout(space, members);
  return members.every((one, at) => {
    const fast = known?.[at];
    const removed = fast !== undefined && Number.isFinite(fast)
      ? fast
      : scoreOf(members.filter((other) => other !== one)).oInformation;
    return sign * removed >= own - ROUNDING;
  });
}

/** Scores that differ by less are equal but for rounding errors. */
const ROUNDING = 1e-12;

/** The multiplet, ascending. */
function requireMultiplet(space: SearchSpace, multiplet: readonly number[]): number[] {
  const members = [...new Set(multiplet)].sort((a, b) => a - b);
  const isKnown = members.every((variable) => space.columns[variable] !== undefined);
  if (members.length > 0 && members.length === multiplet.length && isKnown) return members;
  throw new InformationError(
    `A multiplet has distinct variables in 0..${space.variables - 1}, got ${multiplet.join(",")}`,
  );
}
