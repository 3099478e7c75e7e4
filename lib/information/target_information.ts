/**
 * Information of variables about a discrete target, from samples to numbers.
 * @module
 */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { asBlocks, requireVariables, type Variable } from "./blocks.ts";
import { copulaNormaliseWithinClasses } from "./class_copula.ts";
import { type ClassGaussians, classGaussians } from "./class_gaussians.ts";
import { copulaNormalise } from "./copula.ts";
import { type DiscreteTarget, targetEntropy } from "./discrete_target.ts";
import { ENTROPY_OPTIONS, type EntropyOptions } from "./entropy_bias.ts";
import { InformationError } from "./errors.ts";
import { type FeatureMatrix, requireShape } from "./feature_matrix.ts";
import { mixtureMutualInformation } from "./mixture_mutual_information.ts";
import { modelMutualInformation } from "./model_mutual_information.ts";
import { TIE_OPTIONS, type TieOptions } from "./ranks.ts";
import { exceedsTargetEntropy } from "./target_warning.ts";

/**
 * How information about a discrete target is estimated.
 * - `"model"`: {@link modelMutualInformation} (ANOVA); samples normalised together.
 * - `"mixture"`: {@link mixtureMutualInformation}; samples normalised within classes. Without bias
 *   correction.
 */
export type TargetInformationMethod = "model" | "mixture";

/** All values of {@link TargetInformationMethod}. */
export const TARGET_INFORMATION_METHODS = [
  "model",
  "mixture",
] as const satisfies TargetInformationMethod[];

/** How {@link targetInformation} estimates. */
export interface TargetInformationOptions extends EntropyOptions, TieOptions {
  /** Default `"model"`. */
  readonly method?: TargetInformationMethod;
}

/** Estimates of information about a target. */
export interface TargetInformation {
  /** I(X; y) in nats of every variable, in their order. */
  readonly information: Float64Array;
  /** H(y) in nats, the most that there is to know. */
  readonly targetEntropy: number;
  /** One sentence for every variable whose estimate exceeds H(y). */
  readonly warnings: readonly string[];
}

/**
 * I(X; y) of every variable with a discrete target, copula-normalised as the method wants it: the
 * single-neuron baselines of the paper's figure 2 (Ince et al. 2017, doi:10.1002/hbm.23471).
 *
 * @param variables columns, or blocks of columns that count as one variable; each by itself
 * @throws InformationError for an unknown option, variables that the samples do not have, labels that
 *   do not match, or a bias correction of the mixture, which has none
 * @throws DegenerateColumnsError that lists columns which cannot be normalised
 * @throws ClassTooSmallError, TooFewSamplesError or NotPositiveDefiniteError when a covariance is
 *   singular
 * @example
 * ```ts
 * import { discreteTarget, targetInformation } from "@multiplet/multiplet/information";
 * import { strictEqual as equal, ok } from "node:assert/strict";
 * // Column 0 tells the classes apart, column 1 is alike in both.
 * const values = Float64Array.of(1, 5, 11, 3, 2, 3, 12, 1, 3, 1, 13, 5);
 * const target = discreteTarget([0, 1, 0, 1, 0, 1]);
 * const features = { samples: 6, variables: 2, values };
 * const { information, warnings } = targetInformation(features, target, [0, 1], {
 *   method: "mixture",
 * });
 * equal(information[0]!.toFixed(9), Math.LN2.toFixed(9));
 * ok(Math.abs(information[1]!) < 1e-12);
 * equal(warnings.length, 0);
 * ```
 */
export function targetInformation(
  features: FeatureMatrix,
  target: DiscreteTarget,
  variables: readonly Variable[],
  options: TargetInformationOptions = {},
): TargetInformation {
  rejectUnknownOptions(InformationError, "targetInformation", options, [
    "method",
    ...ENTROPY_OPTIONS,
    ...TIE_OPTIONS,
  ]);
  requireShape(features);
  for (const variable of variables) requireVariables(features, [variable]);
  const estimate = estimator(features, target, options);
  const information = Float64Array.from(variables, estimate);
  const entropy = targetEntropy(target);
  const warnings = asBlocks(variables).flatMap((block, at) => {
    const names = block.map((column) => features.names?.[column] ?? `column ${column}`);
    return exceedsTargetEntropy(names.join(", "), information[at]!, entropy) ?? [];
  });
  return { information, targetEntropy: entropy, warnings };
}

/** The estimate of one variable by the method of the options. */
function estimator(
  features: FeatureMatrix,
  target: DiscreteTarget,
  { method = "model", biasCorrected, ...ties }: TargetInformationOptions,
): (variable: Variable) => number {
  requireChoice(InformationError, "method", method, TARGET_INFORMATION_METHODS);
  if (method === "model") {
    const gaussians = classGaussians(copulaNormalise(features, ties), target);
    return (variable) =>
      modelMutualInformation(
        gaussians,
        variable,
        biasCorrected === undefined ? {} : { biasCorrected },
      );
  }
  if (biasCorrected !== undefined) {
    throw new InformationError(`Method "mixture" has no bias correction; leave biasCorrected out`);
  }
  const placed = copulaNormaliseWithinClasses(features, target, { ...ties, place: "robust" });
  const gaussians: ClassGaussians = classGaussians(placed, target);
  return (variable) => mixtureMutualInformation(gaussians, variable);
}
