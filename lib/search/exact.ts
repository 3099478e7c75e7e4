/**
 * All multiplets of all sizes at once.
 * @module
 */
import { addLogDeterminants, variablesOf } from "./log_determinants.ts";
import { Extremes } from "./ranking.ts";
import {
  requireSizes,
  requireTop,
  SearchError,
  type SearchOptions,
  type SizeExtremes,
} from "./result.ts";
import { isTrivialSize, reportExtremes, trivialExtremes } from "./report.ts";
import { breather } from "./breather.ts";
import type { SearchSpace } from "./space.ts";

/** How {@link exactSearch} works. */
export interface ExactOptions extends SearchOptions {
  /** Sizes to report. Default: 2..n, or 1 for a single variable. */
  readonly sizes?: readonly number[];
  /** Most bytes that the tables may take. Default 2 GiB, enough for 26 variables. */
  readonly maxBytes?: number;
}

/** Most variables that the 32 bits of a set can name. */
const MOST_VARIABLES = 30;

/**
 * Minima and maxima of Ω(X, y) over all 2ⁿ multiplets, by size. Exact: the paper's limit of six
 * neurons does not apply. Takes two tables of 2ⁿ float64 (16 MiB at n = 20, 256 MiB at n = 24).
 *
 * Leave-one-out terms are looked up, so a multiplet costs its size in additions.
 *
 * @throws SearchError when the tables do not fit, or for sizes out of range
 */
export async function exactSearch(
  space: SearchSpace,
  options: ExactOptions = {},
): Promise<SizeExtremes[]> {
  const { variables: n, given, features } = space;
  const { top = 1, maxBytes = 2 ** 31, signal } = options;
  const sizes = requireSizes(options.sizes ?? defaultSizes(n), n);
  const bytes = (space.hasTarget ? 16 : 8) * 2 ** n;
  if (n > MOST_VARIABLES || bytes > maxBytes) {
    throw new SearchError(
      `An exact search among ${n} variables needs ${(bytes / 2 ** 20).toFixed(0)} MiB, ` +
        `${(maxBytes / 2 ** 20).toFixed(0)} MiB are allowed. ` +
        `Raise maxBytes, or search exhaustively at small sizes or greedily`,
    );
  }
  signal?.throwIfAborted();
  const breathe = breather(options);

  const featuresTable = new Float64Array(2 ** n);
  addLogDeterminants(space, features, 1, featuresTable);
  await breathe(0.2);
  const givenTable = space.hasTarget ? new Float64Array(2 ** n) : featuresTable;
  if (space.hasTarget) {
    for (const { weight, matrix } of given) {
      addLogDeterminants(space, matrix, weight, givenTable);
      await breathe(0.4);
    }
  }

  requireTop(top);
  const extremes = new Map(sizes.map((size) => [
    size,
    isTrivialSize(space, size) ? trivialExtremes(space, size, top) : new Extremes(top),
  ]));
  const bySize = Array.from(
    { length: n + 1 },
    (_, size) => isTrivialSize(space, size) ? undefined : extremes.get(size),
  );
  const bias = biasOf(space);
  const bits = Math.min(LOW_BITS, n);
  const state = { featuresTable, givenTable, bySize, bias, sums: new Float64Array(1 << bits) };
  for (let base = 0; base < 2 ** n; base += 1 << bits) {
    scan(state, base, bits);
    await breathe(0.4 + 0.6 * base / 2 ** n);
  }
  return reportExtremes(space, extremes);
}

function defaultSizes(variables: number): number[] {
  return variables < 2 ? [1] : Array.from({ length: variables - 1 }, (_, i) => i + 2);
}

/** Twice the bias of Ω(S, y): by size alone where every variable is one column. */
type Bias = { readonly bySize: Float64Array } | { readonly ofSet: (set: number) => number };

function biasOf(space: SearchSpace): Bias {
  const { columns, givenBias, featuresBias, variables } = space;
  const twice = (widths: readonly number[]) => {
    const total = widths.reduce((sum, width) => sum + width, 0);
    const alone = widths.reduce((sum, width) => sum + featuresBias[width]!, 0);
    const without = widths.reduce((sum, width) => sum + givenBias[total - width]!, 0);
    return 2 *
      ((widths.length - 1) * givenBias[total]! - without - featuresBias[total]! + alone);
  };
  if (columns.every((own) => own.length === 1)) {
    const sizes = Array.from({ length: variables + 1 }, (_, size) => size);
    return { bySize: Float64Array.from(sizes, (size) => twice(Array(size).fill(1))) };
  }
  return { ofSet: (set) => twice(variablesOf(set).map((variable) => columns[variable]!.length)) };
}

/** Low bits of a set that are scanned together: 2¹⁰ sums of 8 bytes stay in the nearest cache. */
const LOW_BITS = 10;

/**
 * Adds up the leave-one-out terms of 2^`bits` sets that share their high bits: `sums[low]` becomes
 * Σ_j table[(base | low) ∖ j]. Runs of neighbouring entries are added to runs of sums, which takes a
 * fraction of the time of a walk through the bits of every set.
 *
 * @param base a multiple of 2^bits
 */
function sumWithout(table: Float64Array, base: number, bits: number, sums: Float64Array): void {
  const count = 1 << bits;
  sums.fill(0, 0, count);
  for (let rest = base; rest !== 0; rest &= rest - 1) {
    const from = base ^ (rest & -rest);
    for (let low = 0; low < count; low++) sums[low]! += table[from + low]!;
  }
  for (let step = 1; step < count; step *= 2) {
    for (let run = step; run < count; run += 2 * step) {
      const from = base + run - step;
      for (let i = 0; i < step; i++) sums[run + i]! += table[from + i]!;
    }
  }
}

/** Offers all sets with the high bits `base` to the extremes of their sizes. */
function scan(
  { featuresTable, givenTable, bySize, bias, sums }: ScanState,
  base: number,
  bits: number,
): void {
  sumWithout(givenTable, base, bits, sums);
  for (let low = base === 0 ? 1 : 0; low < 1 << bits; low++) {
    const set = base | low;
    const size = bitCount(set);
    const extremes = bySize[size];
    if (extremes === undefined) continue;
    const correction = "bySize" in bias ? bias.bySize[size]! : bias.ofSet(set);
    const twice = (size - 1) * givenTable[set]! - sums[low]! - featuresTable[set]! - correction;
    extremes.count++;
    if (twice >= extremes.redundancy.threshold) extremes.redundancy.offer(twice, variablesOf(set));
    if (-twice >= extremes.synergy.threshold) extremes.synergy.offer(-twice, variablesOf(set));
  }
}

interface ScanState {
  readonly featuresTable: Float64Array;
  readonly givenTable: Float64Array;
  readonly bySize: readonly (Extremes | undefined)[];
  readonly bias: Bias;
  readonly sums: Float64Array;
}

/** Number of one bits of a 32-bit integer. */
function bitCount(value: number): number {
  let v = value - (value >>> 1 & 0x55555555);
  v = (v & 0x33333333) + (v >>> 2 & 0x33333333);
  return Math.imul(v + (v >>> 4) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
