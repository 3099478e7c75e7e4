/** Reasons to doubt the numbers of an analysis, one sentence each. */
import {
  type DiscreteTarget,
  exceedsTargetEntropy,
  fromNats,
  type InformationUnit,
  nearDependence,
  positionsOf,
  ranks,
  type System,
  type Target,
  type Variables,
} from "../information/mod.ts";
import { firstOf } from "../system/first_of.ts";
import { columnTitle } from "../variables/errors.ts";
import { isDiscrete } from "../variables/target.ts";
import type { TieEffect } from "./robustness.ts";

/** Most columns that a warning names. */
const NAMED = 6;

/** A warning if some columns are nearly determined by others, with their variables and R². */
export function nearDependenceWarnings(
  { determinants, variables }: System,
  samples: number,
): string[] {
  // With no more samples than columns, the matrix has no inverse: each set of so many columns is dependent.
  if (determinants === undefined || samples <= determinants.columnCount) return [];
  const found = nearDependence(determinants.features, determinants.columnCount);
  if (found === undefined) return [];
  const nameOf = new Map(
    determinants.columns.flatMap((own, position) =>
      own.map((at) => [at, `"${variables[position]!.name}"`] as const)
    ),
  );
  const members = found.members.map(({ column, rSquared }) =>
    `${nameOf.get(column)} (R² ${rSquared.toFixed(5)})`
  );
  const which = members.length === 0
    ? "no single column has R² above 0.99"
    : `other columns nearly determine ${firstOf(members, NAMED)}`;
  return [
    `The smallest eigenvalue of the correlation matrix is ${
      found.smallestEigenvalue.toExponential(1)
    }: ` +
    `${which}. Synergy of such a set comes from small differences, and depends on the number of samples`,
  ];
}

/**
 * A warning if columns have many repeated values, with the effect of the rule for ties.
 *
 * @param other the rule that the values were compared with
 */
export function tieWarnings(
  { columns, effect }: TieEffect,
  { columns: all }: Variables,
  other: "average" | "random",
  units: InformationUnit,
): string[] {
  const named = columns.map((index) => columnTitle(all.find((one) => one.index === index)!));
  const value = Math.abs(fromNats(effect, units)).toPrecision(2);
  const compared = other === "random" ? "ties in random order" : "average ranks for ties";
  return [
    `A tenth or more of the values are repeated in ${
      firstOf(named, NAMED)
    }: a Gaussian copula of ` +
    `tied values is an approximation. With ${compared}, reported values change by up to ${value} ${units}`,
  ];
}

/** A warning if consecutive rows are correlated and no groups were given. */
export function sequenceWarnings(variables: Variables, target: Target | undefined): string[] {
  const found = sequenceOf(variables, target);
  if (found === undefined) return [];
  const within = target && isDiscrete(target) ? " of the same class" : "";
  return [
    `Consecutive samples${within} are correlated (rank correlation ${
      found.correlation.toFixed(2)
    } in ` +
    `${
      columnTitle(found)
    }): if samples are frames, tokens or patches, name what belongs together with ` +
    "groups; otherwise, halves of the samples and intervals are too optimistic",
  ];
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

/** Rows and columns of which the correlation between consecutive rows is computed. */
const SEQUENCE = { rows: 2 ** 14, columns: 64 };

/** Correlation between consecutive rows above which rows are not taken as independent. */
const LEAST_CORRELATION = 0.1;

/** Standard errors of a correlation that chance does not reach in one of 64 columns. */
const ERRORS = 5;

/**
 * The column with the highest rank correlation between consecutive rows of the same class, if it is above 0.1 and
 * five standard errors; `undefined` if rows look independent. Of a file with many rows or columns, the first 16,384
 * rows and 64 columns are used.
 */
function sequenceOf(
  { samples, columns }: Variables,
  target: Target | undefined,
): { readonly index: number; readonly name: string; readonly correlation: number } | undefined {
  const rows = Math.min(samples, SEQUENCE.rows);
  const byClass = rowsByClass(rows, target);
  const pairs = byClass.reduce((sum, own) => sum + own.length - 1, 0);
  const threshold = Math.max(LEAST_CORRELATION, ERRORS / Math.sqrt(pairs));
  const step = Math.max(1, columns.length / SEQUENCE.columns);
  const examined = Array.from(
    { length: Math.min(columns.length, SEQUENCE.columns) },
    (_, i) => columns[Math.floor(i * step)]!,
  ).filter(({ values }) => values.every(Number.isFinite));
  if (examined.length === 0) return undefined;
  const averageRanks = (all: number[]) => ranks(Float64Array.from(all), { ties: "average" });
  const found = examined.map(({ index, name, values }) => {
    let [products, squares] = [0, 0];
    for (const own of byClass) {
      const ranks = averageRanks(own.map((row) => values[row]!));
      const centre = (own.length + 1) / 2;
      for (let i = 0; i < own.length; i++) {
        squares += (ranks[i]! - centre) ** 2;
        if (i > 0) products += (ranks[i]! - centre) * (ranks[i - 1]! - centre);
      }
    }
    return { index, name, correlation: squares === 0 ? 0 : products / squares };
  });
  const highest = found.reduce((a, b) => b.correlation > a.correlation ? b : a);
  return highest.correlation > threshold ? highest : undefined;
}

/** The rows of each class with at least two of them. */
function rowsByClass(count: number, target: Target | undefined): number[][] {
  const classes: DiscreteTarget["classes"] | undefined = target && isDiscrete(target)
    ? target.classes
    : undefined;
  const rows = new Map<number, number[]>();
  for (let row = 0; row < count; row++) {
    const own = rows.get(classes?.[row] ?? 0) ?? [];
    own.push(row);
    rows.set(classes?.[row] ?? 0, own);
  }
  return [...rows.values()].filter(({ length }) => length > 1);
}
