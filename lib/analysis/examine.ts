/** Columns that cannot be analysed, found before ranks hide what they are: then refused or left out. */
import {
  type ColumnReference,
  type DegenerateColumn,
  DegenerateColumnsError,
  type LinearDependence,
  linearDependences,
  soundVariables,
  type Target,
  type Variables,
} from "../information/mod.ts";
import type { ColumnThreads } from "../information/column_threads.ts";
import { linearDependencesOn } from "../information/dependence.ts";
import { firstOf } from "../system/first_of.ts";
import { columnTitle } from "../variables/errors.ts";
import { labelColumns } from "../variables/hygiene.ts";
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

/**
 * The variables without columns that are not finite, constant, or determined by others.
 *
 * @throws DegenerateColumnsError for such columns unless they are to be dropped, and where none is left
 */
export async function withoutDependence(
  variables: Variables,
  treatment: Treatment,
  threads: ColumnThreads,
): Promise<Variables> {
  const sound = soundVariables(variables, { degenerate: treatment });
  const found = await linearDependencesOn(threads, sound);
  return without(sound, dependentColumns(sound.columns, found), treatment);
}

/**
 * The columns of these multiplets that others of the same multiplet determine. With more samples than columns,
 * {@link withoutDependence} has found them all.
 *
 * @param multiplets variables by their own numbers
 */
export function dependentInMultiplets(
  variables: Variables,
  multiplets: readonly (readonly number[])[],
): DegenerateColumn[] {
  const found = new Map<number, DegenerateColumn>();
  for (const multiplet of multiplets) {
    const own = someVariables(variables, multiplet);
    for (const column of dependentColumns(own.columns, linearDependences(own))) {
      found.set(column.index, column);
    }
  }
  return [...found.values()].sort((a, b) => a.index - b.index);
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
  return dependences.map(({ column, on }) => {
    const { index, name } = columns[column]!;
    const others = listed(on.map((at) => columns[at]!));
    return { index, name, reason: "dependent", explanation: `${others} determine it linearly` };
  });
}

/** Columns in a sentence: the first few by name, the others counted. */
function listed(columns: readonly ColumnReference[]): string {
  const named = columns.map(columnTitle);
  if (named.length > NAMED) return firstOf(named, NAMED);
  return named.length < 2 ? named.join() : `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}
