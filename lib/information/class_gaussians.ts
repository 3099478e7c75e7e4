/**
 * Samples taken apart by class, and one Gaussian per class.
 * @module
 */
import { ClassTooSmallError } from "../variables/errors.ts";
import { type DiscreteTarget, requireLabelled } from "../variables/target.ts";
import { type Covariance, covariance, meanOf, type Sampled } from "./covariance.ts";

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
 * @param sampled columns, normalised before as the measure needs it
 * @throws InformationError when there is not one label for every sample
 * @throws DegenerateColumnsError that lists the columns with a NaN or an infinity
 * @throws ClassTooSmallError that names a class with one sample only
 * @example
 * ```ts
 * import { classGaussians, discreteTarget, toVariables } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const column = toVariables({ samples: 4, variables: 1, values: Float64Array.of(0, 2, 10, 14) });
 * const { classes } = classGaussians(column, discreteTarget([0, 0, 1, 1]));
 * deepEqual(classes.map(({ mean }) => mean[0]), [1, 12]);
 * deepEqual(classes.map(({ covariance }) => covariance.values[0]), [2, 8]);
 * ```
 */
export function classGaussians(sampled: Sampled, target: DiscreteTarget): ClassGaussians {
  return { classes: gaussiansOfClasses(sampled, target), overall: covariance(sampled) };
}

/** The Gaussian of every class, by ascending label. */
export function gaussiansOfClasses(sampled: Sampled, target: DiscreteTarget): ClassGaussian[] {
  return samplesByClass(sampled, target).map(({ label, sampled: own }) => ({
    label,
    probability: own.samples / sampled.samples,
    mean: Float64Array.from(own.columns, ({ values }) => meanOf(values)),
    covariance: { ...covariance(own), label },
  }));
}

/** The samples of one class. */
export interface ClassSamples {
  readonly label: number;
  /** Places of its samples among all, ascending. */
  readonly rows: readonly number[];
  /** The columns at those places. */
  readonly sampled: Sampled;
}

/**
 * The samples of every class, by ascending label.
 *
 * @throws InformationError when there is not one label for every sample
 * @throws ClassTooSmallError that names a class with one sample only
 */
export function samplesByClass(
  { samples, columns }: Sampled,
  target: DiscreteTarget,
): ClassSamples[] {
  requireLabelled({ samples }, target);
  const rows: number[][] = target.labels.map(() => []);
  target.classes.forEach((index, row) => rows[index]!.push(row));
  return target.labels.map((label, index) => {
    const own = rows[index]!;
    if (own.length < 2) throw new ClassTooSmallError(label, own.length, 1);
    const selected = columns.map((column) => ({
      ...column,
      values: Float64Array.from(own, (row) => column.values[row]!),
    }));
    return { label, rows: own, sampled: { samples: own.length, columns: selected } };
  });
}
