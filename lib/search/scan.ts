/**
 * The pass of the exact search over the finished tables: Ω of every set, compared with the extremes
 * of its size.
 * @module
 */
import { variablesOf } from "./log_determinants.ts";
import { multipletCount } from "./multiplets.ts";
import { type Extremes, isTrivialSize } from "./ranking.ts";
import type { SearchSpace } from "../information/search_space.ts";

/** A pass over all sets, in blocks of sets that share their high bits. */
export class Scan {
  readonly #features: Float64Array;
  readonly #given: Float64Array;
  readonly #bits: number;
  /** Of every set in a block: its number of low variables, and its leave-one-out terms. */
  readonly #lowSizes: Uint8Array;
  readonly #sums: Float64Array;
  /** By size; absent where nothing is searched. */
  readonly #extremes: readonly (Extremes | undefined)[];
  /** By size: what 2Ω must reach to be offered. Never reached where nothing is searched. */
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  readonly #bias: ((set: number) => number) | undefined;

  /**
   * @param featuresTable A(S) for every set
   * @param givenTable B(S) for every set; the same table without a target
   * @param extremes filled by {@link visit}
   * @param bits number of low bits in a block
   */
  constructor(
    space: SearchSpace,
    featuresTable: Float64Array,
    givenTable: Float64Array,
    extremes: ReadonlyMap<number, Extremes>,
    bits: number,
  ) {
    this.#features = featuresTable;
    this.#given = givenTable;
    this.#bits = bits;
    this.#lowSizes = Uint8Array.from({ length: 1 << bits }, (_, low) => bitCount(low));
    this.#sums = new Float64Array(1 << bits);
    const sizes = Array.from({ length: space.variables + 1 }, (_, size) => size);
    this.#extremes = sizes.map((size) =>
      isTrivialSize(space, size) ? undefined : extremes.get(size)
    );
    this.#high = Float64Array.from(this.#extremes, (own) => own ? -Infinity : Infinity);
    this.#low = this.#high.map((value) => -value);
    this.#extremes.forEach((own, size) => {
      if (own) own.count = multipletCount(space.variables, size);
    });
    this.#bias = biasOf(space);
  }

  /** Offers all sets with the high bits `base`, a multiple of 2^bits. */
  visit(base: number): void {
    const sums = this.#sums;
    sumWithout(this.#given, base, this.#bits, sums);
    const given = this.#given;
    const features = this.#features;
    const lowSizes = this.#lowSizes;
    const high = this.#high;
    const low = this.#low;
    const bias = this.#bias;
    const baseSize = bitCount(base);
    for (let at = 0; at < sums.length; at++) {
      const set = base + at;
      const size = baseSize + lowSizes[at]!;
      let twice = (size - 1) * given[set]! - sums[at]! - features[set]!;
      if (bias !== undefined) twice -= bias(set);
      if (twice >= high[size]! || twice <= low[size]!) this.#offer(set, size, twice);
    }
  }

  #offer(set: number, size: number, twice: number): void {
    const own = this.#extremes[size];
    if (own === undefined) return;
    const multiplet = variablesOf(set, this.#extremes.length - 1);
    if (twice >= own.redundancy.threshold) own.redundancy.offer(twice, multiplet);
    if (-twice >= own.synergy.threshold) own.synergy.offer(-twice, multiplet);
    this.#high[size] = own.redundancy.threshold;
    this.#low[size] = -own.synergy.threshold;
  }
}

/**
 * Twice the bias of Ω(S, y) where it differs among sets of one size, that is, where variables differ in
 * their number of columns. Else it changes no order, and is left to the final scores.
 */
function biasOf(
  { columns, givenBias, featuresBias, variables }: SearchSpace,
): ((set: number) => number) | undefined {
  if (columns.every((own) => own.length === columns[0]!.length)) return undefined;
  return (set) => {
    const widths = variablesOf(set, variables).map((variable) => columns[variable]!.length);
    const total = widths.reduce((sum, width) => sum + width, 0);
    const alone = widths.reduce((sum, width) => sum + featuresBias[width]!, 0);
    const without = widths.reduce((sum, width) => sum + givenBias[total - width]!, 0);
    return 2 * ((widths.length - 1) * givenBias[total]! - without - featuresBias[total]! + alone);
  };
}

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
  // The three lowest bits written out: runs of one, two and four entries are not worth a loop.
  const written = bits >= 3 ? 8 : 1;
  if (written === 8) {
    for (let low = 0; low < count; low += 8) {
      const at = base + low;
      const t0 = table[at]!;
      const t1 = table[at + 1]!;
      const t2 = table[at + 2]!;
      const t4 = table[at + 4]!;
      sums[low + 1]! += t0;
      sums[low + 2]! += t0;
      sums[low + 3]! += t1 + t2;
      sums[low + 4]! += t0;
      sums[low + 5]! += t1 + t4;
      sums[low + 6]! += t2 + t4;
      sums[low + 7]! += table[at + 3]! + table[at + 5]! + table[at + 6]!;
    }
  }
  for (let step = written; step < count; step *= 2) {
    for (let run = step; run < count; run += 2 * step) {
      const from = base + run - step;
      for (let i = 0; i < step; i++) sums[run + i]! += table[from + i]!;
    }
  }
}

/** Number of one bits of a 32-bit integer. */
function bitCount(value: number): number {
  let v = value - (value >>> 1 & 0x55555555);
  v = (v & 0x33333333) + (v >>> 2 & 0x33333333);
  return Math.imul(v + (v >>> 4) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
