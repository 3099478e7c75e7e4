/** Columns that cannot be analysed: found, then refused or left out. */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import {
  columnTitle,
  type DegenerateColumn,
  DegenerateColumnsError,
  InformationError,
} from "./errors.ts";
import { stableOrder } from "./ranks.ts";
import { type DiscreteTarget, isDiscrete, type Target } from "./target.ts";
import { type Column, type ColumnValues, type Variables, withoutColumns } from "./variables.ts";

/** Most bytes of all covariances of one analysis: 2 GiB. */
const MOST_BYTES = 2 ** 31;

/**
 * Throws an {@link InformationError} where covariances would take more than 2 GiB (more than 16,384 columns
 * for a single one): a small file with few samples can have so many columns, and the check for samples would
 * come after the allocation.
 *
 * @param covariances number of covariances of so many columns each
 */
export function requireMemory(columns: number, covariances: number = 1): void {
  const bytes = 8 * covariances * columns ** 2;
  if (bytes <= MOST_BYTES) return;
  const what = covariances === 1 ? "The covariance" : `${covariances} covariances`;
  throw new InformationError(
    `${what} of ${columns} columns would take ${(bytes / 2 ** 20).toFixed(0)} MiB, at most ` +
      `${MOST_BYTES / 2 ** 20} MiB are used: analyse fewer columns`,
  );
}

/** The treatment of columns that cannot be analysed. */
export interface HygieneOptions {
  /**
   * For non-finite, constant and duplicate columns and, in covariances, linearly dependent ones:
   * - `"error"` (default): an error that names them.
   * - `"drop"`: they are left out and listed.
   */
  readonly degenerate?: "error" | "drop" | undefined;
}

/**
 * The columns that cannot be analysed, in their order; see {@link soundVariables}.
 *
 * @throws InformationError when more columns vary than can be analysed together
 */
export function degenerateColumns(columns: readonly Column[]): DegenerateColumn[] {
  const flaws = columns.map(({ values }) => nonFinite(values) ?? constant(values));
  requireMemory(flaws.filter((flaw) => flaw === undefined).length);
  // Only columns that increase and decrease at the same samples are compared.
  const soundByShape = new Map<number, Column[]>();
  const found = columns.flatMap((column, at) => {
    const shape = flaws[at] ? 0 : shapeOf(column.values);
    const alike = soundByShape.get(shape) ?? [];
    const flaw = flaws[at] ?? duplicate(column, alike);
    if (flaw !== undefined) return { index: column.index, name: column.name, ...flaw };
    soundByShape.set(shape, alike);
    alike.push(column);
    return [];
  });
  lastSorted = undefined; // Frees its memory; its columns may be overwritten after the check.
  return found;
}

/**
 * The variables without degenerate columns: those with a NaN or an infinity, constant ones, and those with
 * the same or the exactly reversed ranks as an earlier column (copies, also through any monotone function).
 * Columns that are linearly dependent only after normalisation are found in the covariance: see
 * `gaussianSystem`.
 *
 * @throws DegenerateColumnsError for degenerate columns where they are not to be dropped, and when no
 *   column is left
 * @throws InformationError for an unknown option, or an unknown value of `degenerate`
 * @example
 * ```ts
 * import { soundVariables, toVariables } from "@multiplet/multiplet/variables";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(0, 1, 2, 0, 5, 10, 0, 3, 6); // Three samples of 0, x, 2x.
 * const all = toVariables({ samples: 3, variables: 3, values });
 * const { variables, leftOut } = soundVariables(all, { degenerate: "drop" });
 * deepEqual(variables.map(({ index }) => index), [1]);
 * deepEqual(leftOut.map(({ index, reason }) => [index, reason]), [[0, "constant"], [2, "duplicate"]]);
 * ```
 */
export function soundVariables(variables: Variables, options: HygieneOptions = {}): Variables {
  rejectUnknownOptions(InformationError, "soundVariables", options, ["degenerate"]);
  const { degenerate = "error" } = options;
  requireChoice(InformationError, "degenerate", degenerate, ["error", "drop"]);
  if (sound.has(variables)) return variables;
  const found = degenerateColumns(variables.columns);
  const none = found.length === variables.columns.length;
  if (none || (found.length > 0 && degenerate === "error")) {
    throw new DegenerateColumnsError("An analysis", found);
  }
  const rest = withoutColumns(variables, found);
  sound.add(rest);
  return rest;
}

/** Variables that were examined: an analysis asks several times. */
const sound = new WeakSet<Variables>();

/**
 * Throws a {@link DegenerateColumnsError} that lists every column with a NaN or an infinity, or with one
 * value only.
 *
 * @param action the attempted action, for the message
 */
export function requireVaryingColumns(action: string, columns: readonly Column[]): void {
  requireColumns(action, columns, (values) => nonFinite(values) ?? constant(values));
}

