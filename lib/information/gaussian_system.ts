/** The Gaussian copula: from variables and labels to the covariances that measures and searches work on. */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import {
  type DegenerateColumn,
  DegenerateColumnsError,
  InformationError,
} from "../variables/errors.ts";
import { type ColumnsOf, requireVariables } from "../variables/grouping.ts";
import type { HygieneOptions } from "../variables/hygiene.ts";
import { TIE_OPTIONS, type TieOptions, type TieRule } from "../variables/ranks.ts";
import type { Target } from "../variables/target.ts";
import { type Variable, type Variables, withoutColumns } from "../variables/variables.ts";
import { choleskyFactor, type Covariance, dependentColumns, requireSamples } from "./covariance.ts";
import {
  type ScoredMultiplet,
  scoreMultiplet,
  type SearchSpace,
  searchSpace,
} from "./search_space.ts";
import type { Estimator, System } from "./estimator.ts";
import {
  ENTROPY_OPTIONS,
  type EntropyOptions,
  jointEntropy,
  mutualInformation,
} from "./gaussian_entropy.ts";
import { oInformation } from "./measures.ts";
import { type Normalisation, normalisedOnce, normalScores, STANDARD } from "./normalisation.ts";
import {
  type EncodedSystem,
  encodeTarget,
  featureCount,
  TARGET_ENCODINGS,
  type TargetEncoding,
} from "./target_encoding.ts";
import { exceedsTargetEntropy, modelMutualInformation } from "./target_information.ts";

/** Options of the Gaussian copula. */
export interface GaussianOptions extends HygieneOptions, TieOptions, EntropyOptions {
  /** Encoding of the target. Default `"copula"` with a target, `"none"` without. */
  readonly encoding?: TargetEncoding | undefined;
}

/** The names of {@link GaussianOptions}, for checks of options that contain them. */
export const GAUSSIAN_OPTIONS = [
  "encoding",
  "degenerate",
  ...TIE_OPTIONS,
  ...ENTROPY_OPTIONS,
] as const satisfies (keyof GaussianOptions)[];

/**
 * The estimator of the paper: copula normalisation of each column, then Gaussian formulas. Each column
 * of a variable keeps its own number and name.
 *
 * @throws InformationError for an unknown option
 * @example
 * ```ts
 * import { discreteTarget, gaussianCopula, toVariables } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
 * const values = Float64Array.of(1, 2, 2, 1, 4, 3, 3, 5, 5, 4, 6, 7, 8, 6, 7, 8);
 * const variables = toVariables({ samples: 8, variables: 2, values });
 * const system = gaussianCopula().prepare(variables, discreteTarget([0, 0, 0, 1, 0, 1, 1, 1]));
 * deepEqual(system.variables.map(({ name }) => name), ["x0", "x1"]);
 * equal(system.score([0, 1]).oInformation.toFixed(6), "0.491772");
 * ```
 */
export function gaussianCopula(options: GaussianOptions = {}): Estimator {
  rejectUnknownOptions(InformationError, "gaussianCopula", options, GAUSSIAN_OPTIONS);
  return {
    name: "gaussian-copula",
    revision: 1,
    prepare: (variables, target) => gaussianSystem(variables, target, options),
    prepareContinuous: (variables, target) => gaussianSystem(variables, target, options),
  };
}

/** {@link GaussianOptions} without ranks. */
export type MomentsOptions = Omit<GaussianOptions, keyof TieOptions>;

/**
 * The Gaussian formulas without the copula: covariances of the values as they are. Where the columns are Gaussian,
 * Ω agrees with that of {@link gaussianCopula} but for the bias that ranks add to near-collinear sets; where they
 * are not, it depends on their distributions. With encoding `"copula"`, the integer label is a column as it is.
 *
 * @throws InformationError for an unknown option
 * @example
 * ```ts
 * import { discreteTarget, gaussianMoments, toVariables } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * const values = Float64Array.of(1, 2, 2, 1, 4, 3, 3, 5, 5, 4, 6, 7, 8, 6, 7, 8);
 * const variables = toVariables({ samples: 8, variables: 2, values });
 * const system = gaussianMoments().prepare(variables, discreteTarget([0, 0, 0, 1, 0, 1, 1, 1]));
 * equal(system.score([0, 1]).oInformation.toFixed(6), "0.261682");
 * ```
 */
export function gaussianMoments(options: MomentsOptions = {}): Estimator {
  const known = ["encoding", "degenerate", ...ENTROPY_OPTIONS] as const;
  rejectUnknownOptions(InformationError, "gaussianMoments", options, known);
  return {
    name: "gaussian-moments",
    revision: 1,
    prepare: (variables, target) => {
      const { normalised, encoded } = preparedSystem(variables, target, options, STANDARD);
      requirePositiveDefinite(encoded);
      return systemOf(normalised, encoded, options);
    },
  };
}

/**
 * Gaussian variables with an encoded target. Multiplets of fewer columns than samples can be scored; but for the draws of
 * `rowBootstrap`, every covariance with more samples than columns is positive definite.
 */
