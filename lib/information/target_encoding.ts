/** Encodings of a discrete target in a system of Gaussian variables; one Gaussian per class. */
import { InformationError } from "../variables/errors.ts";
import { requireMemory } from "../variables/hygiene.ts";
import {
  type DiscreteTarget,
  isDiscrete,
  requireLabelled,
  rowsByClass,
  type Target,
  targetEntropy,
} from "../variables/target.ts";
import type { Column, Variables } from "../variables/variables.ts";
import type { ColumnThreads } from "./column_threads.ts";
import {
  type Covariance,
  covariance,
  meanOf,
  type Sampled,
  soundCovariance,
  withMoreColumns,
} from "./covariance.ts";
import { numbersOf } from "./scored_columns.ts";

/** The Gaussian of the samples of one class. */
export interface ClassGaussian {
  /** Label of the class. */
  readonly label: number;
  /** The class's share of all samples, p_c. */
  readonly probability: number;
  /** Mean of every column within the class. */
  readonly mean: Float64Array;
  /** Covariance of the class's samples around their own mean, with the class's label and number of samples. */
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
 * @throws TooFewSamplesError that names a class with one sample only
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
  const overall = covariance(sampled);
  return { overall, classes: gaussiansOfClasses(sampled, target) };
}

/** The Gaussian of every class, by ascending label. */
export function gaussiansOfClasses(sampled: Sampled, target: DiscreteTarget): ClassGaussian[] {
  return rowsByClass(sampled, target).map(({ label, rows }) =>
    classGaussian(sampled, label, rows, soundCovariance(sampled, rows))
  );
}

/** The Gaussian of a class, from the covariance of its rows. */
export function classGaussian(
  { samples, columns }: Sampled,
  label: number,
  rows: Uint32Array,
  covariance: Covariance,
): ClassGaussian {
  return {
    label,
    probability: rows.length / samples,
    mean: Float64Array.from(columns, (column) => meanOf(numbersOf(column), rows)),
    covariance: { ...covariance, label },
  };
}

/**
 * Encodings of y among Gaussian variables:
 * - `"copula"`: the integer label is one more column, ranked and normalised like the features, as the paper
 *   seems to do; depends on how classes are numbered. Called `ordinal` in the command line.
 * - `"none"`: y is left out.
 * - `"model"`: class-conditional Gaussians, I(X; y) = H(X) − Σ_c p_c H(X | c). Called `class-gaussian` in the
 *   command line.
 * - `"one-hot"`: C − 1 indicator columns as one block variable, with one covariance of all samples.
 */
export type TargetEncoding = (typeof TARGET_ENCODINGS)[number];

/** All values of {@link TargetEncoding}. */
export const TARGET_ENCODINGS = ["copula", "none", "model", "one-hot"] as const;

/** An encoded target. */
export type EncodedTarget =
  | { readonly encoding: "none" }
  | {
    readonly encoding: "copula" | "one-hot";
    /** The columns of y, after those of the features. */
    readonly block: readonly number[];
    /** H(y) in nats; `undefined` for a continuous target. */
    readonly entropy: number | undefined;
  }
  | {
    readonly encoding: "model";
    /** Of the normalised features. */
    readonly gaussians: ClassGaussians;
    /** H(y) in nats. */
    readonly entropy: number;
  };

/** Normalised columns with their encoded target. */
export interface EncodedSystem {
  /** Covariance of the columns of the variables, followed by those of the target, if any. */
  readonly covariance: Covariance;
  /** The target's position in it. */
  readonly target: EncodedTarget;
}

/** Number of columns of a system without those of the target. */
export function featureCount({ covariance, target }: EncodedSystem): number {
  return covariance.columnCount - ("block" in target ? target.block.length : 0);
}

/** Covariances of normalised columns, which are the same for all targets, and of their classes. */
const known = new WeakMap<Variables, Covariance>();
const knownClasses = new WeakMap<Variables, WeakMap<DiscreteTarget, ClassGaussian[]>>();

function covarianceOf(normalised: Variables): Covariance {
  const found = known.get(normalised) ?? soundCovariance(normalised);
  known.set(normalised, found);
  return found;
}

