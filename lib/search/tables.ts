/** The tables of the exact search: log-determinants of all sets, and the pass that compares Ω of every set. */
import type { SearchSpace } from "../information/search_space.ts";
import { SingularMultipletError } from "../variables/errors.ts";
import { multipletCount } from "./multiplets.ts";
import { OBJECTIVE_TERMS, type ObjectiveTerms } from "./objective.ts";
import type { Objective } from "./interface.ts";
import { type Extremes, isTrivialSize } from "./ranking.ts";

/**
 * Adds `weight · ln |matrix_S|` to `table[S]` for every set S of variables, depth-first: a set is its parent
 * and one additional variable, and |S ∪ v| = |S| · c_vv with c the Schur complement of S. The work per set is
 * the square of the number of variables after its last one, three multiplications on average, and a logarithm.
 *
 * A set's index has bit n−1−v for variable v: the variables that change most often have the lowest bits, so
 * successive sets are adjacent in the table.
 *
 * @param table 2ⁿ values
 * @throws SingularMultipletError when a submatrix is not positive definite
 */
export function addLogDeterminants(
  space: SearchSpace,
  matrix: Float64Array,
  weight: number,
  table: Float64Array,
): void {
  const { columnCount: size, variables, columns } = space;
  // One buffer per depth: the Schur complement of the set's columns in the later columns.
  const levels = Array.from({ length: size + 1 }, () => new Float64Array(size * size));
  levels[0]!.set(matrix);
  const single = columns.every((own) => own.length === 1);

  /** All sets that add variables from `first` on to `set`. Returns −1, or the first set that fails. */
  const descend = (set: number, sum: number, first: number, depth: number): number => {
    const end = single ? Math.max(first, size - 3) : variables;
    for (let variable = first; variable < end; variable++) {
      const child = set | 1 << (variables - 1 - variable);
      let logDeterminant = sum;
      let level = depth;
      const own = columns[variable]!;
      for (let at = 0; at < own.length; at++) {
        const column = own[at]!;
        const pivot = levels[level]![column * size + column]!;
        if (!(pivot > 0)) return child;
        logDeterminant += weight * Math.log(pivot);
        eliminate(levels[level]!, levels[level + 1]!, column, size);
        level++;
      }
      table[child]! += logDeterminant;
      const failed = descend(child, logDeterminant, variable + 1, level);
      if (failed >= 0) return failed;
    }
    return single ? lastThree(levels[depth]!, size, set, end, sum, weight, table) : -1;
  };
  const failed = descend(0, 0, 0, 0);
  if (failed >= 0) throw new SingularMultipletError(variablesOf(failed, variables));
}

/**
 * The sets that add some of the last three columns to `set`, which are most sets: computed from determinants of
 * minors, without a buffer. For variables of one column each.
 */
function lastThree(
  level: Float64Array,
  size: number,
  set: number,
  first: number,
  sum: number,
  weight: number,
  table: Float64Array,
): number {
  const i = size - 3;
  const j = size - 2;
  const k = size - 1;
  const kk = level[k * size + k]!;
  const setK = set | 1;
  if (!(kk > 0)) return setK;
  table[setK]! += sum + weight * Math.log(kk);
  if (first > j) return -1;
  const jj = level[j * size + j]!;
  const jk = level[j * size + k]!;
  const minorJK = jj * kk - jk * jk;
  const setJ = set | 2;
  if (!(jj > 0)) return setJ;
  if (!(minorJK > 0)) return set | 3;
  table[setJ]! += sum + weight * Math.log(jj);
  table[set | 3]! += sum + weight * Math.log(minorJK);
  if (first > i) return -1;
  const ii = level[i * size + i]!;
  const ij = level[i * size + j]!;
  const ik = level[i * size + k]!;
  const setI = set | 4;
  const inverse = 1 / ii;
  const schurJJ = jj - ij * ij * inverse;
  const schurJK = jk - ij * ik * inverse;
  const schurKK = kk - ik * ik * inverse;
  const schurMinor = schurJJ * schurKK - schurJK * schurJK;
  if (!(ii > 0)) return setI;
  if (!(schurJJ > 0)) return set | 6;
  if (!(schurKK > 0)) return set | 5;
  if (!(schurMinor > 0)) return set | 7;
  const sumI = sum + weight * Math.log(ii);
  table[setI]! += sumI;
  table[set | 6]! += sumI + weight * Math.log(schurJJ);
  table[set | 5]! += sumI + weight * Math.log(schurKK);
  table[set | 7]! += sumI + weight * Math.log(schurMinor);
  return -1;
}

/** The Schur complement of `column` in the columns after it; upper triangle only. */
function eliminate(from: Float64Array, to: Float64Array, column: number, size: number): void {
  const row = column * size;
  const inverse = 1 / from[row + column]!;
  for (let i = column + 1; i < size; i++) {
    const factor = from[row + i]! * inverse;
    const at = i * size;
    for (let j = i; j < size; j++) to[at + j] = from[at + j]! - factor * from[row + j]!;
  }
}

