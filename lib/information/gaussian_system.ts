/**
 * From normalised features and labels to the covariances that measures and searches work on.
 * @module
 */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import type { Covariance } from "./covariance.ts";
import { choleskyFactor, dependentColumns } from "./covariance_factor.ts";
import type { DiscreteTarget } from "./discrete_target.ts";
import { columnReference, type DegenerateColumn, InformationError } from "./errors.ts";
import { selectColumns } from "./feature_matrix.ts";
import type { NormalisedFeatures } from "./normalised_features.ts";
import {
  type EncodedSystem,
  encodeTarget,
  TARGET_ENCODINGS,
  type TargetEncoding,
} from "./target_encoding.ts";

/** What becomes of the target. */
export interface SystemOptions {
  /** Default `"copula"` with a target, `"none"` without. */
  readonly encoding?: TargetEncoding;
}

/**
 * Gaussian variables with an encoded target: all that is needed of the samples. Every covariance in
 * it is positive definite.
 */
export interface GaussianSystem extends EncodedSystem {
  /** Number of features, n. Multiplets are made of the columns 0..n−1. */
  readonly features: number;
  /** For every feature, its column in the original samples. 0..n−1 when nothing was dropped. */
  readonly columns: readonly number[];
  /** Columns of the original samples that were left out, ascending. */
  readonly dropped: readonly DegenerateColumn[];
}

/**
 * Encodes a target beside features and estimates the covariances.
 *
 * Features that those before them determine are dropped when the features were normalised with
 * `degenerate: "drop"`.
 *
 * @param target class labels; `undefined` for none
 * @throws NotPositiveDefiniteError that names a column determined by those before it, and the class
 *   if it is so in one class only; in any case for a target that features determine
 * @throws TooFewSamplesError when there are not more samples than columns, ClassTooSmallError when
 *   encoding `"model"` finds that in a class
 * @throws InformationError for unknown options, or a target that is missing, has one class only or
 *   does not match
 * @example
 * ```ts
 * import { discreteTarget, gaussianSystem, normaliseFeatures } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const features = normaliseFeatures({ samples: 5, variables: 2, values });
 * const { covariance, target } = gaussianSystem(features, discreteTarget([0, 1, 0, 1, 1]));
 * deepEqual(covariance.names, ["x0", "x1", "target"]);
 * deepEqual(target.encoding === "copula" && target.block, [2]);
 * ```
 */
export function gaussianSystem(
  features: NormalisedFeatures,
  target: DiscreteTarget | undefined,
  options: SystemOptions = {},
): GaussianSystem {
  rejectUnknownOptions(InformationError, "gaussianSystem", options, ["encoding"]);
  const { encoding = target ? "copula" : "none" } = options;
  requireChoice(InformationError, "encoding", encoding, TARGET_ENCODINGS);
  const { degenerate, ...ties } = features.options;
  const system = encodeTarget(features.matrix, target, encoding, ties);
  const dependent = degenerate === "drop" ? dependentFeatures(system, features) : [];
  if (dependent.length > 0) {
    const rest = withoutDependent(features, dependent);
    return checked(encodeTarget(rest.matrix, target, encoding, ties), rest);
  }
  return checked(system, features);
}

/** The system, when every covariance is positive definite. */
function checked(
  system: EncodedSystem,
  { columns, dropped }: NormalisedFeatures,
): GaussianSystem {
  for (const covariance of covariancesOf(system)) {
    choleskyFactor(covariance, Array.from({ length: covariance.order }, (_, i) => i));
  }
  return { ...system, features: columns.length, columns, dropped };
}

/** Every covariance that entropies will be taken of. */
function covariancesOf({ covariance, target }: EncodedSystem): Covariance[] {
  return target.encoding === "model"
    ? [covariance, ...target.gaussians.classes.map((one) => one.covariance)]
    : [covariance];
}

/** The features that those before them determine, in any covariance of the system. */
function dependentFeatures(
  system: EncodedSystem,
  { matrix: { names }, columns }: NormalisedFeatures,
): DegenerateColumn[] {
  let independent = columns.map((_, feature) => feature);
  return covariancesOf(system).flatMap((covariance) => {
    const dependent = dependentColumns(covariance, independent);
    independent = independent.filter((feature) => !dependent.includes(feature));
    const where = covariance.label === undefined ? "" : ` within class ${covariance.label}`;
    return dependent.map((feature): DegenerateColumn => ({
      ...columnReference(feature, names),
      index: columns[feature]!,
      reason: "dependent",
      explanation: `the columns before it determine it${where}`,
    }));
  });
}

/** The features without some more of their columns. */
function withoutDependent(
  { matrix, columns, dropped, options }: NormalisedFeatures,
  dependent: readonly DegenerateColumn[],
): NormalisedFeatures {
  const kept = columns.map((_, feature) => feature)
    .filter((feature) => dependent.every(({ index }) => index !== columns[feature]));
  return {
    matrix: selectColumns(matrix, kept),
    columns: kept.map((feature) => columns[feature]!),
    dropped: [...dropped, ...dependent].sort((a, b) => a.index - b.index),
    options,
  };
}
