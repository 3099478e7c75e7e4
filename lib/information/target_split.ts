/**
 * The O-information of features and target, taken apart.
 * @module
 */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { requireVariables, type Variable } from "./blocks.ts";
import { ENTROPY_OPTIONS, type EntropyOptions } from "./entropy_bias.ts";
import { InformationError } from "./errors.ts";
import type { GaussianSystem } from "./gaussian_system.ts";
import { modelMutualInformation } from "./model_mutual_information.ts";
import { mutualInformation } from "./mutual_information.ts";
import { oInformation } from "./o_information.ts";
import { exceedsTargetEntropy } from "./target_warning.ts";

/** Ω(X, y) of a multiplet X and a target y, and its two parts; all in nats. */
export interface TargetSplit {
  /** Ω(X, y) = Ω(X) + Δ. */
  readonly oInformation: number;
  /** Ω(X), without the target. */
  readonly featuresOInformation: number;
  /** Δ = Ω(X, y) − Ω(X) = (1−k) I(X; y) + Σ_j I(X₋ⱼ; y); 0 with encoding `"none"`. */
  readonly targetContribution: number;
  /** I(X; y) under the system's encoding; 0 with encoding `"none"`. */
  readonly targetInformation: number;
  /** A sentence when I(X; y) exceeds H(y). */
  readonly warnings: readonly string[];
}

/**
 * Ω(X, y) of k variables and the target of a system, as Ω(X) and the part Δ that the target
 * contributes. That Δ = (1−k) I(X; y) + Σ_j I(X₋ⱼ; y) follows from the definition of Ω for any y, so all
 * encodings share it and differ in I alone.
 *
 * @param variables at least one feature, or blocks of features that count as one variable
 * @throws InformationError for variables that are no features of the system, or that overlap
 * @example
 * ```ts
 * import {
 *   discreteTarget,
 *   gaussianSystem,
 *   normaliseFeatures,
 *   targetSplit,
 * } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * const values = Float64Array.of(1, 2, 2, 1, 4, 3, 3, 5, 5, 4, 6, 7, 8, 6, 7, 8);
 * const features = normaliseFeatures({ samples: 8, variables: 2, values });
 * const system = gaussianSystem(features, discreteTarget([0, 0, 0, 1, 0, 1, 1, 1]));
 * const split = targetSplit(system, [0, 1]);
 * // Both columns tell much the same about y.
 * ok(split.featuresOInformation === 0 && split.targetContribution > 0);
 * ```
 */
export function targetSplit(
  system: GaussianSystem,
  variables: readonly Variable[],
  options: EntropyOptions = {},
): TargetSplit {
  rejectUnknownOptions(InformationError, "targetSplit", options, ENTROPY_OPTIONS);
  const blocks = requireVariables({ variables: system.features }, variables);
  const { covariance, target } = system;
  const featuresOInformation = oInformation(covariance, blocks, options);
  const whole = informationAboutTarget(system, blocks.flat(), options);
  const contribution = blocks.reduce((sum, block) => {
    const others = blocks.filter((other) => other !== block).flat();
    return sum + (others.length === 0 ? 0 : informationAboutTarget(system, others, options));
  }, (1 - blocks.length) * whole);
  const subject = `Multiplet ${blocks.map((block) => block.join("+")).join(",")}`;
  const warning = target.encoding === "none"
    ? undefined
    : exceedsTargetEntropy(subject, whole, target.entropy);
  return {
    oInformation: featuresOInformation + contribution,
    featuresOInformation,
    targetContribution: contribution,
    targetInformation: whole,
    warnings: warning === undefined ? [] : [warning],
  };
}

/** I(X; y) in nats under the system's encoding; 0 with encoding `"none"`. */
function informationAboutTarget(
  { covariance, target }: GaussianSystem,
  columns: readonly number[],
  options: EntropyOptions,
): number {
  switch (target.encoding) {
    case "none":
      return 0;
    case "copula":
    case "one-hot":
      return mutualInformation(covariance, columns, target.block, options);
    case "model":
      return modelMutualInformation(target.gaussians, columns, options);
  }
}