/** Throws a {@link DegenerateColumnsError} that lists every column with a NaN or an infinity. */
export function requireFiniteColumns(action: string, columns: readonly Column[]): void {
  requireColumns(action, columns, nonFinite);
}

type Flaw = Pick<DegenerateColumn, "reason" | "explanation">;

function requireColumns(
  action: string,
  columns: readonly Column[],
  examine: (values: ColumnValues) => Flaw | undefined,
): void {
  const found = columns.flatMap(({ index, name, values }) => {
    const flaw = examine(values);
    return flaw === undefined ? [] : { index, name, ...flaw };
  });
  if (found.length > 0) throw new DegenerateColumnsError(action, found);
}

function nonFinite(values: ColumnValues): Flaw | undefined {
  for (let sample = 0; sample < values.length; sample++) {
    if (Number.isFinite(values[sample])) continue;
    return {
      reason: "non-finite",
      explanation: `its value in sample ${sample} is ${values[sample]}`,
    };
  }
  return undefined;
}

function constant(values: ColumnValues): Flaw | undefined {
  const first = values[0]!;
  if (values.some((value) => value !== first)) return undefined;
  return { reason: "constant", explanation: `all its values are ${first}` };
}

/**
 * The columns that the target determines, as a copy of the label, its numbers under other names, or an indicator of
 * a class: each class has one value of the column. For a continuous target, those with the same or the exactly
 * reversed ranks. Such a column would be analysed as a unit that knows the label.
 *
 * @param columns finite and varying
 */
export function labelColumns(columns: readonly Column[], target: Target): DegenerateColumn[] {
  const flawOf = isDiscrete(target)
    ? ({ values }: Column) => ofClasses(values, target)
    : (column: Column) => duplicate(column, [{ index: -1, name: "target", values: target.values }]);
  return columns.flatMap((column) => {
    const flaw = flawOf(column);
    const { index, name } = column;
    return flaw === undefined ? [] : [{ index, name, ...flaw, reason: "label" as const }];
  });
}

function ofClasses(values: ColumnValues, { classes, labels }: DiscreteTarget): Flaw | undefined {
  // With a sample for each class alone, any column would be one.
  if (labels.length === classes.length) return undefined;
  const valueOf = new Array<number | undefined>(labels.length).fill(undefined);
  for (let sample = 0; sample < values.length; sample++) {
    const known = valueOf[classes[sample]!];
    if (known === undefined) valueOf[classes[sample]!] = values[sample]!;
    else if (known !== values[sample]) return undefined;
  }
  const different = new Set(valueOf).size;
  if (different < 2) return undefined;
  const isCopy = different === labels.length;
  return {
    reason: "label",
    explanation: isCopy
      ? "it is the label itself, or its classes with other numbers"
      : "the label determines it: each class has one value of this column",
  };
}

/** Increments between samples that are compared first. */
const STEPS = 64;

/**
 * A number that depends on the signs of a column's first increments; the same for a column with the opposite
 * signs.
 */
function shapeOf(values: ColumnValues): number {
  let shape = 0;
  let first = 0;
  for (let i = 1, steps = 0; i < values.length && steps < STEPS; i++) {
    const step = Math.sign(values[i]! - values[i - 1]!);
    if (step !== 0) steps++;
    if (first === 0) first = step;
    shape = Math.imul(shape, 31) + step * first | 0;
  }
  return shape;
}

function duplicate({ values }: Column, earlier: readonly Column[]): Flaw | undefined {
  for (const other of earlier) {
    for (const direction of [1, -1] as const) {
      if (!sameOrder(values, other.values, direction)) continue;
      const title = columnTitle(other);
      const explanation = direction === 1
        ? `it orders the samples exactly as ${title} does`
        : `it orders the samples exactly opposite to ${title}`;
      return { reason: "duplicate", explanation };
    }
  }
  return undefined;
}

/** The order of the column that was sorted last: copies of a column follow each other. */
let lastSorted: { readonly values: ColumnValues; readonly order: Uint32Array } | undefined;

/** True if a column ranks the samples like an earlier one (direction 1), or in the reversed order (−1). */
function sameOrder(values: ColumnValues, earlier: ColumnValues, direction: 1 | -1): boolean {
  // Neighbouring samples are compared first: that needs no sorting.
  for (let i = 1; i < values.length; i++) {
    if (signOfStep(values, i, i - 1) !== direction * signOfStep(earlier, i, i - 1)) return false;
  }
  if (lastSorted?.values !== earlier) {
    lastSorted = { values: earlier, order: stableOrder(earlier).slice() };
  }
  // In the order of the earlier column, both rise, or stay equal, at the same places.
  const { order } = lastSorted;
  for (let at = 1; at < order.length; at++) {
    const [sample, before] = [order[at]!, order[at - 1]!];
    if (signOfStep(values, sample, before) !== direction * signOfStep(earlier, sample, before)) {
      return false;
    }
  }
  return true;
}

function signOfStep(values: ColumnValues, to: number, from: number): number {
  return Math.sign(values[to]! - values[from]!);
}
