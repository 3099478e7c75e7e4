/** Two estimates of the information of variables about a discrete target, and its upper bound H(y). */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { InformationError } from "../variables/errors.ts";
import { asBlocks, type ColumnsOf, requireVariables } from "../variables/grouping.ts";
import { requireVaryingColumns } from "../variables/hygiene.ts";
import { TIE_OPTIONS, type TieOptions } from "../variables/ranks.ts";
import { type DiscreteTarget, targetEntropy } from "../variables/target.ts";
import { squaredDistance } from "./cholesky.ts";
import { type ClassGaussian, type ClassGaussians, classGaussians } from "./target_encoding.ts";
import { copulaNormaliseWithinClasses, normalScoreColumns } from "./copula.ts";
import { choleskyFactor, type Sampled } from "./covariance.ts";
import { ENTROPY_OPTIONS, type EntropyOptions, jointEntropy } from "./gaussian_entropy.ts";
import { fromNats } from "./units.ts";

/**
 * Estimates of information about a discrete target:
 * - `"model"`: {@link modelMutualInformation} (ANOVA); samples normalised together.
 * - `"mixture"`: {@link mixtureMutualInformation}; samples normalised within classes. Without bias
 *   correction.
 */
export type TargetInformationMethod = (typeof TARGET_INFORMATION_METHODS)[number];

/** All values of {@link TargetInformationMethod}. */
export const TARGET_INFORMATION_METHODS = ["model", "mixture"] as const;

/** Options of {@link targetInformation}. */
export interface TargetInformationOptions extends EntropyOptions, TieOptions {
  /** Default `"model"`. */
  readonly method?: TargetInformationMethod | undefined;
}

/** Estimates of information about a target. */
export interface TargetInformation {
  /** I(X; y) in nats of every variable, in their order. */
  readonly information: Float64Array;
  /** H(y) in nats, the upper bound. */
  readonly targetEntropy: number;
  /** One sentence per variable whose estimate exceeds H(y). */
  readonly warnings: readonly string[];
}

/**
 * I(X; y) of every variable with a discrete target, copula-normalised as the method wants it: the
 * single-neuron baselines of the paper's figure 2 (Ince et al. 2017, doi:10.1002/hbm.23471).
 *
 * @throws InformationError for an unknown option, variables that the samples do not have, labels that
 *   do not match, a bias correction of the mixture, which has none, or a singular covariance
 * @throws DegenerateColumnsError that lists columns which cannot be normalised
 * @example
 * ```ts
 * import { discreteTarget, targetInformation, toVariables } from "@multiplet/multiplet/information";
 * import { strictEqual as equal, ok } from "node:assert/strict";
 * // Column 0 differs between the classes, column 1 does not.
 * const values = Float64Array.of(1, 5, 11, 3, 2, 3, 12, 1, 3, 1, 13, 5);
 * const target = discreteTarget([0, 1, 0, 1, 0, 1]);
 * const columns = toVariables({ samples: 6, variables: 2, values });
 * const { information, warnings } = targetInformation(columns, target, [0, 1], {
 *   method: "mixture",
 * });
 * equal(information[0]!.toFixed(9), Math.LN2.toFixed(9));
 * ok(Math.abs(information[1]!) < 1e-12);
 * equal(warnings.length, 0);
 * ```
 */
export function targetInformation(
  sampled: Sampled,
  target: DiscreteTarget,
  variables: readonly ColumnsOf[],
  options: TargetInformationOptions = {},
): TargetInformation {
  const known = ["method", ...ENTROPY_OPTIONS, ...TIE_OPTIONS] as const;
  rejectUnknownOptions(InformationError, "targetInformation", options, known);
  // One by one: they may overlap.
  for (const variable of variables) requireVariables(sampled.columns.length, [variable]);
  const estimate = estimator(sampled, target, options);
  const information = Float64Array.from(variables, estimate);
  const entropy = targetEntropy(target);
  const warnings = asBlocks(variables).flatMap((block, at) => {
    const names = block.map((column) => sampled.columns[column]!.name);
    return exceedsTargetEntropy(names.join(", "), information[at]!, entropy) ?? [];
  });
  return { information, targetEntropy: entropy, warnings };
}

