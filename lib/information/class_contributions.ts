/** What each class adds to the target contribution Δ of a multiplet. */
import type { DiscreteTarget } from "../variables/target.ts";
import type { Column } from "../variables/variables.ts";
import { choleskyInPlace, logDeterminant, submatrix } from "./cholesky.ts";
import type { Sampled } from "./covariance.ts";
import { inverseOf } from "./search_space.ts";
import {
  type ClassGaussians,
  classGaussians,
  indicatorColumns,
  numbersOfTarget,
  type TargetEncoding,
} from "./target_encoding.ts";

/** Second moments of the samples of a class around the mean of all samples. */
interface ClassMoments {
  readonly samples: number;
  /** Row-major, of all columns. */
  readonly moments: Float64Array;
  /** The covariance within the class. */
  readonly covariance: Float64Array;
}

/**
 * The local target contribution of a multiplet X, averaged over the samples of each class c: in
 * Δ = (1−k) I(X; y) + Σ_j I(X₋ⱼ; y), each entropy is replaced by the mean of −ln N(z) over the samples z of c, as in
 * local measures (Scagliarini et al. 2022). The means over classes, weighted by their shares of the samples, sum to Δ without
 * bias correction.
 */
export class ClassContributions {
  readonly #encoding: TargetEncoding;
  readonly #classes: readonly ClassMoments[];
  /** Of all samples, row-major. */
  readonly #overall: Float64Array;
  readonly #columnCount: number;
  /** Columns of the target, after those of the variables. */
  readonly #target: readonly number[];

  /**
   * @param normalised columns of the variables
   * @param normalise applied to the integer label with encoding `"copula"`
   * @throws TooFewSamplesError for a class of one sample
   */
  constructor(
    normalised: Sampled,
    target: DiscreteTarget,
    encoding: Exclude<TargetEncoding, "none">,
    normalise: (columns: readonly Column[]) => readonly Column[],
  ) {
    const { samples, columns } = normalised;
    const more = encoding === "model"
      ? []
      : encoding === "copula"
      ? normalise([numbersOfTarget(target)])
      : indicatorColumns(target);
    const gaussians = classGaussians({ samples, columns: [...columns, ...more] }, target);
    this.#encoding = encoding;
    this.#columnCount = columns.length + more.length;
    this.#target = more.map((_, at) => columns.length + at);
    this.#overall = gaussians.overall.values;
    this.#classes = momentsOf(gaussians, this.#columnCount);
  }

  /**
   * @param blocks the columns of each variable of the multiplet
   * @returns in nats, by ascending label; NaN where a covariance has no inverse
   */
  of(blocks: readonly (readonly number[])[]): number[] {
    const result = this.#information(blocks.flat()).map((one) => (1 - blocks.length) * one);
    for (const block of blocks) {
      const others = this.#information(blocks.filter((other) => other !== block).flat());
      for (const [at, one] of others.entries()) result[at]! += one;
    }
    return result;
  }

  /** The mean local information that columns have about the target, by class. */
  #information(columns: readonly number[]): number[] {
    if (columns.length === 0) return this.#classes.map(() => 0);
    const alone = this.#meanEntropies(columns);
    if (this.#encoding === "model") {
      return this.#classes.map(({ covariance, samples }, at) =>
        alone[at]! - this.#entropy(covariance, columns, (samples - 1) / samples * columns.length)
      );
    }
    const ofTarget = this.#meanEntropies(this.#target);
    const together = this.#meanEntropies([...columns, ...this.#target]);
    return alone.map((one, at) => one + ofTarget[at]! - together[at]!);
  }

  /** The mean of −ln N(z; m, C) of columns over the samples of each class, with mean and covariance of all samples. */
  #meanEntropies(columns: readonly number[]): number[] {
    const size = columns.length;
    const factor = submatrix(this.#overall, this.#columnCount, columns);
    if (choleskyInPlace(factor, size) >= 0) return this.#classes.map(() => NaN);
    const constant = logDeterminant(factor, size) + size * Math.log(2 * Math.PI);
    const inverse = inverseOf(factor, size);
    return this.#classes.map(({ moments }) => {
      const own = submatrix(moments, this.#columnCount, columns);
      return (constant + own.reduce((sum, one, at) => sum + one * inverse[at]!, 0)) / 2;
    });
  }

  /** ½ (ln |2π C| + `distance`) of columns, from a covariance of all. */
  #entropy(covariance: Float64Array, columns: readonly number[], distance: number): number {
    const size = columns.length;
    const factor = submatrix(covariance, this.#columnCount, columns);
    if (choleskyInPlace(factor, size) >= 0) return NaN;
    return (logDeterminant(factor, size) + size * Math.log(2 * Math.PI) + distance) / 2;
  }
}

function momentsOf({ classes }: ClassGaussians, columnCount: number): ClassMoments[] {
  const centre = Float64Array.from(
    { length: columnCount },
    (_, at) => classes.reduce((sum, { probability, mean }) => sum + probability * mean[at]!, 0),
  );
  return classes.map(({ mean, covariance: { values, samples } }) => {
    const offset = mean.map((one, at) => one - centre[at]!);
    const moments = values.map((value, at) =>
      value * (samples - 1) / samples +
      offset[Math.floor(at / columnCount)]! * offset[at % columnCount]!
    );
    return { samples, moments, covariance: values };
  });
}
