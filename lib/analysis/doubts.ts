/** Reasons to doubt the numbers of an analysis, one sentence each. */
import {
  type DegenerateColumn,
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
import { columnDependence } from "../information/dependence.ts";
import { firstOf } from "../system/first_of.ts";
import { columnTitle } from "../variables/errors.ts";
import { isDiscrete } from "../variables/target.ts";
import type { Found } from "../search/mod.ts";
import type { NearColumns } from "./examine.ts";
import { repeatedRows, type TieEffect } from "./robustness.ts";

/** Most columns that a warning names. */
const NAMED = 6;

/** A warning if some columns are nearly determined by others, with their variables and R². */
export function nearDependenceWarnings(
  near: NearColumns | undefined,
  what: "values" | "ranks",
): string[] {
  if (near === undefined) return [];
  const members = near.members.map(({ title, rSquared }) => `${title} (R² ${rSquared.toFixed(5)})`);
  const which = members.length === 0
    ? "no single column has R² above 0.99"
    : `others nearly determine ${firstOf(members, NAMED)}`;
  return [
    `The smallest eigenvalue of the correlation matrix of ${what} is ${
      near.smallestEigenvalue.toExponential(1)
    }: ` +
    `${which}. Synergy of such a set comes from small differences, and depends on the number of samples`,
  ];
}

/** A warning if the columns of a block nearly determine one another. */
export function nearBlocks({ samples, columns, variables }: Variables): string[] {
  const found = variables.flatMap(({ name, columns: own }) => {
    if (own.length < 2 || samples <= own.length) return [];
    const { near } = columnDependence({ samples, columns: own.map((at) => columns[at]!) });
    return near === undefined
      ? []
      : `"${name}" (smallest eigenvalue of their correlations ${
        near.smallestEigenvalue.toExponential(1)
      })`;
  });
  if (found.length === 0) return [];
  return [
    `Columns of one variable nearly determine each other in ${firstOf(found, NAMED)}. ` +
    "That is no synergy, and in truth Ω does not depend on it, but estimates are less exact: " +
    "leave such columns out of the block",
  ];
}

/** How the warning about ignored dependence begins. */
export const IGNORED_DEPENDENCE = "Linear dependence was ignored";

/** A warning that dependence was found and ignored. */
export function ignoredWarnings(dependent: readonly DegenerateColumn[]): string[] {
  if (dependent.length === 0) return [];
  const found = dependent.map((one) => `${columnTitle(one)}: ${one.explanation}`);
  return [
    `${IGNORED_DEPENDENCE}: ${
      firstOf(found, NAMED)
    }. Ω of such a set is −∞ in truth, and its estimate depends on ` +
    "the number of samples alone",
  ];
}

/** What ranks of columns nearly determine, by the system of an analysis. */
export function nearRanks(
  { determinants, variables }: System,
  samples: number,
): NearColumns | undefined {
  // With no more samples than columns, the matrix has no inverse: each set of so many columns is dependent.
  if (determinants === undefined || samples <= determinants.columnCount) return undefined;
  const { features, columnCount } = determinants;
  const found = nearDependence(features, columnCount, samples, true);
  if (found === undefined) return undefined;
  const nameOf = new Map(
    determinants.columns.flatMap((own, position) =>
      own.map((at) => [at, `"${variables[position]!.name}"`] as const)
    ),
  );
  return {
    smallestEigenvalue: found.smallestEigenvalue,
    members: found.members.map(({ column, rSquared }) => ({
      title: nameOf.get(column)!,
      rSquared,
    })),
  };
}

/** A warning if columns have many repeated values, with the effect of their order. */
export function tieWarnings(
  { columns, effect }: TieEffect,
  { columns: all }: Variables,
  units: InformationUnit,
): string[] {
  const named = columns.map((index) => columnTitle(all.find((one) => one.index === index)!));
  const value = Math.abs(fromNats(effect, units)).toPrecision(2);
  return [
    `A tenth or more of the values are repeated in ${
      firstOf(named, NAMED)
    }: a Gaussian copula of ` +
    `tied values is an approximation. With these ties in random order, reported values change by up to ${value} ${units}`,
  ];
}

/** A warning if rows were repeated and no groups were given. */
export function repeatedRowsWarnings(variables: Variables): string[] {
  const share = repeatedRows(variables);
  if (share === undefined) return [];
  return [
    `${
      Math.round(100 * share)
    } % of the samples repeat another sample in all columns: there are fewer independent ` +
    "samples than rows, and extremes are chance more often. Leave the copies out, or name what belongs together " +
    "with groups",
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
    "groups; otherwise there are fewer independent samples than rows, and extremes are chance more often",
  ];
}

/** Most multiplets that have a warning of their own. */
const WARNED = 3;

/**
 * Warnings about multiplets whose estimate of I(X; y) exceeds H(y).
 *
 * @param multiplets variables by their own numbers; repeated ones count once
 */
export function entropyWarnings(
  system: System,
  multiplets: readonly (readonly number[])[],
): string[] {
  const { targetEntropy, variables } = system;
  if (targetEntropy === undefined || system.entropy === undefined) return [];
  const warnings = new Set(multiplets.flatMap((multiplet) => {
    const { information } = system.entropy!(positionsOf(variables, multiplet));
    return exceedsTargetEntropy(`Multiplet ${multiplet}`, information, targetEntropy) ?? [];
  }));
  const more = warnings.size - WARNED;
  return [
    ...[...warnings].slice(0, WARNED),
    ...more > 0 ? [`The same holds for ${more} more of the reported multiplets`] : [],
  ];
}

/** Columns and runs of consecutive rows of which the correlation between neighbours is computed. */
const SEQUENCE = { columns: 64, runs: 16, rows: 1024 };

/** A warning where a search left out multiplets that are not positive definite, with one of them. */
export function singularWarnings({ variables }: System, { sizes }: Found): string[] {
  const singular = sizes.filter((size) => size.singular !== undefined);
  const [first] = singular;
  if (first === undefined) return [];
  const names = first.singular!.map((own) =>
    variables.find(({ index }) => index === own)?.name ?? `${own}`
  );
  const last = singular.at(-1)!;
  return [
    `Left out ${
      first === last ? `at size ${first.size}` : `at sizes ${first.size} to ${last.size}`
    }: ` +
    `multiplets whose covariance is not positive definite, such as those with ${names.join(", ")}`,
  ];
}

/** Correlation between consecutive rows above which rows are not taken as independent. */
const LEAST_CORRELATION = 0.1;

/** Standard errors of a correlation that chance does not reach in one of 64 columns. */
const ERRORS = 5;

/**
 * The column with the highest correlation between consecutive rows, of ranks within each class, if it is above 0.1
 * and five standard errors; `undefined` if rows look independent. A file that is sorted by class is no sequence. Of
 * a file with many rows or columns, 16 runs of 1,024 rows and 64 columns are used.
 */
function sequenceOf(
  { samples, columns }: Variables,
  target: Target | undefined,
): { readonly index: number; readonly name: string; readonly correlation: number } | undefined {
  const runs = consecutiveRows(samples);
  const rows = runs.flat();
  const byClass = positionsByClass(rows, target);
  const pairs = rows.length - runs.length;
  // The only sample of a class is no deviation from it.
  const free = byClass.reduce((sum, { length }) => sum + length - 1, 0);
  const threshold = Math.max(LEAST_CORRELATION, ERRORS / Math.sqrt(Math.min(pairs, free)));
  const step = Math.max(1, columns.length / SEQUENCE.columns);
  const examined = Array.from(
    { length: Math.min(columns.length, SEQUENCE.columns) },
    (_, i) => columns[Math.floor(i * step)]!,
  ).filter(({ values }) => values.every(Number.isFinite));
  if (examined.length === 0) return undefined;
  const found = examined.map(({ index, name, values }) => {
    const centred = new Float64Array(rows.length);
    for (const own of byClass) {
      const order = ranks(Float64Array.from(own, (at) => values[rows[at]!]!), { ties: "average" });
      // From −1 to 1, so that classes of different sizes count alike.
      own.forEach((at, i) => centred[at] = (2 * order[i]! - own.length - 1) / own.length);
    }
    const squares = centred.reduce((sum, value) => sum + value * value, 0) / rows.length;
    let [products, at] = [0, 0];
    for (const { length } of runs) {
      for (let i = 1; i < length; i++) products += centred[at + i]! * centred[at + i - 1]!;
      at += length;
    }
    return { index, name, correlation: squares === 0 ? 0 : products / pairs / squares };
  });
  const highest = found.reduce((a, b) => b.correlation > a.correlation ? b : a);
  return highest.correlation > threshold ? highest : undefined;
}

/** All rows as one run, or runs that are spread over many rows. */
function consecutiveRows(samples: number): number[][] {
  const { runs, rows } = SEQUENCE;
  const run = (first: number, length: number) => Array.from({ length }, (_, i) => first + i);
  if (samples <= runs * rows) return [run(0, samples)];
  const step = (samples - rows) / (runs - 1);
  return Array.from({ length: runs }, (_, at) => run(Math.floor(at * step), rows));
}

/** The positions in `rows` of the rows of each class. */
function positionsByClass(rows: readonly number[], target: Target | undefined): number[][] {
  const classes: DiscreteTarget["classes"] | undefined = target && isDiscrete(target)
    ? target.classes
    : undefined;
  const found = new Map<number, number[]>();
  rows.forEach((row, at) => {
    const own = found.get(classes?.[row] ?? 0) ?? [];
    own.push(at);
    found.set(classes?.[row] ?? 0, own);
  });
  return [...found.values()];
}
