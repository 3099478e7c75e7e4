/**
 * The input of fast searches: two set functions, both sums of log-determinants.
 *
 * With A(S) = ln |C_S| of the features and B(S) = 2 H(S | y) up to constants that cancel,
 *
 *   Ω(S, y) = ½ [(k−1) B(S) − Σ_j B(S∖j) − A(S)],   Ω(S) = ½ [(k−2) A(S) − Σ_j A(S∖j)]
 *
 * for variables of unit covariance. All target encodings fit: `copula` and `one-hot` have B = ln |C_S − C_SY
 * C_YY⁻¹ C_YS|, `model` has B = Σ_c p_c ln |C⁽ᶜ⁾_S|, `none` has B = A. One multiplet is scored by one
 * Cholesky factor per matrix; every search reports scores computed in this way.
 */
import { Matrix, solve } from "ml-matrix";
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { sharedZeros } from "../system/workers/in_parallel.ts";
import { InformationError, SingularMultipletError } from "../variables/errors.ts";
import { type ColumnsOf, requireVariables } from "../variables/grouping.ts";
import { choleskyInPlace, logDeterminant, submatrix } from "./cholesky.ts";
import type { Covariance } from "./covariance.ts";
import { ENTROPY_OPTIONS, entropyBiases, type EntropyOptions } from "./gaussian_entropy.ts";
import { type EncodedSystem, featureCount } from "./target_encoding.ts";

/** A multiplet and its O-information, in nats. X are its variables, y is the target. */
export interface ScoredMultiplet {
  /** Variables, ascending: by their positions in a system, in results by their own numbers. */
  readonly multiplet: readonly number[];
  /** Ω(X, y). Above 0 redundancy dominates, below 0 synergy. */
  readonly oInformation: number;
  /** Ω(X), without the target. */
  readonly featuresOInformation: number;
  /** Δ = Ω(X, y) − Ω(X); 0 without a target. */
  readonly targetContribution: number;
}

/** One term of B: `weight · ln |matrix_S|`. */
export interface ConditionalTerm {
  /** p_c of the class for the encoding `"model"`, 1 for others. */
  readonly weight: number;
  /** `columnCount × columnCount`, row-major: covariance of the columns given the target. */
  readonly matrix: Float64Array;
}

/** The variables of a search, 0..n−1, and the matrices of their columns. */
export interface SearchSpace {
  /** Number of variables, n. */
  readonly variables: number;
  /** Positions of each variable's columns in the matrices: one, or several for a block. */
  readonly columns: readonly (readonly number[])[];
  /** Number of columns of all variables. */
  readonly columnCount: number;
  /** `columnCount × columnCount`, row-major: covariance of the columns, the identity within each variable. */
  readonly features: Float64Array;
  /** The terms of B. Their weights add up to 1. */
  readonly conditionalTerms: readonly ConditionalTerm[];
  /** True with a target; without one B = A and Δ = 0. */
  readonly hasTarget: boolean;
  /** Bias in nats of H(S) for S of d = 0..columnCount columns; zeros when not corrected. */
  readonly featuresBias: Float64Array;
  /** Bias in nats of H(S | y) for S of d columns. */
  readonly conditionalBias: Float64Array;
}

/** Options of {@link searchSpace}. */
export interface SpaceOptions extends EntropyOptions {
  /** Variables by their columns in the covariance, e.g. `[[0, 1], 2]`. Default: each column alone. */
  readonly variables?: readonly ColumnsOf[] | undefined;
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
  const blocks = requireVariables(count, chosen);
  const used = blocks.flat();
  const size = used.length;

  const ofUsed = ({ values, columnCount: all }: Covariance) =>
    submatrix(values, all, used, zeros(size ** 2));
  const features = ofUsed(covariance);
  const whitening = whiteningOf(features, size, blocks.map((block) => block.length));
  const normalise = (matrix: Float64Array) => whiten(matrix, size, whitening);

  // Biases of H(S) for S of d = 0..most columns.
  const biases = (most: number, samples: number) =>
    entropyBiases(most, biasCorrected ? samples : Infinity);
  const featuresBias = biases(size, covariance.samples);
  let next = 0; // The columns of a variable lie one after the other in the matrices of the space.
  const space = {
    variables: blocks.length,
    columns: blocks.map((block) => block.map(() => next++)),
    columnCount: size,
    features: normalise(features),
    hasTarget: target.encoding !== "none",
    featuresBias,
  };
  if (target.encoding === "none") {
    const conditionalTerms = [{ weight: 1, matrix: space.features }];
    return { ...space, conditionalTerms, conditionalBias: featuresBias };
  }
  if (target.encoding === "model") {
    const { classes } = target.gaussians;
    const conditionalBias = new Float64Array(size + 1);
    for (const { probability, covariance: own } of classes) {
      biases(size, own.samples).forEach((bias, d) => conditionalBias[d]! += probability * bias);
    }
    const conditionalTerms = classes.map(({ probability, covariance: own }) => ({
      weight: probability,
      matrix: normalise(ofUsed(own)),
    }));
    return { ...space, conditionalTerms, conditionalBias };
  }
  const { block } = target;
  const withTarget = biases(size + block.length, covariance.samples);
  const ofTarget = withTarget[block.length]!;
  const matrix = normalise(conditionalCovariance(covariance, used, block));
  return {
    ...space,
    conditionalTerms: [{ weight: 1, matrix }],
    conditionalBias: withTarget.slice(block.length).map((bias) => bias - ofTarget),
  };
}