function estimator(
  sampled: Sampled,
  target: DiscreteTarget,
  { method = "model", biasCorrected, ...ties }: TargetInformationOptions,
): (variable: ColumnsOf) => number {
  requireChoice(InformationError, "method", method, TARGET_INFORMATION_METHODS);
  if (method === "model") {
    requireVaryingColumns("Copula normalisation", sampled.columns);
    const columns = normalScoreColumns(sampled.columns, ties);
    const gaussians = classGaussians({ ...sampled, columns }, target);
    return (variable) => modelMutualInformation(gaussians, variable, { biasCorrected });
  }
  if (biasCorrected !== undefined) {
    throw new InformationError(`Method "mixture" has no bias correction; leave biasCorrected out`);
  }
  const placed = copulaNormaliseWithinClasses(sampled, target, { ...ties, scaling: "robust" });
  const gaussians = classGaussians(placed, target);
  return (variable) => mixtureMutualInformation(gaussians, variable);
}

/**
 * I(X; y) = H(X) − Σ_c p_c H(X | y = c) in nats, with H(X) of the Gaussian of all samples and H(X | c) of
 * each class's, bias-corrected with N and n_c (the ANOVA method of Ince et al. 2017, doi:10.1002/hbm.23471,
 * which normalises all samples together).
 *
 * It is not a bound: it can exceed H(y), because the model of all samples is Gaussian, and can be below 0.
 *
 * @param gaussians of samples normalised together: `classGaussians(copulaNormalise(X), y)`
 * @param variable X
 * @throws InformationError for columns that the samples do not have, or a singular covariance
 * @example
 * ```ts
 * import { classGaussians, copulaNormalise, modelMutualInformation } from "@multiplet/multiplet/information";
 * import { discreteTarget, toVariables } from "@multiplet/multiplet/variables";
 * import { strictEqual as equal } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 5, 3, 6);
 * const column = toVariables({ samples: 6, variables: 1, values });
 * const target = discreteTarget([0, 1, 0, 1, 0, 1]);
 * const gaussians = classGaussians(copulaNormalise(column), target);
 * equal(modelMutualInformation(gaussians, 0, { biasCorrected: false }).toFixed(6), "0.551655");
 * ```
 */
export function modelMutualInformation(
  { overall, classes }: ClassGaussians,
  variable: ColumnsOf,
  options: EntropyOptions = {},
): number {
  rejectUnknownOptions(InformationError, "modelMutualInformation", options, ENTROPY_OPTIONS);
  const [block = []] = requireVariables(overall.columnCount, [variable]);
  return classes.reduce(
    (information, { probability, covariance }) =>
      information - probability * jointEntropy(covariance, block, options),
    jointEntropy(overall, block, options),
  );
}

/**
 * I(X; y) = H(X) − Σ_c p_c H(X | y = c) in nats, where X is the mixture of the classes' Gaussians. The
 * entropy of a mixture has no formula; it is estimated at the 2D sigma points of every class,
 * m_c ± √D · (columns of the lower Cholesky factor of C_c), by the unscented transform (Goldberger et al.
 * 2003; Huber et al. 2008; Ince et al. 2017, doi:10.1002/hbm.23471). There is no bias correction.
 *
 * @param gaussians of samples normalised within classes and scaled back to each class:
 *   `classGaussians(copulaNormaliseWithinClasses(X, y, { scaling: "robust" }), y)`
 * @param variable X: a column, or a block of D columns
 * @throws InformationError for columns that the samples do not have, or a singular covariance
 * @example
 * ```ts
 * import {
 *   classGaussians,
 *   copulaNormaliseWithinClasses,
 *   mixtureMutualInformation,
 * } from "@multiplet/multiplet/information";
 * import { discreteTarget, targetEntropy, toVariables } from "@multiplet/multiplet/variables";
 * import { ok } from "node:assert/strict";
 * const values = Float64Array.of(1, 101, 2, 102, 3, 103);
 * const column = toVariables({ samples: 6, variables: 1, values });
 * const target = discreteTarget([0, 1, 0, 1, 0, 1]);
 * const placed = copulaNormaliseWithinClasses(column, target, { scaling: "robust" });
 * const information = mixtureMutualInformation(classGaussians(placed, target), 0);
 * // Classes far apart: everything is known about y, and no more than that.
 * ok(Math.abs(information - targetEntropy(target)) < 1e-12);
 * ```
 */
