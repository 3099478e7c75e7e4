/**
 * The result of an analysis, and its warnings. Its JSON is a file format: `version` changes if a key changes its
 * meaning.
 */
import {
  type Block,
  type ColumnValues,
  type Degeneracy,
  exceedsTargetEntropy,
  type InformationUnit,
  positionsOf,
  type ScoredMultiplet,
  type System,
  type Variables,
} from "../information/mod.ts";
import type { SizeExtremes } from "../search/mod.ts";
import type { MeasuredMultiplet } from "./pipeline.ts";

/** An extreme: the best multiplet, or with the option `top` a list, best first. */
export type Extreme = ScoredMultiplet | { readonly top: readonly ScoredMultiplet[] };

/** The extremes among the multiplets of one size. */
export interface AnalysedSize {
  /** Number of variables; the target is extra. */
  readonly size: number;
  /** Number of multiplets of this size that were compared. */
  readonly multipletCount: number;
  /** Smallest Ω(X, y). */
  readonly synergy: Extreme;
  /** Largest Ω(X, y). */
  readonly redundancy: Extreme;
  /** `"optimal"` if all multiplets of this size were compared, else `"best found"`. */
  readonly guarantee: SizeExtremes["guarantee"];
}

/** A column of the features that was left out. */
export interface DroppedColumn {
  /** 0-based. */
  readonly index: number;
  /** The name in the features, or `x5` for column 5 of features without names. */
  readonly name: string;
  /** The reason for leaving it out. */
  readonly reason: Degeneracy;
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
  /** Number of samples, N. */
  readonly samples: number;
  /** Number of variables, including dropped ones. */
  readonly variables: number;
  /** One name per variable; a block has the names of its columns, joined by `+`. */
  readonly featureNames: readonly string[];
  /** The columns of every variable; absent if each is one column. */
  readonly blocks?: readonly Block[];
  /** Columns that were left out, ascending. */
  readonly dropped: readonly DroppedColumn[];
  /** Reasons to doubt numbers; one sentence each. */
  readonly warnings: readonly string[];
  /** Encoding of the target; `"none"` without target. */
  readonly targetEncoding: string;
  /** Name of the search. */
  readonly search: string;
  /** Ascending. */
  readonly sizes: readonly AnalysedSize[];
  /** The multiplets of the option `multiplets`, in that order. */
  readonly multiplets: readonly MeasuredMultiplet[];
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
export function ranked(extreme: Extreme): readonly ScoredMultiplet[] {
  return "top" in extreme ? extreme.top : [extreme];
}

/** A multiplet of an extreme. */
export interface FoundMultiplet extends ScoredMultiplet {
  readonly kind: "synergy" | "redundancy";
  /** From 1, the best. */
  readonly rank: number;
}

/** All reported multiplets of a size: first `synergy`, then `redundancy`, best first. */
export function foundMultiplets(size: AnalysedSize): FoundMultiplet[] {
  return (["synergy", "redundancy"] as const).flatMap((kind) =>
    ranked(size[kind]).map((one, at) => ({ ...one, kind, rank: at + 1 }))
  );
}

/**
 * One warning per multiplet whose estimate of I(X; y) exceeds H(y).
 *
 * @param multiplets variables by their own numbers; repeated ones count once
 */
export function entropyWarnings(
  system: System,
  multiplets: readonly (readonly number[])[],
): string[] {
  const { targetEntropy, variables } = system;
  if (targetEntropy === undefined || system.entropy === undefined) return [];
  const warnings = multiplets.flatMap((multiplet) => {
    const { information } = system.entropy!(positionsOf(variables, multiplet));
    return exceedsTargetEntropy(`Multiplet ${multiplet}`, information, targetEntropy) ?? [];
  });
  return [...new Set(warnings)];
}

/**
 * A warning if equal values are ranked by sample order and columns have one value in most samples, as after a
 * ReLU: independent columns of this kind appear correlated.
 */
export function tieWarnings(
  { columns }: Variables,
  { leftOut, ties }: System,
): string[] {
  if (ties !== "index") return [];
  const gone = new Set(leftOut.map(({ index }) => index));
  const tied = columns.filter(({ index, values }) => !gone.has(index) && hasMajority(values));
  if (tied.length === 0) return [];
  return [
    `More than half of the values are equal in columns ${
      tied.map(({ index }) => index).join(", ")
    }: ties by index give such columns a spurious correlation. Compare with ties by average or ` +
    `random`,
  ];
}

/** True if more than half of the values are equal (Boyer and Moore's majority vote). */
function hasMajority(values: ColumnValues): boolean {
  let candidate = NaN;
  let votes = 0;
  for (let i = 0; i < values.length; i++) {
    if (votes === 0) candidate = values[i]!;
    votes += values[i] === candidate ? 1 : -1;
  }
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === candidate) count++;
  return count > values.length / 2;
}