/** Columns from which on searches have workers: the matrices are in shared memory, to be sent without copies. */
const MANY = 256;

function zeros(length: number): Float64Array {
  return length < MANY ** 2 ? new Float64Array(length) : sharedZeros(Float64Array, length);
}

/** C_XX − C_XY C_YY⁻¹ C_YX of the columns `used`, X, given those of a target, Y. */
function conditionalCovariance(
  { values, columnCount: all }: Covariance,
  used: readonly number[],
  block: readonly number[],
): Float64Array {
  const size = used.length;
  const selection = (rows: readonly number[]) =>
    new Matrix(rows.map((row) => block.map((column) => values[row * all + column]!)));
  const across = selection(used);
  const slopes = solve(selection(block), across.transpose());
  const conditional = submatrix(values, all, used, zeros(size ** 2));
  const [rows, columns] = [across.to2DArray(), slopes.to2DArray()];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let explained = 0;
      for (let k = 0; k < block.length; k++) explained += rows[i]![k]! * columns[k]![j]!;
      conditional[i * size + j]! -= explained;
    }
  }
  return conditional;
}

/**
 * The map that gives every variable the identity as its covariance: the inverse Cholesky factor, row-major, of
 * each diagonal block. No information measure changes under it. NaN for a variable whose columns determine each other:
 * multiplets with it are singular.
 */
function whiteningOf(features: Float64Array, size: number, widths: readonly number[]) {
  let start = 0;
  return widths.map((width) => {
    const own = submatrix(features, size, Array.from({ length: width }, (_, i) => start + i));
    const failed = choleskyInPlace(own, width);
    const values = failed >= 0
      ? new Float64Array(width ** 2).fill(NaN)
      : width === 1
      ? Float64Array.of(1 / own[0]!)
      : solve(Matrix.from1DArray(width, width, own), Matrix.eye(width)).to1DArray();
    start += width;
    return { start: start - width, width, values };
  });
}

/**
 * W·M·Wᵀ of a symmetric matrix M, exactly symmetric, written over M. Products with zeros outside of the
 * blocks are left out, which does not change the bits of the result.
 */