export interface GaussianSystem
  extends Required<Omit<System, "ties">>, Pick<System, "ties">, EncodedSystem {
  /** Encoding of the target. */
  readonly encoding: TargetEncoding;
}

/**
 * Throws a NotPositiveDefiniteError that names the first column determined by those before it, in any covariance of
 * more samples than columns.
 */
export function requirePositiveDefinite(encoded: EncodedSystem): void {
  for (const covariance of covariancesOf(encoded).filter(hasEnoughSamples)) {
    choleskyFactor(covariance, Array.from({ length: covariance.columnCount }, (_, i) => i));
  }
}

/**
 * A system whose multiplets are checked when they are scored: those without an inverse throw a SingularMultipletError.
 *
 * @param variables those of the first columns of the covariance
 * @param ties absent: the columns are not ranked
 */
export function systemOf(
  { variables, leftOut }: Pick<Variables, "variables" | "leftOut">,
  encoded: EncodedSystem,
  { biasCorrected = true }: EntropyOptions,
  ties?: TieRule,
): GaussianSystem {
  const { covariance, target } = encoded;
  const behind = "block" in target ? target.block.length : 0;
  const requireEnough = (set: readonly number[]) => {
    requirePositions(variables, set);
    const count = set.reduce((sum, position) => sum + columns[position]!.length, behind);
    for (const one of covariancesOf(encoded)) requireSamples(one, count);
  };
  const columns = variables.map((variable) => variable.columns);
  const options = { biasCorrected };
  let space: SearchSpace | undefined;
  const determinants = () => space ??= searchSpace(encoded, { variables: columns, ...options });
  return {
    ...encoded,
    variables,
    leftOut,
    encoding: target.encoding,
    targetEntropy: target.encoding === "none" ? undefined : target.entropy,
    biasCorrected,
    ...(ties && { ties }),
    shape: {
      variables: variables.length,
      widths: columns.map(({ length }) => length),
      terms: target.encoding === "model" ? target.gaussians.classes.length : 1,
      hasTarget: target.encoding !== "none",
    },
    get determinants() {
      return determinants();
    },
    score: (multiplet) => {
      requireEnough(multiplet);
      return scoreMultiplet(determinants(), multiplet);
    },
    entropy: (set) => {
      requireEnough(set);
      const own = set.flatMap((position) => columns[position]!);
      return {
        alone: jointEntropy(covariance, own, options),
        information: informationAboutTarget(encoded, own, options),
      };
    },
  };
}

/** Throws an {@link InformationError} unless `set` has at least one position, each of a variable and once. */
function requirePositions({ length }: readonly Variable[], set: readonly number[]): void {
  const isPosition = (position: number) =>
    Number.isSafeInteger(position) && position >= 0 && position < length;
  if (set.length > 0 && set.every(isPosition) && new Set(set).size === set.length) return;
  throw new InformationError(
    `A multiplet has at least one of the positions 0..${length - 1}, each once; got ${
      set.join(",")
    }`,
  );
}

/**
 * Normalises variables, encodes the target and estimates the covariances. The steps that do not depend on the
 * target are done once for the same `variables`.
 *
 * With `degenerate: "drop"`, columns that cannot be analysed are left out: non-finite, constant and duplicate
 * ones, and those determined by the columns before them.
 *
 * @param target class labels, or with encoding `"copula"` a continuous target; `undefined` for none
 * @throws DegenerateColumnsError that lists all non-finite, constant and duplicate columns, or says
 *   that no column is left
 * @throws NotPositiveDefiniteError that names a column determined by those before it, and the class
 *   if it is so in one class only; in any case for a target that features determine
 * @throws TooFewSamplesError for a class of one sample, with encoding `"model"`; with fewer samples than columns,
 *   `score` throws it for multiplets that are too large
 * @throws InformationError for unknown options, or a target that is missing, has one class only or
 *   does not match
 * @example
 * ```ts
 * import { discreteTarget, gaussianSystem, toVariables } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(1, 0, 4, 2, 0, 1, 3, 0, 3, 4, 0, 2, 5, 0, 5); // Column 1 is dead.
 * const variables = toVariables({ samples: 5, variables: 3, values });
 * const target = discreteTarget([0, 1, 0, 0, 1]);
 * const { covariance, ...system } = gaussianSystem(variables, target, { degenerate: "drop" });
 * deepEqual(covariance.names, ["x0", "x2", "target"]);
 * deepEqual(system.variables.map(({ index }) => index), [0, 2]);
 * deepEqual(system.leftOut.map(({ name, reason }) => [name, reason]), [["x1", "constant"]]);
 * ```
 */
export function gaussianSystem(
  variables: Variables,
  target: Target | undefined,
  options: GaussianOptions = {},
): GaussianSystem {
  rejectUnknownOptions(InformationError, "gaussianSystem", options, GAUSSIAN_OPTIONS);
  const ranked = normalScores(options);
  const { normalised, encoded } = preparedSystem(variables, target, options, ranked);
  requirePositiveDefinite(encoded);
  return systemOf(normalised, encoded, options, ranked.ties);
}

