/**
 * The result of an analysis, and its warnings. Its JSON is a file format: `version` changes if a key changes its
 * meaning.
 */
import type { Block, DegenerateColumn, InformationUnit, TieRule } from "../information/mod.ts";
import type { Objective, SizeExtremes } from "../search/mod.ts";
import type { AnalysisDetails } from "./details.ts";
import type { MeasuredMultiplet } from "./pipeline.ts";
import type { Rescored, Rescoring } from "./rescored.ts";
import type { RobustMultiplet, Robustness } from "./robustness.ts";
import type { Significance, SignificanceSummary } from "./significance/significance.ts";
import type { Structure } from "./structure.ts";

/**
 * A multiplet that a search found, with its values under other choices and by another estimator; of a synergy optimum,
 * also what makes it.
 */
export type FoundMultiplet = RobustMultiplet & Structure & Tested & Rescored;

/** Tests of a multiplet, with the option `significance`. */
export interface Tested {
  /** Absent without the option, and for all but the first 100 of a list. */
  readonly significance?: Significance;
}

/** An extreme: the best multiplet, or with the option `top` a list, best first. */
export type Extreme = FoundMultiplet | { readonly top: readonly FoundMultiplet[] };

/** The extremes among the multiplets of one size. */
export interface AnalysedSize extends Omit<SizeExtremes, "synergy" | "redundancy"> {
  /** Smallest Ω(X, y), or value of the {@link AnalysisResult.objective}. */
  readonly synergy: Extreme;
  /** The largest. */
  readonly redundancy: Extreme;
}

/** A column of the features that was left out; column 5 of features without names is called `x5`. */
export interface DroppedColumn
  extends Required<Pick<DegenerateColumn, "index" | "name" | "reason">> {
  /** Of a column that others determine: which ones, as a clause. */
  readonly explanation?: string;
}

/** The principal components that form a variable. */
export interface ComponentsSummary {
  /** Number of its components. */
  readonly count: number;
  /** Their share of the variance, 0..1. */
  readonly varianceShare: number;
}

/**
 * The result of an analysis. Multiplets list variables, ascending, by their index in {@link featureNames}: by
 * columns of the features, including dropped ones, or by {@link blocks} of columns if there are any.
 */
export interface AnalysisResult {
  /** Version of the format. */
  readonly version: 1;
  /** Unit of all information values. */
  readonly units: InformationUnit;
  /** True if all entropies were bias-corrected; `false` if the estimator does not state this. */
  readonly biasCorrected: boolean;
  /** Name of the estimator. */
  readonly estimator: string;
  /** The ranks of equal values; absent if the estimator does not rank. */
  readonly ties?: TieRule;
  /** Root of all seeds. */
  readonly seed: number;
  /** Number of samples, N. */
  readonly samples: number;
  /** Number of groups of samples that belong together; absent if each sample is independent. */
  readonly groups?: number;
  /** Number of variables, including dropped ones. */
  readonly variables: number;
  /** One name per variable; a block has the names of its columns, joined by `+`. */
  readonly featureNames: readonly string[];
  /** The columns of every variable; absent if each is one column. */
  readonly blocks?: readonly Block[];
  /**
   * Of variables that are principal components, as of feature maps: one entry per variable; `null` for one that was left
   * out. Absent for other variables.
   */
  readonly components?: readonly (ComponentsSummary | null)[];
  /** Columns that were left out, ascending. */
  readonly dropped: readonly DroppedColumn[];
  /** How the command `analyze` read its files, where a reader must know it; one sentence each. */
  readonly notices?: readonly string[];
  /** Reasons to doubt numbers; one sentence each. */
  readonly warnings: readonly string[];
  /** Encoding of the target; `"none"` without target. */
  readonly targetEncoding: string;
  /** The names of the classes, by ascending label from 0, if labels were texts. */
  readonly classNames?: readonly string[];
  /** Present where the target is a quantity, not a class. */
  readonly continuous?: true;
  /** Present where columns that others determine were not left out. */
  readonly dependence?: "ignored";
  /** Name of the search; `"none"` without one. */
  readonly search: string;
  /**
   * The measure of (X, y) that the search ranked by, if it is not Ω: extremes have its value, as `totalCorrelation` or
   * `dualTotalCorrelation`, and {@link Robustness} is about it.
   */
  readonly objective?: Exclude<Objective, "o-information">;
  /** Present with the option `significance`: how the tests of multiplets were made. */
  readonly significance?: SignificanceSummary;
  /** The other estimator of the option `rescore`; absent without it. */
  readonly rescoring?: Rescoring;
  /** Ascending; none without a search. */
  readonly sizes: readonly AnalysedSize[];
  /** Present with the option `details`. */
  readonly details?: AnalysisDetails;
  /** The multiplets of the option `multiplets`, in that order. */
  readonly multiplets: readonly (MeasuredMultiplet & Robustness & Tested & Rescored)[];
}

/**
 * The multiplets of an extreme, best first.
 *
 * @example
 * ```ts
 * import { analyse, ranked } from "@multiplet/multiplet/analysis";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const features = { samples: 5, variables: 2, values };
 * const alone = await analyse(features, undefined);
 * const listed = await analyse(features, undefined, { top: 1 });
 * deepEqual(ranked(alone.sizes[0]!.synergy), ranked(listed.sizes[0]!.synergy));
 * deepEqual(ranked(alone.sizes[0]!.synergy).map(({ multiplet }) => multiplet), [[0, 1]]);
 * ```
 */
export function ranked(extreme: Extreme): readonly FoundMultiplet[] {
  return "top" in extreme ? extreme.top : [extreme];
}

/**
 * The number of variables without those that were not asked for, such as columns of labels and groups: these are no
 * variables of the question. Columns that were left out because they cannot be analysed count.
 */
export function askedVariables(
  { variables, blocks, dropped }: Pick<AnalysisResult, "variables" | "blocks" | "dropped">,
): number {
  return blocks?.length ?? variables - dropped.filter(({ reason }) => reason === "unused").length;
}

/** The number of variables that were analysed: those of the question without those that cannot be. */
export function analysedVariables(
  result: Pick<AnalysisResult, "variables" | "blocks" | "components" | "dropped">,
): number {
  const { blocks, components, dropped } = result;
  // What is left out of blocks and components is a column, not a variable.
  const left = blocks ?? components
    ? 0
    : dropped.filter(({ reason }) => reason !== "unused").length;
  return askedVariables(result) - left;
}

/** Whether multiplets of a size can have another Ω than 0: without a target, a pair has none. */
export function hasOInformation(
  { targetEncoding }: Pick<AnalysisResult, "targetEncoding">,
  size: number,
): boolean {
  return size > 2 || targetEncoding !== "none";
}

/** All reported multiplets of a size: first `synergy`, then `redundancy`, best first, with ranks from 1. */
export function foundMultiplets(size: AnalysedSize) {
  return (["synergy", "redundancy"] as const).flatMap((kind) =>
    ranked(size[kind]).map((one, at) => ({ ...one, kind, rank: at + 1 }))
  );
}