export function mixtureMutualInformation(
  { overall, classes }: ClassGaussians,
  variable: ColumnsOf,
): number {
  const [block = []] = requireVariables(overall.columnCount, [variable]);
  const components = classes.map((one) => component(one, block));
  return components.reduce(
    (information, { probability, entropy, sigmaPoints }) => {
      const logDensity = sigmaPoints.reduce(
        (sum, point) => sum + logMixtureDensity(components, point),
        0,
      );
      return information - probability * (logDensity / sigmaPoints.length + entropy);
    },
    0,
  );
}

type Component = ReturnType<typeof component>;

/** The Gaussian of a class with its lower Cholesky factor, entropy in nats, and sigma points. */
function component({ probability, mean, covariance }: ClassGaussian, block: readonly number[]) {
  const size = block.length;
  const centre = Float64Array.from(block, (column) => mean[column]!);
  const factor = choleskyFactor(covariance, block);
  const sigmaPoints = block.flatMap((_, j) =>
    [1, -1].map((sign) =>
      centre.map((value, i) => value + sign * Math.sqrt(size) * factor[i * size + j]!)
    )
  );
  const entropy = jointEntropy(covariance, block, { biasCorrected: false });
  return { probability, mean: centre, factor, entropy, sigmaPoints };
}

/** ln Σ_c p_c N(x; m_c, C_c), relative to the largest term to avoid underflow. */
function logMixtureDensity(components: readonly Component[], point: Float64Array): number {
  const size = point.length;
  const terms = components.map(({ probability, mean, factor, entropy }) => {
    const distance = squaredDistance(factor, size, point.map((value, i) => value - mean[i]!));
    // ln N(x; m, C) = D/2 − H − ½ (x−m)ᵀC⁻¹(x−m)
    return Math.log(probability) + size / 2 - entropy - distance / 2;
  });
  const largest = Math.max(...terms);
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}

/** Excess in nats that rounding may cause. */
const ROUNDING = 1e-9;

/**
 * A warning if an estimate of I(X; y) exceeds H(y), which Gaussian models of a discrete target can give; else
 * `undefined`.
 *
 * @param subject the name of X, e.g. `"multiplet 0,1,3"`
 * @param information I(X; y) in nats
 * @param entropy H(y) in nats
 * @example
 * ```ts
 * import { exceedsTargetEntropy } from "@multiplet/multiplet/information";
 * import { match, strictEqual as equal } from "node:assert/strict";
 * equal(exceedsTargetEntropy("neuron 3", 0.5, Math.LN2), undefined);
 * match(exceedsTargetEntropy("neuron 3", 1, Math.LN2)!, /^neuron 3: the estimate 1\.443 bits/);
 * ```
 */
export function exceedsTargetEntropy(
  subject: string,
  information: number,
  entropy: number,
): string | undefined {
  if (information <= entropy + ROUNDING) return undefined;
  const bits = (nats: number) => fromNats(nats, "bits").toFixed(3);
  return `${subject}: the estimate ${bits(information)} bits of I(X; y) exceeds ` +
    `H(y) = ${bits(entropy)} bits, so it is no estimate of information`;
}
