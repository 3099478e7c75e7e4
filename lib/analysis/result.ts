/**
 * The result of an analysis, and what to know before trusting its numbers. Its JSON is a file format:
 * `version` changes when a key changes its meaning.
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

/** One end of the order of Ω: the best multiplet, or as many as were asked for, best first. */
export type Extreme = ScoredMultiplet | { readonly top: readonly ScoredMultiplet[] };

/** The extremes among the multiplets of one size. */
export interface AnalysedSize {
  /** Number of variables; the target is extra. */
  readonly size: number;
  /** How many multiplets of this size were compared. */
  readonly multipletCount: number;
  /** Smallest Ω(X, y). */
  readonly synergy: Extreme;
  /** Largest Ω(X, y). */
  readonly redundancy: Extreme;
  /** Whether each end is the most extreme multiplet of this size, or the most extreme one that was found. */
  readonly guarantee: SizeExtremes["guarantee"];
}

/** A column of the features that was left out. */
export interface DroppedColumn {
  /** 0-based. */
  readonly index: number;
  /** As in the features, or `x5` for column 5 of features without names. */
  readonly name: string;
  /** What is wrong with it. */
  readonly reason: Degeneracy;
}

/**
 * Synergy and redundancy of features. Multiplets list variables, ascending, by their index in
 * {@link featureNames}: columns of the features, also where some were dropped, or blocks of columns
 * where there are {@link blocks}.
 */
export interface AnalysisResult {
  /** Of the format. */
  readonly version: 1;
  /** Of every information value. */
  readonly units: InformationUnit;
  /** Whether every entropy was corrected for its bias; `false` where the estimator does not say so. */
  readonly biasCorrected: boolean;
  /** Name of the estimator. */
  readonly estimator: string;
  /** N. */
  readonly samples: number;
  /** Number of variables, dropped ones included. */
  readonly variables: number;
  /** One name a variable; the names of a block's columns are joined by `+`. */
  readonly featureNames: readonly string[];
  /** The columns of every variable; absent where each is one column. */
  readonly blocks?: readonly Block[];
  /** Columns that were left out, ascending. */
  readonly dropped: readonly DroppedColumn[];
  /** What to know before trusting the numbers; one sentence each. */
  readonly warnings: readonly string[];
  /** How the target entered; `"none"` without one. */
  readonly targetEncoding: string;
  /** How the extremes were found. */
  readonly search: string;
  /** Ascending. */
  readonly sizes: readonly AnalysedSize[];
  /** The multiplets that were asked for, in that order. */
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

/** A multiplet at one end of the order of Ω. */
export interface FoundMultiplet extends ScoredMultiplet {
  readonly kind: "synergy" | "redundancy";
  /** From 1, the best. */
  readonly rank: number;
}

/** All multiplets that the search reports for a size, synergy first, best first. */
export function foundMultiplets(size: AnalysedSize): FoundMultiplet[] {
  return (["synergy", "redundancy"] as const).flatMap((kind) =>
    ranked(size[kind]).map((one, at) => ({ ...one, kind, rank: at + 1 }))
  );
}

/**
 * A sentence for every multiplet whose estimate of I(X; y) exceeds H(y).
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
 * A sentence when ties by index meet columns with one value in most samples, as after a ReLU:
 * independent ones appear correlated, because the order of the samples orders both.
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

/** Whether one value fills more than half of the positions (Boyer and Moore's majority vote). */
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