/** The variables of a set given by its index in a table of `variables` variables, ascending. */
export function variablesOf(set: number, variables: number): number[] {
  const found: number[] = [];
  for (let variable = 0; variable < variables; variable++) {
    if (set >>> (variables - 1 - variable) & 1) found.push(variable);
  }
  return found;
}

/** A pass over all sets, in blocks of sets with equal high bits. */
export class Scan {
  readonly #features: Float64Array;
  readonly #conditional: Float64Array;
  readonly #bits: number;
  /** For every set in a block: its number of low variables, and the sum of its leave-one-out terms. */
  readonly #lowSizes: Uint8Array;
  readonly #sums: Float64Array;
  /** By size; absent for a size that is not searched. */
  readonly #extremes: readonly (Extremes | undefined)[];
  /** By size: thresholds of twice the objective for an offer; infinite for a size that is not searched. */
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  readonly #bias: ((set: number) => number) | undefined;
  readonly #terms: ObjectiveTerms;
  /** By size: the factor of B(S) in twice the objective. */
  readonly #given: Float64Array;

  /**
   * @param featuresTable A(S) for every set
   * @param conditionalTable B(S) for every set; the same table without a target
   * @param extremes filled by {@link visit}
   * @param bits number of low bits in a block
   * @param objective what is ranked by. Default: Ω
   */
  constructor(
    space: SearchSpace,
    featuresTable: Float64Array,
    conditionalTable: Float64Array,
    extremes: ReadonlyMap<number, Extremes>,
    bits: number,
    objective: Objective = "o-information",
  ) {
    this.#terms = OBJECTIVE_TERMS[objective];
    this.#given = Float64Array.from(
      { length: space.variables + 1 },
      (_, size) => this.#terms.given(size),
    );
    this.#features = featuresTable;
    this.#conditional = conditionalTable;
    this.#bits = bits;
    this.#lowSizes = Uint8Array.from({ length: 1 << bits }, (_, low) => bitCount(low));
    this.#sums = new Float64Array(1 << bits);
    const sizes = Array.from({ length: space.variables + 1 }, (_, size) => size);
    this.#extremes = sizes.map((size) =>
      isTrivialSize(space, size, objective) ? undefined : extremes.get(size)
    );
    this.#high = Float64Array.from(this.#extremes, (own) => own ? -Infinity : Infinity);
    this.#low = this.#high.map((value) => -value);
    this.#extremes.forEach((own, size) => {
      if (own) own.count = multipletCount(space.variables, size);
    });
    this.#bias = biasOf(space, this.#terms);
  }

  /** Offers all sets with the high bits `base`, a multiple of 2^bits. */
  visit(base: number): void {
    const sums = this.#sums;
    sumWithout(this.#conditional, base, this.#bits, sums);
    const conditional = this.#conditional;
    const features = this.#features;
    const lowSizes = this.#lowSizes;
    const high = this.#high;
    const low = this.#low;
    const bias = this.#bias;
    const given = this.#given;
    const { without, features: alone } = this.#terms;
    const baseSize = bitCount(base);
    for (let at = 0; at < sums.length; at++) {
      const set = base + at;
      const size = baseSize + lowSizes[at]!;
      let twice = given[size]! * conditional[set]! + without * sums[at]! + alone * features[set]!;
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
 * Twice the bias of the objective of S if it differs among sets of one size, that is, if variables have different numbers
 * of columns. Otherwise it does not change the ranking and is part of the final scores only.
 */
function biasOf(
  { columns, conditionalBias, featuresBias, variables }: SearchSpace,
  terms: ObjectiveTerms,
): ((set: number) => number) | undefined {
  if (columns.every((own) => own.length === columns[0]!.length)) return undefined;
  return (set) => {
    const widths = variablesOf(set, variables).map((variable) => columns[variable]!.length);
    const total = widths.reduce((sum, width) => sum + width, 0);
    const alone = widths.reduce((sum, width) => sum + featuresBias[width]!, 0);
    const without = widths.reduce((sum, width) => sum + conditionalBias[total - width]!, 0);
    return 2 *
      (terms.given(widths.length) * conditionalBias[total]! + terms.without * without +
        terms.features * featuresBias[total]! + terms.alone * alone);
  };
}

/**
 * Adds up the leave-one-out terms of 2^`bits` sets with equal high bits: `sums[low]` becomes
 * Σ_j table[(base | low) ∖ j]. Runs of adjacent entries are added to runs of sums, which is much faster than a
 * loop over the bits of every set.
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
  // The three lowest bits without a loop, which would be slower for runs of one, two and four entries.
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