function whiten(matrix: Float64Array, size: number, blocks: ReturnType<typeof whiteningOf>) {
  for (const { start: top, width: height, values: own } of blocks) {
    const rows = new Float64Array(height * size);
    for (let i = 0; i < height; i++) {
      for (let k = 0; k < height; k++) {
        const [factor, from] = [own[i * height + k]!, (top + k) * size];
        for (let j = 0; j < size; j++) rows[i * size + j]! += factor * matrix[from + j]!;
      }
    }
    for (let i = 0; i < height; i++) {
      for (const { start, width, values } of blocks) {
        for (let j = 0; j < width; j++) {
          let sum = 0;
          for (let k = 0; k < width; k++) {
            sum += rows[i * size + start + k]! * values[j * width + k]!;
          }
          matrix[(top + i) * size + start + j] = sum;
        }
      }
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (matrix[i * size + j]! + matrix[j * size + i]!) / 2;
      matrix[i * size + j] = mean;
      matrix[j * size + i] = mean;
    }
  }
  return matrix;
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
export function scoreMultiplet(space: SearchSpace, multiplet: readonly number[]): ScoredMultiplet {
  const ascending = [...multiplet].sort((a, b) => a - b);
  const size = ascending.length;
  const { features, featuresWithout, given, givenWithout, alone } = measureTerms(space, ascending);
  // Ω of fewer than three variables is 0 by definition; rounding could give another value.
  const featuresOInformation = size < 3 ? 0 : ((size - 2) * features - featuresWithout + alone) / 2;
  const scored = (oInformation: number): ScoredMultiplet => ({
    multiplet: ascending,
    oInformation,
    featuresOInformation,
    targetContribution: oInformation - featuresOInformation,
  });
  if (!space.hasTarget) return scored(featuresOInformation);
  return scored(size < 2 ? 0 : ((size - 1) * given - givenWithout - features + alone) / 2);
}

/** The sums of which all measures of a multiplet S are made, corrected for the bias of every entropy. */
export interface MeasureTerms {
  /** 2 H(S), up to constants that cancel in every measure. */
  readonly features: number;
  /** Σ_j 2 H(S∖j) over the variables j of S. */
  readonly featuresWithout: number;
  /** 2 H(S | y); 2 H(S) without a target. */
  readonly given: number;
  /** Σ_j 2 H(S∖j | y). */
  readonly givenWithout: number;
  /** Σ_j 2 H(X_j): the bias alone, because the columns of each variable have the identity as their covariance. */
  readonly alone: number;
}

/**
 * @param multiplet distinct variables of the space, at least one
 * @throws SingularMultipletError when the covariance of the multiplet is not positive definite
 */
export function measureTerms(space: SearchSpace, multiplet: readonly number[]): MeasureTerms {
  const features = terms(space, space.features, space.featuresBias, multiplet);
  const alone = multiplet.reduce(
    (sum, variable) => sum - 2 * space.featuresBias[space.columns[variable]!.length]!,
    0,
  );
  // Weights add up to 1, so correcting every term by the mean bias corrects the weighted sum.
  const given = space.hasTarget
    ? space.conditionalTerms.reduce(({ joint, without }, { weight, matrix }) => {
      const own = terms(space, matrix, space.conditionalBias, multiplet);
      return { joint: joint + weight * own.joint, without: without + weight * own.without };
    }, { joint: 0, without: 0 })
    : features;
  return {
    features: features.joint,
    featuresWithout: features.without,
    given: given.joint,
    givenWithout: given.without,
    alone,
  };
}

/** 2 H(S) and Σ_j 2 H(S∖j) over the variables j of S, with the bias of every entropy corrected. */
function terms(
  space: SearchSpace,
  matrix: Float64Array,
  bias: Float64Array,
  multiplet: readonly number[],
) {
  const columns: number[] = [];
  const widths: number[] = [];
  for (const variable of multiplet) {
    const own = space.columns[variable]!;
    widths.push(own.length);
    for (const column of own) columns.push(column);
  }
  const size = columns.length;
  const factor = submatrix(matrix, space.columnCount, columns);
  if (choleskyInPlace(factor, size) >= 0) throw new SingularMultipletError(multiplet);
  const determinant = logDeterminant(factor, size);
  // |C₋ⱼ| = |C| · |P_jj|, P = C⁻¹, for the block of variable j.
  const precisions = widths.length === size
    ? precisionsOfColumns(factor, size)
    : precisionsOfBlocks(factor, size, widths);
  let without = 0;
  for (let at = 0; at < widths.length; at++) {
    const own = precisions[at]!;
    if (Number.isNaN(own)) throw new SingularMultipletError(multiplet);
    without += determinant + own - 2 * bias[size - widths[at]!]!;
  }
  return { joint: determinant - 2 * bias[size]!, without };
}

/**
 * ln |P_jj| of the blocks on the diagonal of P = C⁻¹, of the matrix C that has the lower factor L; NaN where a block is
 * not positive definite.
 */
function precisionsOfBlocks(
  factor: Float64Array,
  size: number,
  widths: readonly number[],
): Float64Array {
  const inverse = inverseOf(factor, size);
  let first = 0;
  return Float64Array.from(widths, (width) => {
    const block = submatrix(inverse, size, Array.from({ length: width }, (_, i) => first + i));
    first += width;
    return choleskyInPlace(block, width) >= 0 ? NaN : logDeterminant(block, width);
  });
}

/** {@link precisionsOfBlocks} of one column each, with the same bits, in half of the time. */
function precisionsOfColumns(factor: Float64Array, size: number): Float64Array {
  const precisions = new Float64Array(size);
  const column = new Float64Array(size); // Of L⁻¹.
  for (let j = 0; j < size; j++) {
    column[j] = 1 / factor[j * size + j]!;
    let squares = column[j]! * column[j]!;
    for (let i = j + 1; i < size; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += factor[i * size + k]! * column[k]!;
      const value = -sum / factor[i * size + i]!;
      column[i] = value;
      squares += value * value;
    }
    // From the square root, as from the factor of a block.
    precisions[j] = 0 < squares && squares < Infinity ? 2 * Math.log(Math.sqrt(squares)) : NaN;
  }
  return precisions;
}

/** C⁻¹ = L⁻ᵀ L⁻¹ of the matrix C that has the lower factor L. */
export function inverseOf(factor: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    lower[j * size + j] = 1 / factor[j * size + j]!;
    for (let i = j + 1; i < size; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += factor[i * size + k]! * lower[k * size + j]!;
      lower[i * size + j] = -sum / factor[i * size + i]!;
    }
  }
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < size; k++) sum += lower[k * size + i]! * lower[k * size + j]!;
      inverse[i * size + j] = sum;
      inverse[j * size + i] = sum;
    }
  }
  return inverse;
}
