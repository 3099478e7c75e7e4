/**
 * How a discrete target enters a system of Gaussian variables.
 * @module
 */
import { type ClassGaussians, classGaussians } from "./class_gaussians.ts";
import { copulaNormalise } from "./copula.ts";
import { type Covariance, covariance } from "./covariance.ts";
import { type DiscreteTarget, requireLabelled, targetEntropy } from "./discrete_target.ts";
import { InformationError } from "./errors.ts";
import { columnValues, type FeatureMatrix, fromColumns } from "./feature_matrix.ts";
import type { TieOptions } from "./ranks.ts";
import { requireRoom } from "./room.ts";

/**
 * What y is among Gaussian variables.
 * - `"copula"`: the integer label is one more column, ranked and normalised like the features. The
 *   literal reading of the paper; depends on how classes are numbered.
 * - `"none"`: y is left out.
 * - `"model"`: class-conditional Gaussians, I(X; y) = H(X) − Σ_c p_c H(X | c).
 * - `"one-hot"`: C − 1 indicator columns as one block variable, with one covariance of all samples.
 */
export type TargetEncoding = "copula" | "none" | "model" | "one-hot";

/** All values of {@link TargetEncoding}. */
export const TARGET_ENCODINGS = [
  "copula",
  "none",
  "model",
  "one-hot",
] as const satisfies TargetEncoding[];

/** A target as the measures see it. */
export type EncodedTarget =
  | { readonly encoding: "none" }
  | {
    readonly encoding: "copula" | "one-hot";
    /** The columns that stand for y, behind those of the features. */
    readonly block: readonly number[];
    /** H(y) in nats. */
    readonly entropy: number;
  }
  | {
    readonly encoding: "model";
    /** Of the normalised features. */
    readonly gaussians: ClassGaussians;
    /** H(y) in nats. */
    readonly entropy: number;
  };

/** Normalised features with their encoded target. */
export interface EncodedSystem {
  /** Of the features and, behind them, the columns that stand for the target, if any. */
  readonly covariance: Covariance;
  /** Where to find the target in it. */
  readonly target: EncodedTarget;
}

/**
 * Puts an encoded target beside normalised features.
 *
 * @throws InformationError when an encoding other than `"none"` has no target, one with fewer than
 *   two classes, or not one label for every sample, or when the covariances would take more than 2 GiB
 */
export function encodeTarget(
  normalised: FeatureMatrix,
  target: DiscreteTarget | undefined,
  encoding: TargetEncoding,
  ties: TieOptions,
): EncodedSystem {
  if (encoding === "none") {
    requireRoom(normalised.variables);
    return { covariance: covariance(normalised), target: { encoding } };
  }
  const discrete = requireClasses(normalised, target, encoding);
  const entropy = targetEntropy(discrete);
  const classes = discrete.labels.length;
  if (encoding === "model") requireRoom(normalised.variables, classes + 1);
  else requireRoom(normalised.variables + (encoding === "copula" ? 1 : classes - 1));
  if (encoding === "model") {
    const gaussians = classGaussians(normalised, discrete);
    return { covariance: gaussians.overall, target: { encoding, gaussians, entropy } };
  }
  const columns = encoding === "copula" ? copulaColumn(discrete, ties) : indicatorColumns(discrete);
  const block = Array.from({ length: columns.variables }, (_, i) => normalised.variables + i);
  return {
    covariance: covariance(beside(normalised, columns)),
    target: { encoding, block, entropy },
  };
}

function requireClasses(
  normalised: FeatureMatrix,
  target: DiscreteTarget | undefined,
  encoding: TargetEncoding,
): DiscreteTarget {
  if (target === undefined) {
    throw new InformationError(`Target encoding "${encoding}" needs a target; use "none" without`);
  }
  requireLabelled(normalised, target);
  if (target.labels.length < 2) {
    throw new InformationError(
      `A target needs at least two classes, all samples have label ${target.labels[0]}`,
    );
  }
  return target;
}

/** The class numbers as one normalised column. */
function copulaColumn({ classes }: DiscreteTarget, ties: TieOptions): FeatureMatrix {
  const column = fromColumns([Float64Array.from(classes)], classes.length, ["target"]);
  return copulaNormalise(column, ties);
}

/** One 0/1 column for every class but the first, which is where all of them are 0. */
function indicatorColumns({ labels, classes }: DiscreteTarget): FeatureMatrix {
  const columns = labels.slice(1).map((_, at) =>
    Float64Array.from(classes, (index) => index === at + 1 ? 1 : 0)
  );
  const names = labels.slice(1).map((label) => `target = ${label}`);
  return fromColumns(columns, classes.length, names);
}

/** Two matrices of the same samples as one. */
function beside(left: FeatureMatrix, right: FeatureMatrix): FeatureMatrix {
  const columns = [left, right].flatMap((part) =>
    Array.from({ length: part.variables }, (_, j) => columnValues(part, j))
  );
  const names = left.names && right.names && [...left.names, ...right.names];
  return fromColumns(columns, left.samples, names);
}