function classesOf(normalised: Variables, target: DiscreteTarget): ClassGaussian[] {
  return knownClasses.get(normalised)?.get(target) ?? gaussiansOfClasses(normalised, target);
}

/** Computes on several threads what {@link encodeTarget} needs first. */
export async function estimateAhead(
  normalised: Variables,
  target: Target | undefined,
  encoding: TargetEncoding,
  threads: ColumnThreads,
): Promise<void> {
  const width = normalised.columns.length;
  const classTarget = encoding === "model" && target && isDiscrete(target) ? target : undefined;
  requireMemory(width, 1 + (classTarget?.labels.length ?? 0));
  known.set(normalised, known.get(normalised) ?? await threads.covariance(normalised));
  if (classTarget === undefined) return;
  const byClass = rowsByClass(normalised, classTarget);
  const covariances = await threads.covariancesOf(normalised, byClass.map(({ rows }) => rows));
  const classes = byClass.map(({ label, rows }, at) =>
    classGaussian(normalised, label, rows, covariances[at]!)
  );
  knownClasses.set(normalised, new WeakMap([[classTarget, classes]]));
}

/**
 * Adds an encoded target to normalised columns.
 *
 * @param normalise applied to the integer label, which is a column like the others with encoding `"copula"`
 * @throws InformationError when an encoding other than `"none"` has no target, one with fewer than
 *   two classes, or not one label for every sample, or when the covariances would take more than 2 GiB
 */
export function encodeTarget(
  normalised: Variables,
  target: Target | undefined,
  encoding: TargetEncoding,
  normalise: (columns: readonly Column[]) => readonly Column[],
): EncodedSystem {
  const width = normalised.columns.length;
  if (encoding === "none") {
    requireMemory(width);
    return { covariance: covarianceOf(normalised), target: { encoding } };
  }
  if (target === undefined) {
    throw new InformationError(`Target encoding "${encoding}" needs a target; use "none" without`);
  }
  requireLabelled(normalised, target);
  if (!isDiscrete(target)) {
    if (encoding !== "copula") {
      throw new InformationError(
        `Target encoding "${encoding}" needs classes, but the target is continuous; use "copula"`,
      );
    }
    requireMemory(width + 1);
    return withTargetColumns(normalised, normalise([numbersOfTarget(target)]), {
      encoding,
      entropy: undefined,
    });
  }
  if (target.labels.length < 2) {
    throw new InformationError(
      `A target needs at least two classes, all samples have label ${target.labels[0]}`,
    );
  }
  const entropy = targetEntropy(target);
  const classes = target.labels.length;
  if (encoding === "model") {
    requireMemory(width, classes + 1);
    const overall = covarianceOf(normalised);
    const gaussians = { overall, classes: classesOf(normalised, target) };
    return { covariance: overall, target: { encoding, gaussians, entropy } };
  }
  requireMemory(width + (encoding === "copula" ? 1 : classes - 1));
  const more = encoding === "copula"
    ? normalise([numbersOfTarget(target)])
    : indicatorColumns(target);
  return withTargetColumns(normalised, more, { encoding, entropy });
}

/** A system whose target is columns behind those of the variables. */
function withTargetColumns(
  normalised: Variables,
  more: readonly Column[],
  target: Omit<Extract<EncodedTarget, { block: unknown }>, "block">,
): EncodedSystem {
  const width = normalised.columns.length;
  return {
    covariance: withMoreColumns(covarianceOf(normalised), normalised, more),
    target: { ...target, block: more.map((_, i) => width + i) },
  };
}

/** The target as a column: its integer label, or its values. */
export function numbersOfTarget(target: Target): Column {
  const values = isDiscrete(target) ? Float64Array.from(target.classes) : target.values;
  return { index: 0, name: "target", values };
}

/** One 0/1 column for every class but the first; for samples of the first class all of them are 0. */
export function indicatorColumns({ labels, classes }: DiscreteTarget): Column[] {
  return labels.slice(1).map((label, at) => {
    const values = new Float64Array(classes.length);
    for (let i = 0; i < values.length; i++) values[i] = classes[i] === at + 1 ? 1 : 0;
    return { index: at, name: `target = ${label}`, values };
  });
}