/** Normalised columns, and their covariances with the encoded target. */
export function preparedSystem(
  variables: Variables,
  target: Target | undefined,
  { encoding = target ? "copula" : "none", degenerate = "error" }: MomentsOptions,
  normalisation: Normalisation,
): { readonly normalised: Variables; readonly encoded: EncodedSystem } {
  requireChoice(InformationError, "encoding", encoding, TARGET_ENCODINGS);
  const normalised = normalisedOnce(variables, degenerate, normalisation);
  const encoded = encodeTarget(normalised, target, encoding, normalisation.columns);
  const dependent = degenerate === "drop" ? dependentIn(encoded, normalised) : [];
  if (dependent.length === 0) return { normalised, encoded };
  const others = withoutColumns(normalised, dependent);
  if (others.columns.length === 0) {
    throw new DegenerateColumnsError("An analysis", others.leftOut);
  }
  return {
    normalised: others,
    encoded: encodeTarget(others, target, encoding, normalisation.columns),
  };
}

/** True for a covariance of more samples than columns, which can have an inverse. */
function hasEnoughSamples({ samples, columnCount }: Covariance): boolean {
  return samples > columnCount;
}

/** All covariances of a system whose entropies are needed. */
function covariancesOf({ covariance, target }: EncodedSystem): Covariance[] {
  return target.encoding === "model"
    ? [covariance, ...target.gaussians.classes.map((one) => one.covariance)]
    : [covariance];
}

/** The columns determined by those before them, in any covariance of the system. */
function dependentIn(encoded: EncodedSystem, { columns }: Variables): DegenerateColumn[] {
  let independent = columns.map((_, position) => position);
  return covariancesOf(encoded).filter(hasEnoughSamples).flatMap((covariance) => {
    const dependent = dependentColumns(covariance, independent);
    independent = independent.filter((position) => !dependent.includes(position));
    const where = covariance.label === undefined ? "" : ` within class ${covariance.label}`;
    return dependent.map((position): DegenerateColumn => ({
      index: columns[position]!.index,
      name: columns[position]!.name,
      reason: "dependent",
      explanation: `the columns before it determine it${where}`,
    }));
  });
}

/** Ω(X, y) of a multiplet X and a target y, with Ω(X) and the target contribution Δ; all in nats. */
export interface TargetSplit extends Omit<ScoredMultiplet, "multiplet"> {
  /** I(X; y) under the system's encoding; 0 with encoding `"none"`. */
  readonly targetInformation: number;
  /** A warning if I(X; y) exceeds H(y). */
  readonly warnings: readonly string[];
}

/**
 * Ω(X, y) of k variables and the target of a system, with Ω(X) and the target contribution Δ. Δ = (1−k) I(X;
 * y) + Σ_j I(X₋ⱼ; y) follows from the definition of Ω for any y, so only I depends on the encoding.
 *
 * @throws InformationError for variables that are no features of the system, or that overlap
 * @example
 * ```ts
 * import { gaussianSystem, targetSplit } from "@multiplet/multiplet/information";
 * import { discreteTarget, toVariables } from "@multiplet/multiplet/variables";
 * import { ok } from "node:assert/strict";
 * const values = Float64Array.of(1, 2, 2, 1, 4, 3, 3, 5, 5, 4, 6, 7, 8, 6, 7, 8);
 * const variables = toVariables({ samples: 8, variables: 2, values });
 * const system = gaussianSystem(variables, discreteTarget([0, 0, 0, 1, 0, 1, 1, 1]));
 * const split = targetSplit(system, [0, 1]);
 * // Both columns have nearly the same information about y.
 * ok(split.featuresOInformation === 0 && split.targetContribution > 0);
 * ```
 */
export function targetSplit(
  system: EncodedSystem,
  variables: readonly ColumnsOf[],
  options: EntropyOptions = {},
): TargetSplit {
  rejectUnknownOptions(InformationError, "targetSplit", options, ENTROPY_OPTIONS);
  const { covariance, target } = system;
  const blocks = requireVariables(featureCount(system), variables);
  const featuresOInformation = oInformation(covariance, blocks, options);
  const whole = informationAboutTarget(system, blocks.flat(), options);
  const contribution = blocks.reduce((sum, block) => {
    const others = blocks.filter((other) => other !== block).flat();
    return sum + (others.length === 0 ? 0 : informationAboutTarget(system, others, options));
  }, (1 - blocks.length) * whole);
  const subject = `Multiplet ${blocks.map((block) => block.join("+")).join(",")}`;
  const warning = target.encoding === "none" || target.entropy === undefined
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
  { covariance, target }: EncodedSystem,
  columns: readonly number[],
  options: EntropyOptions,
): number {
  if (target.encoding === "none") return 0;
  return target.encoding === "model"
    ? modelMutualInformation(target.gaussians, columns, options)
    : mutualInformation(covariance, columns, target.block, options);
}
