/** A bounded estimate of the information of variables about a class, from how well a classifier predicts it. */
import { InformationError } from "../variables/errors.ts";
import {
  classTitle,
  type DiscreteTarget,
  rowsByClass,
  targetEntropy,
} from "../variables/target.ts";
import { choleskyInPlace, logDeterminant, squaredDistance, submatrix } from "./cholesky.ts";
import { meanOf, type Sampled, soundCovariance } from "./covariance.ts";

/** Parts of the samples; each is predicted from the others. */
export const FOLDS = 5;

/** Estimates of {@link ClassBound}, in nats. */
export interface BoundedInformation {
  /** Between 0 and H(y). */
  readonly information: number;
  /** H(y) minus the cross-entropy of the classifier: below 0 where it is worse than the frequencies of the classes. */
  readonly unclipped: number;
}

/** The Gaussian of a class in the samples outside of a fold. */
interface Trained {
  readonly logPrior: number;
  readonly mean: Float64Array;
  /** Of all columns, row-major. */
  readonly covariance: Float64Array;
}

/**
 * I(X; y) of sets of columns as H(y) minus the cross-entropy of a classifier with a Gaussian for every class, which never
 * saw the samples that it predicts, cut to 0..H(y). A sample that is the i-th of its class, from 0, lies in fold i mod 5.
 *
 * The cross-entropy of any classifier is at least H(y | X), so the estimate is low where classes are not Gaussian.
 *
 * @example
 * ```ts
 * import { ClassBound, discreteTarget, toVariables } from "@multiplet/multiplet/information";
 * import { normals, randomSource } from "@multiplet/multiplet/random";
 * import { ok } from "node:assert/strict";
 * const noise = normals(1000, randomSource(1));
 * // Two classes, 6 standard deviations apart: nearly all of H(y) = 1 bit.
 * const values = noise.map((one, at) => one + 6 * (at % 2));
 * const variables = toVariables({ samples: 1000, variables: 1, values });
 * const target = discreteTarget(Array.from(values, (_, at) => at % 2));
 * const { information } = new ClassBound(variables, target).information([0]);
 * ok(information > 0.97 * Math.LN2 && information <= Math.LN2);
 * ```
 */
export class ClassBound {
  readonly #sampled: Sampled;
  readonly #target: DiscreteTarget;
  readonly #entropy: number;
  /** Of each fold its rows, and the Gaussians of the classes in the others. */
  readonly #folds: readonly { readonly rows: Uint32Array; readonly classes: readonly Trained[] }[];

  /**
   * Learns the classes in the parts of the samples.
   *
   * @param sampled columns after normalisation of all samples together
   * @throws InformationError when there is not one label for every sample, and for a class with fewer samples than two
   * per fold
   */
  constructor(sampled: Sampled, target: DiscreteTarget) {
    this.#sampled = sampled;
    this.#target = target;
    this.#entropy = targetEntropy(target);
    const classes = rowsByClass(sampled, target);
    const small = classes.findIndex(({ rows }) => rows.length < 2 * FOLDS);
    if (small >= 0) {
      throw new InformationError(
        `A cross-validation in ${FOLDS} parts needs ${2 * FOLDS} samples of each class or more; ` +
          `class ${classTitle(target, small)} has ${classes[small]!.rows.length}`,
      );
    }
    this.#folds = Array.from({ length: FOLDS }, (_, fold) => {
      const inFold = classes.map(({ rows }) => rows.filter((_, at) => at % FOLDS === fold));
      const others = classes.map(({ rows }) => rows.filter((_, at) => at % FOLDS !== fold));
      const total = others.reduce((sum, rows) => sum + rows.length, 0);
      return {
        rows: Uint32Array.from(inFold.flatMap((rows) => [...rows])),
        classes: others.map((rows): Trained => ({
          logPrior: Math.log(rows.length / total),
          mean: Float64Array.from(sampled.columns, ({ values }) => meanOf(values, rows)),
          covariance: soundCovariance(sampled, rows).values,
        })),
      };
    });
  }

  /** Of a set of columns by their positions; of none, 0. */
  information(columns: readonly number[]): BoundedInformation {
    if (columns.length === 0) return { information: 0, unclipped: 0 };
    let sum = 0;
    for (const { rows, classes } of this.#folds) {
      sum += this.#crossEntropy(rows, classes, columns);
    }
    const entropy = this.#entropy;
    const unclipped = entropy - sum / this.#sampled.samples;
    return { information: Math.min(Math.max(unclipped, 0), entropy), unclipped };
  }

  /** The sum over rows of −ln of the predicted probability of their class. */
  #crossEntropy(
    rows: Uint32Array,
    classes: readonly Trained[],
    columns: readonly number[],
  ): number {
    const { columns: all } = this.#sampled;
    const size = columns.length;
    const gaussians = classes.map(({ logPrior, mean, covariance }) => {
      const factor = submatrix(covariance, all.length, columns);
      if (choleskyInPlace(factor, size) >= 0) return undefined;
      const constant = logPrior - logDeterminant(factor, size) / 2;
      return { factor, constant, centre: columns.map((column) => mean[column]!) };
    });
    const point = new Float64Array(size);
    const logs = new Float64Array(classes.length);
    let sum = 0;
    for (const row of rows) {
      for (const [index, gaussian] of gaussians.entries()) {
        if (gaussian === undefined) return NaN;
        const { factor, constant, centre } = gaussian;
        for (let i = 0; i < size; i++) point[i] = all[columns[i]!]!.values[row]! - centre[i]!;
        logs[index] = constant - squaredDistance(factor, size, point) / 2;
      }
      const largest = Math.max(...logs);
      const total = logs.reduce((all, log) => all + Math.exp(log - largest), 0);
      sum += largest + Math.log(total) - logs[this.#target.classes[row]!]!;
    }
    return sum;
  }
}
