/**
 * What a search needs of a system: two set functions, both sums of log-determinants.
 *
 * With A(S) = ln |C_S| of the features and B(S) = 2 H(S | y) up to constants that cancel,
 *
 *   Ω(S, y) = ½ [(k−1) B(S) − Σ_j B(S∖j) − A(S)],   Ω(S) = ½ [(k−2) A(S) − Σ_j A(S∖j)]
 *
 * for variables of unit covariance. All target encodings fit: `copula` and `one-hot` have
 * B = ln |C_S − C_SY C_YY⁻¹ C_YS|, `model` has B = Σ_c p_c ln |C⁽ᶜ⁾_S|, `none` has B = A.
 * @module
 */
import { Matrix, solve } from "ml-matrix";
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { InformationError } from "../variables/errors.ts";
import { type ColumnsOf, requireVariables } from "../variables/grouping.ts";
import { choleskyInPlace } from "./cholesky.ts";
import type { Covariance } from "./covariance.ts";
import { ENTROPY_OPTIONS, entropyBias, type EntropyOptions } from "./gaussian_entropy.ts";
import { type EncodedSystem, featureCount } from "./target_encoding.ts";

/** One term of B: `weight · ln |matrix_S|`. */
export interface GivenTarget {
  /** p_c of the class for the encoding `"model"`, 1 for others. */
  readonly weight: number;
  /** `order × order`, row-major: covariance of the columns given the target. */
  readonly matrix: Float64Array;
}

/** Variables to search among, 0..n−1, and the matrices of their columns. */
export interface SearchSpace {
  /** Number of variables, n. */
  readonly variables: number;
  /** Columns of each variable in the matrices: one, or several for a block. */
  readonly columns: readonly (readonly number[])[];
  /** Number of columns of all variables. */
  readonly order: number;
  /** `order × order`, row-major: covariance of the columns; the identity within every variable. */
  readonly features: Float64Array;
  /** The terms of B. Their weights add up to 1. */
  readonly given: readonly GivenTarget[];
  /** Whether a target takes part; without one B = A and Δ = 0. */
  readonly hasTarget: boolean;
  /** Bias in nats of H(S) for S of d = 0..order columns; zeros when not corrected. */
  readonly featuresBias: Float64Array;
  /** Bias in nats of H(S | y) for S of d columns. */
  readonly givenBias: Float64Array;
}

/** How a system becomes a space. */
export interface SpaceOptions extends EntropyOptions {
  /** Variables by their columns in the covariance, e.g. `[[0, 1], 2]`. Default: each column alone. */
  readonly variables?: readonly ColumnsOf[];
}

/**
 * The space of all multiplets of a system's features, with its encoded target.
 *
 * @throws InformationError for an unknown option, or variables that are no features of the system or overlap
 * @example
 * ```ts
 * import { covarianceFromMatrix } from "@multiplet/multiplet/information";
 * import { searchSpace } from "@multiplet/multiplet/search";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * const system = { covariance, target: { encoding: "none" } } as const;
 * const { variables, columns } = searchSpace(system, { variables: [[0, 1], 2] });
 * deepEqual([variables, columns], [2, [[0, 1], [2]]]);
 * ```
 */
export function searchSpace(system: EncodedSystem, options: SpaceOptions = {}): SearchSpace {
  rejectUnknownOptions(InformationError, "searchSpace", options, ["variables", ...ENTROPY_OPTIONS]);
  const { biasCorrected = true } = options;
  const { covariance, target } = system;
  const count = featureCount(system);
  const chosen = options.variables ?? Array.from({ length: count }, (_, j) => j);
  const blocks = requireVariables({ variables: count }, chosen);
  const used = blocks.flat();
  const order = used.length;

  const whole = toMatrix(covariance);
  const features = whole.selection(used, used);
  const whitening = whiteningOf(features, blocks.map((block) => block.length));
  const normalise = (matrix: Matrix) => flatten(whitening.mmul(matrix).mmul(whitening.transpose()));

  const bias = (size: number, samples: number) => biasCorrected ? entropyBias(size, samples) : 0;
  const sizes = Array.from({ length: order + 1 }, (_, d) => d);
  const featuresBias = Float64Array.from(sizes, (d) => bias(d, covariance.samples));
  const space = {
    variables: blocks.length,
    columns: consecutive(blocks),
    order,
    features: normalise(features),
    hasTarget: target.encoding !== "none",
    featuresBias,
  };
  switch (target.encoding) {
    case "none":
      return { ...space, given: [{ weight: 1, matrix: space.features }], givenBias: featuresBias };
    case "copula":
    case "one-hot": {
      const { block } = target;
      const across = whole.selection(used, [...block]);
      const within = whole.selection([...block], [...block]);
      const given = Matrix.sub(features, across.mmul(solve(within, across.transpose())));
      const own = bias(block.length, covariance.samples);
      const withTarget = (d: number) => bias(d + block.length, covariance.samples) - own;
      return {
        ...space,
        given: [{ weight: 1, matrix: normalise(given) }],
        givenBias: Float64Array.from(sizes, withTarget),
      };
    }
    case "model": {
      const { classes } = target.gaussians;
      return {
        ...space,
        given: classes.map(({ probability, covariance: own }) => ({
          weight: probability,
          matrix: normalise(toMatrix(own).selection(used, used)),
        })),
        givenBias: Float64Array.from(
          sizes,
          (d) =>
            classes.reduce(
              (sum, { probability, covariance: own }) => sum + probability * bias(d, own.samples),
              0,
            ),
        ),
      };
    }
  }
}

function toMatrix({ values, order }: Covariance): Matrix {
  return Matrix.from1DArray(order, order, values);
}

/** Row-major values, made symmetric to the last bit. */
function flatten(matrix: Matrix): Float64Array {
  const order = matrix.rows;
  return Float64Array.from(
    { length: order * order },
    (_, at) => {
      const [i, j] = [Math.floor(at / order), at % order];
      return (matrix.get(i, j) + matrix.get(j, i)) / 2;
    },
  );
}

/** Column indices of the variables once their columns lie one after the other. */
function consecutive(blocks: readonly (readonly number[])[]): number[][] {
  let next = 0;
  return blocks.map((block) => block.map(() => next++));
}

/**
 * The map that gives every variable the identity as its covariance: the inverse Cholesky factor of
 * each diagonal block. No information measure changes under it.
 */
function whiteningOf(features: Matrix, widths: readonly number[]): Matrix {
  const map = Matrix.zeros(features.rows, features.rows);
  let start = 0;
  for (const width of widths) {
    const own = Array.from({ length: width }, (_, i) => start + i);
    map.setSubMatrix(inverseFactor(features.selection(own, own)), start, start);
    start += width;
  }
  return map;
}

/** L⁻¹ of a small positive definite matrix. */
function inverseFactor(matrix: Matrix): Matrix {
  const order = matrix.rows;
  const factor = flatten(matrix);
  choleskyInPlace(factor, order);
  return solve(Matrix.from1DArray(order, order, factor), Matrix.eye(order));
}
