/**
 * Columns that carry no information of their own: found, refused or dropped.
 * @module
 */
import {
  columnReference,
  columnTitle,
  type Degeneracy,
  type DegenerateColumn,
  DegenerateColumnsError,
} from "./errors.ts";
import { columnValues, type FeatureMatrix, requireShape, selectColumns } from "./feature_matrix.ts";
import { ranks } from "./ranks.ts";
import { requireRoom } from "./room.ts";

/**
 * The degenerate columns among samples, ascending: those with a NaN or an infinity, constant ones,
 * and those that order the samples as an earlier sound column does or exactly the other way (copies,
 * also through any monotone function). What is linearly dependent only after normalisation shows in
 * the covariance: see {@link gaussianSystem}.
 *
 * @throws InformationError when the sizes of `features` do not agree, or when more columns vary
 *   than can be analysed together
 * @example
 * ```ts
 * import { degenerateColumns } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(0, 1, 2, 0, 5, 10, 0, 3, 6); // Three samples of 0, x, 2x.
 * const found = degenerateColumns({ samples: 3, variables: 3, values });
 * deepEqual(found.map(({ index }) => index), [0, 2]);
 * deepEqual(found.map(({ reason }) => reason), ["constant", "duplicate"]);
 * ```
 */
export function degenerateColumns(features: FeatureMatrix): DegenerateColumn[] {
  requireShape(features);
  const { variables, names } = features;
  const found: DegenerateColumn[] = [];
  const sound: { readonly index: number; readonly values: Float64Array }[] = [];
  const columns = Array.from({ length: variables }, (_, index) => {
    const values = columnValues(features, index);
    return { index, values, own: nonFinite(values) ?? constant(values) };
  });
  // Every column is compared with those before it, which takes the square of their number.
  requireRoom(columns.filter(({ own }) => own === undefined).length);
  for (const { index, values, own } of columns) {
    const flaw = own ?? duplicate(values, sound, names);
    if (flaw === undefined) sound.push({ index, values });
    else found.push({ ...columnReference(index, names), ...flaw });
  }
  return found;
}

/**
 * The samples without their {@link degenerateColumns}, and what was left out.
 *
 * @throws InformationError when the sizes of `features` do not agree
 * @throws DegenerateColumnsError when no column is left
 * @example
 * ```ts
 * import { dropDegenerateColumns } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(0, 1, 2, 0, 5, 10, 0, 3, 6); // Three samples of 0, x, 2x.
 * const { kept, dropped } = dropDegenerateColumns({ samples: 3, variables: 3, values });
 * deepEqual(kept, [1]);
 * deepEqual(dropped.map(({ index, reason }) => [index, reason]), [[0, "constant"], [2, "duplicate"]]);
 * ```
 */
export function dropDegenerateColumns(features: FeatureMatrix): {
  /** The columns that are left, in their order. */
  readonly features: FeatureMatrix;
  /** Which columns those were. */
  readonly kept: readonly number[];
  readonly dropped: readonly DegenerateColumn[];
} {
  const dropped = degenerateColumns(features);
  const kept = Array.from({ length: features.variables }, (_, index) => index)
    .filter((index) => dropped.every((column) => column.index !== index));
  if (kept.length === 0) throw new DegenerateColumnsError("An analysis", dropped);
  return { features: selectColumns(features, kept), kept, dropped };
}

/**
 * Throws a {@link DegenerateColumnsError} that lists every column with a NaN or an infinity, or
 * with one value only.
 *
 * @param action what is attempted, for the message
 */
export function requireVaryingColumns(action: string, features: FeatureMatrix): void {
  requireColumns(action, features, (values) => nonFinite(values) ?? constant(values));
}

/** Throws a {@link DegenerateColumnsError} that lists every column with a NaN or an infinity. */
export function requireFiniteColumns(action: string, features: FeatureMatrix): void {
  requireColumns(action, features, nonFinite);
}

/** What is wrong with a column. */
interface Flaw {
  readonly reason: Degeneracy;
  readonly explanation: string;
}

function requireColumns(
  action: string,
  features: FeatureMatrix,
  examine: (values: Float64Array) => Flaw | undefined,
): void {
  requireShape(features);
  const found: DegenerateColumn[] = [];
  for (let index = 0; index < features.variables; index++) {
    const flaw = examine(columnValues(features, index));
    if (flaw !== undefined) found.push({ ...columnReference(index, features.names), ...flaw });
  }
  if (found.length > 0) throw new DegenerateColumnsError(action, found);
}

function nonFinite(values: Float64Array): Flaw | undefined {
  const sample = values.findIndex((value) => !Number.isFinite(value));
  if (sample < 0) return undefined;
  return {
    reason: "non-finite",
    explanation: `its value in sample ${sample} is ${values[sample]}`,
  };
}

function constant(values: Float64Array): Flaw | undefined {
  const first = values[0]!;
  if (values.some((value) => value !== first)) return undefined;
  return { reason: "constant", explanation: `all its values are ${first}` };
}

function duplicate(
  values: Float64Array,
  earlier: readonly { readonly index: number; readonly values: Float64Array }[],
  names: readonly string[] | undefined,
): Flaw | undefined {
  for (const other of earlier) {
    for (const direction of [1, -1] as const) {
      if (!sameOrder(values, other.values, direction)) continue;
      const title = columnTitle(columnReference(other.index, names));
      const explanation = direction === 1
        ? `it orders the samples exactly as ${title} does`
        : `it orders the samples exactly opposite to ${title}`;
      return { reason: "duplicate", explanation };
    }
  }
  return undefined;
}

/** Whether two columns order the samples alike (direction 1) or oppositely (−1). */
function sameOrder(a: Float64Array, b: Float64Array, direction: 1 | -1): boolean {
  // Neighbouring samples tell nearly all columns apart within a few steps, without any sorting.
  for (let i = 1; i < a.length; i++) {
    if (Math.sign(a[i]! - a[i - 1]!) !== direction * Math.sign(b[i]! - b[i - 1]!)) return false;
  }
  const ranksOfA = ranks(a, { ties: "average" });
  const ranksOfB = ranks(b, { ties: "average" });
  return ranksOfA.every((rank, i) =>
    rank === (direction === 1 ? ranksOfB[i] : a.length + 1 - ranksOfB[i]!)
  );
}
