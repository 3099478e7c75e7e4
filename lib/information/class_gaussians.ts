/**
 * One Gaussian a class: what is needed of the samples for information about a discrete target.
 * @module
 */
import { samplesByClass } from "./class_samples.ts";
import { columnMeans, type Covariance, covariance } from "./covariance.ts";
import type { DiscreteTarget } from "./discrete_target.ts";
import type { FeatureMatrix } from "./feature_matrix.ts";

/** The Gaussian of the samples of one class. */
export interface ClassGaussian {
  /** Label of the class. */
  readonly label: number;
  /** The class's share of all samples, p_c. */
  readonly probability: number;
  /** Mean of every column within the class. */
  readonly mean: Float64Array;
  /** Of the class's samples around their own mean; carries its label and its number of samples. */
  readonly covariance: Covariance;
}

/** The Gaussian of all samples, and those of the classes. */
export interface ClassGaussians {
  /** Covariance of all samples around their common mean. */
  readonly overall: Covariance;
  /** By ascending label. */
  readonly classes: readonly ClassGaussian[];
}

/**
 * Covariances of all samples and of every class (N − 1 and n_c − 1), and the means of the classes.
 *
 * @param features samples, normalised before as the measure wants it
 * @throws InformationError when there is not one label for every sample
 * @throws DegenerateColumnsError that lists the columns with a NaN or an infinity
 * @throws ClassTooSmallError that names a class with one sample only
 * @example
 * ```ts
 * import { classGaussians, discreteTarget } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const features = { samples: 4, variables: 1, values: Float64Array.of(0, 2, 10, 14) };
 * const { classes } = classGaussians(features, discreteTarget([0, 0, 1, 1]));
 * deepEqual(classes.map(({ mean }) => mean[0]), [1, 12]);
 * deepEqual(classes.map(({ covariance }) => covariance.values[0]), [2, 8]);
 * ```
 */
export function classGaussians(features: FeatureMatrix, target: DiscreteTarget): ClassGaussians {
  const classes = samplesByClass(features, target).map(({ label, features: own }) => ({
    label,
    probability: own.samples / features.samples,
    mean: columnMeans(own),
    covariance: { ...covariance(own), label },
  }));
  return { overall: covariance(features), classes };
}
