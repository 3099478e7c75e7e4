/** Columns that cannot be analysed, found before ranks hide what they are: then refused or left out. */
import {
  type DegenerateColumn,
  DegenerateColumnsError,
  type LinearDependence,
  type Target,
  type Variables,
} from "../information/mod.ts";
import type { ColumnThreads } from "../information/column_threads.ts";
import {
  type ColumnDependence,
  columnDependence,
  columnDependenceOn,
} from "../information/dependence.ts";
import { firstOf } from "../system/first_of.ts";
import { columnTitle } from "../variables/errors.ts";
import { labelColumns } from "../variables/hygiene.ts";
import { classTitle, isDiscrete } from "../variables/target.ts";
import { type Column, someVariables, withoutColumns } from "../variables/variables.ts";

/** What becomes of columns that cannot be analysed. */
export type Treatment = "error" | "drop";

/**
 * The variables without columns that the target determines.
 *
 * @throws DegenerateColumnsError for such columns unless they are to be dropped
 */
export function withoutLabel(
  variables: Variables,
  target: Target | undefined,
  treatment: Treatment,
): Variables {
  if (target === undefined) return variables;
  return without(variables, labelColumns(variables.columns, target), treatment);
}

/** The columns that are constant within a class of which the estimator makes a covariance. */
export function constantInClass(
  columns: readonly Column[],
  target: Target | undefined,
): DegenerateColumn[] {
  if (target === undefined || !isDiscrete(target)) return [];
  const { classes, labels } = target;
  return columns.flatMap(({ index, name, values }) => {
    const first = new Map<number, number>();
    const varies = new Set<number>();
    for (let row = 0; row < values.length && varies.size < labels.length; row++) {
      const own = classes[row]!;
      const value = values[row]!;
      if (!first.has(own)) first.set(own, value);
      else if (first.get(own) !== value) varies.add(own);
    }
    const one = labels.findIndex((_, at) => !varies.has(at));
    if (one < 0) return [];
    const explanation = `all its values in class ${classTitle(target, one)} are ${first.get(one)}`;
    return { index, name, reason: "constant" as const, explanation };
  });
}

/** A column that others nearly determine. */
export interface NearMember {
  /** The column, or the target. */
  readonly title: string;
  /** R² given all others. */
  readonly rSquared: number;
}

/** {@link ColumnDependence.near} with titles. */
export interface NearColumns {
  readonly smallestEigenvalue: number;
  readonly members: readonly NearMember[];
}

/** What columns have in common. */
export interface Dependence {
  /** Columns that others, or others and the target, determine linearly. */
  readonly dependent: readonly DegenerateColumn[];
  /** What is nearly so among the others. */
  readonly near: NearColumns | undefined;
}

/**
 * The dependence of columns that are finite and not constant.
 *
 * @param target that takes part in the analysis
 */
export async function dependenceOf(
  variables: Variables,
  target: Target | undefined,
  threads: ColumnThreads,
): Promise<Dependence> {
  const columns = withTarget(variables, target);
  const found = await columnDependenceOn(threads, { samples: variables.samples, columns });
  return {
    dependent: dependentColumns(columns, found.exact),
    near: nearColumns(columns, found),
  };
}

/**
 * The dependence within these multiplets. With more samples than columns, {@link dependenceOf} has found all.
 *
 * @param multiplets variables by their own numbers
 */
export function dependenceInMultiplets(
  variables: Variables,
  target: Target | undefined,
  multiplets: readonly (readonly number[])[],
): Dependence {
  const dependent = new Map<number, DegenerateColumn>();
  let near: NearColumns | undefined;
  for (const multiplet of multiplets) {
    const own = someVariables(variables, multiplet);
    const columns = withTarget(own, target);
    const found = columnDependence({ samples: own.samples, columns });
    for (const column of dependentColumns(columns, found.exact)) {
      dependent.set(column.index, column);
    }
    const other = nearColumns(columns, found);
    if (other && !(near && near.smallestEigenvalue <= other.smallestEigenvalue)) near = other;
  }
  return { dependent: [...dependent.values()].sort((a, b) => a.index - b.index), near };
}

/** Most classes of which each is a column; the numbers of more are one. */
const MOST_CLASSES = 32;

/** Number of a column of the target. */
const TARGET = -1;

/**
 * The columns of a target, then those of the variables. A classification is its indicators, but for one class: what
 * a column can be made of with others.
 */
function withTarget({ samples, columns }: Variables, target: Target | undefined): Column[] {
  const own = target ? targetColumns(target) : [];
  return samples > own.length + columns.length ? [...own, ...columns] : [...columns];
}

function targetColumns(target: Target): Column[] {
  if (!isDiscrete(target)) return [{ index: TARGET, name: "the target", values: target.values }];
  const { labels: { length: count }, classes } = target;
  const indicator = (value: (own: number) => number): Column => ({
    index: TARGET,
    name: "the label",
    values: Float32Array.from(classes, value),
  });
  if (count > MOST_CLASSES) return [indicator((own) => own)];
  return Array.from({ length: count - 1 }, (_, one) => indicator((own) => Number(own === one)));
}

/** The variables without `columns`, if these are to be dropped; otherwise an error for them. */
export function without(
  variables: Variables,
  columns: readonly DegenerateColumn[],
  treatment: Treatment,
): Variables {
  if (columns.length === 0) return variables;
  if (treatment === "error") throw new DegenerateColumnsError("An analysis", columns);
  const rest = withoutColumns(variables, columns);
  if (rest.columns.length > 0) return rest;
  throw new DegenerateColumnsError("An analysis", rest.leftOut);
}

/** Most columns that an explanation names. */
const NAMED = 4;

function dependentColumns(
  columns: readonly Column[],
  dependences: readonly LinearDependence[],
): DegenerateColumn[] {
  return dependences.filter(({ column }) => columns[column]!.index !== TARGET).map(
    ({ column, on }) => {
      const { index, name } = columns[column]!;
      const others = [...new Set(on.map((at) => titleOf(columns[at]!)))];
      const determine = others.length === 1 ? "determines" : "determine";
      return {
        index,
        name,
        reason: "dependent",
        explanation: `${listed(others)} ${determine} it linearly`,
      };
    },
  );
}

function nearColumns(
  columns: readonly Column[],
  { near }: ColumnDependence,
): NearColumns | undefined {
  if (near === undefined) return undefined;
  const members = new Map<string, number>();
  for (const { column, rSquared } of near.members) {
    const title = titleOf(columns[column]!);
    if (!members.has(title)) members.set(title, rSquared);
  }
  return {
    smallestEigenvalue: near.smallestEigenvalue,
    members: [...members].map(([title, rSquared]) => ({ title, rSquared })),
  };
}

function titleOf(column: Column): string {
  return column.index === TARGET ? column.name : columnTitle(column);
}

/** Titles in a sentence: the first few, the others counted. */
function listed(titles: readonly string[]): string {
  if (titles.length > NAMED) return firstOf(titles, NAMED);
  return titles.length < 2
    ? titles.join()
    : `${titles.slice(0, -1).join(", ")} and ${titles.at(-1)}`;
}
