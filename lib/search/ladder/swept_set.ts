/**
 * A moving set of single columns with one conditional covariance: its moves by swept matrices.
 *
 * G, the covariance given the target, and F, that of the features, are swept on the set S. With A the swept G:
 * −A_ij = P_ij, P = G_S⁻¹, for i, j in S; d_v = A_vv and u_v = A_vS = G_S⁻¹ G_Sv for v outside. With B the swept F:
 * PF, f_v and w_v alike. Moving v in (+) or out (−) with the pivot p = A_vv changes the other elements by
 * A_ij −= A_iv A_vj / p, and A_vj = ±A_vj / p, A_vv = −1/p.
 *
 * Q = −2Ω = ln |G_S| + Σ_j ln P_jj + ln |F_S|. The gain of a move as a factor of e^Q, without a logarithm:
 *
 * add v:     f_v · Π_{j∈S} (1 + u_vj² / (d_v P_jj))
 * drop i:    PF_ii · Π_{j≠i} (1 − P_ij² / (P_ii P_jj))
 * swap i→v:  drop i · f' · Π_{j≠i} (1 + (u_vj − u_vi r_j)² h_j / d'),  d' = d_v + u_vi² / P_ii,
 *            f' = f_v + w_vi² / PF_ii,  r_j = P_ij / P_ii,  h_j = 1 / (P_jj − P_ij² / P_ii)
 */
import type { SearchSpace } from "../../information/search_space.ts";
import { type End, LEAST_PIVOT, type Move, type MovingSet, type Tabu } from "./moving_set.ts";

/** Moves after which the matrices are computed anew, so that rounding errors stay small. */
const MOST_TOGGLES = 400;

/** From this number of variables on, swaps are first sought among the variables that are best to add. */
const SCREENED_FROM = 200;

/** The share of variables that are sought first. */
const SCREENED_SHARE = 1 / 4;

/** A gain by a smaller logarithm than this is a rounding error. */
export const LEAST_GAIN = 1e-9;

/** Elements of a row are padded to a multiple of four. */
function padded(length: number): number {
  return (length + 3) & ~3;
}

/** A swept covariance: the lower triangle, row-major. */
class Swept {
  readonly #start: Float64Array;
  readonly values: Float64Array;
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  /** ln |C_S|. */
  logDeterminant = 0;

  constructor(start: Float64Array, readonly size: number) {
    this.#start = start;
    this.values = Float64Array.from(start);
    this.#first = new Float64Array(size);
    this.#second = new Float64Array(size);
  }

  reset(): void {
    this.values.set(this.#start);
    this.logDeterminant = 0;
  }

  at(i: number, j: number): number {
    return i > j ? this.values[i * this.size + j]! : this.values[j * this.size + i]!;
  }

  #column(v: number, into: Float64Array): void {
    const { values, size } = this;
    for (let j = 0, at = v * size; j < v; j++, at++) into[j] = values[at]!;
    for (let j = v, at = v * size + v; j < size; j++, at += size) into[j] = values[at]!;
  }

  #setColumn(v: number, column: Float64Array, scale: number): void {
    const { values, size } = this;
    for (let j = 0, at = v * size; j < v; j++, at++) values[at] = column[j]! * scale;
    for (let j = v, at = v * size + v; j < size; j++, at += size) values[at] = column[j]! * scale;
  }

  /** Moves `v` in (`sign` 1) or out (−1). */
  toggle(v: number, sign: 1 | -1): void {
    const { values, size } = this;
    const x = this.#first;
    this.#column(v, x);
    const pivot = x[v]!;
    this.logDeterminant += sign * Math.log(sign > 0 ? pivot : -1 / pivot);
    const inverse = 1 / pivot;
    x[v] = 0;
    for (let i = 0, row = 0; i < size; i++, row += size) {
      const factor = x[i]! * inverse;
      if (factor === 0) continue;
      for (let j = 0; j <= i; j++) values[row + j]! -= factor * x[j]!;
    }
    this.#setColumn(v, x, sign * inverse);
    values[v * size + v] = -inverse;
  }

  /** Moves `out` out and `v` in, in one pass. */
  swap(out: number, v: number): void {
    const { values, size } = this;
    const x = this.#first;
    const c = this.#second;
    this.#column(out, x);
    this.#column(v, c);
    const pivot = x[out]!;
    const across = x[v]! / pivot;
    const inverse = 1 / pivot;
    for (let j = 0; j < size; j++) c[j]! -= across * x[j]!;
    const nextPivot = c[v]!;
    const nextInverse = 1 / nextPivot;
    this.logDeterminant += Math.log(nextPivot * -pivot);
    x[out] = 0;
    x[v] = 0;
    c[out] = 0;
    c[v] = 0;
    for (let i = 0, row = 0; i < size; i++, row += size) {
      const a = x[i]! * inverse;
      const b = c[i]! * nextInverse;
      for (let j = 0; j <= i; j++) values[row + j]! -= a * x[j]! + b * c[j]!;
    }
    // The rows of both variables, after the first of the two moves: −x/p and −1/p for `out`, c for `v`.
    const between = -across;
    for (let j = 0; j < size; j++) x[j] = -x[j]! * inverse - between * c[j]! * nextInverse;
    x[out] = -inverse - between * between * nextInverse;
    this.#setColumn(out, x, 1);
    c[out] = between;
    this.#setColumn(v, c, nextInverse);
    values[v * size + v] = -nextInverse;
  }
}

/** The moving set; see the formulas above. */
export class SweptSet implements MovingSet {
  readonly variables: number;
  readonly compared: Float64Array;
  work = 0;
  readonly singular = new Map<number, readonly number[]>();
  /** 1 for synergy: the product e^Q is to be large; −1 for redundancy. */
  readonly #sign: 1 | -1;
  readonly #given: Swept;
  /** That of the features; the same object without a target. */
  readonly #features: Swept;
  readonly #isIn: Uint8Array;
  #size = 0;
  #toggles = 0;
  /** The set and the other variables, in the order of the gathered rows. */
  readonly #members: Int32Array;
  readonly #others: Int32Array;
  #isGathered = false;
  /** P, `size × padded(size)`, and its diagonal's inverse. */
  #precision = new Float64Array(0);
  readonly #inverse: Float64Array;
  readonly #featuresPrecision: Float64Array;
  /** u_v, a row of padded(size) elements per variable outside, and w_v. */
  #coefficients = new Float64Array(0);
  #featuresCoefficients = new Float64Array(0);
  readonly #variance: Float64Array;
  readonly #featuresVariance: Float64Array;
  /** r and h of the variable that leaves. */
  readonly #ratio: Float64Array;
  readonly #rest: Float64Array;
  /** Of each gathered variable outside: whether it is sought at all. */
  readonly #isSought: Uint8Array;
  readonly #free: Int32Array;

  constructor(space: SearchSpace, end: End) {
    const n = space.variables;
    const { matrix } = space.conditionalTerms[0]!;
    this.variables = n;
    this.#sign = end === "synergy" ? 1 : -1;
    this.#given = new Swept(matrix, n);
    this.#features = space.hasTarget ? new Swept(space.features, n) : this.#given;
    this.compared = new Float64Array(n + 1);
    this.#isIn = new Uint8Array(n);
    this.#members = new Int32Array(n);
    this.#others = new Int32Array(n);
    const most = padded(n);
    this.#inverse = new Float64Array(most);
    this.#featuresPrecision = new Float64Array(most);
    this.#variance = new Float64Array(n);
    this.#featuresVariance = new Float64Array(n);
    this.#ratio = new Float64Array(most);
    this.#rest = new Float64Array(most);
    this.#isSought = new Uint8Array(n);
    this.#free = new Int32Array(n);
  }

  get size(): number {
    return this.#size;
  }

  has(variable: number): boolean {
    return this.#isIn[variable] === 1;
  }

  members(): number[] {
    const found: number[] = [];
    for (let v = 0; v < this.variables; v++) if (this.#isIn[v] === 1) found.push(v);
    return found;
  }

  value(): number {
    const { values, size: n } = this.#given;
    let sum = this.#given.logDeterminant + this.#features.logDeterminant;
    let product = 1;
    for (let v = 0, at = 0; v < n; v++, at += n + 1) {
      if (this.#isIn[v] === 0) continue;
      product *= -values[at]!;
      if (product > 1e200 || product < 1e-200) {
        sum += Math.log(product);
        product = 1;
      }
    }
    return this.#sign * (sum + Math.log(product));
  }

  become(target: readonly number[]): boolean {
    const wanted = new Uint8Array(this.variables);
    for (const v of target) wanted[v] = 1;
    let different = 0;
    for (let v = 0; v < this.variables; v++) if (wanted[v] !== this.#isIn[v]) different++;
    if (different === 0) return true;
    if (different > target.length || this.#toggles + different > MOST_TOGGLES) this.#clear();
    for (let v = 0; v < this.variables; v++) {
      if (this.#isIn[v] === 1 && wanted[v] === 0) this.#toggle(v);
    }
    for (const v of target) {
      if (this.#isIn[v] === 1) continue;
      if (!this.#canEnter(v)) {
        this.#clear();
        return false;
      }
      this.#toggle(v);
    }
    return true;
  }

  make({ out, in: v }: Move): void {
    if (out < 0 || v < 0) this.#toggle(out < 0 ? v : out);
    else {
      this.#given.swap(out, v);
      if (this.#features !== this.#given) this.#features.swap(out, v);
      this.#isIn[out] = 0;
      this.#isIn[v] = 1;
      this.#moved(2);
    }
    if (this.#toggles <= MOST_TOGGLES) return;
    const members = this.members();
    this.#clear();
    this.become(members);
  }

  bestAdd(): Move | undefined {
    this.#gather();
    const k = this.#size;
    const count = this.variables - k;
    const sign = this.#sign;
    let best = -Infinity;
    let entering = -1;
    for (let row = 0; row < count; row++) {
      const factor = this.#addFactor(row);
      // Not positive definite: a factor of 0.
      if (factor > 0 && sign * factor > best) {
        best = sign * factor;
        entering = row;
      }
    }
    this.compared[k + 1]! += count;
    this.work += count * k;
    if (entering < 0) return undefined;
    return { out: -1, in: this.#others[entering]!, gain: sign * Math.log(sign * best) };
  }

  bestDrop(): Move | undefined {
    this.#gather();
    const k = this.#size;
    const sign = this.#sign;
    let best = -Infinity;
    let leaving = -1;
    for (let i = 0; i < k; i++) {
      const factor = this.#prepareDrop(i);
      if (sign * factor > best) {
        best = sign * factor;
        leaving = i;
      }
    }
    if (leaving < 0) return undefined;
    this.compared[k - 1]! += k;
    this.work += k * k;
    return { out: this.#members[leaving]!, in: -1, gain: sign * Math.log(sign * best) };
  }

  bestSwap(tabu?: Tabu): Move | undefined {
    this.#gather();
    const k = this.#size;
    const count = this.variables - k;
    if (k === 0 || count === 0) return undefined;
    for (let row = 0; row < count; row++) {
      this.#isSought[row] = this.#isFree(this.#others[row]!, tabu) ? 1 : 0;
    }
    if (this.variables < SCREENED_FROM) return this.#sought(tabu);
    const sought = this.#isSought.slice(0, count);
    this.#screen(count);
    const found = this.#sought(tabu);
    if (tabu !== undefined || (found !== undefined && found.gain > LEAST_GAIN)) return found;
    this.#isSought.set(sought);
    return this.#sought(tabu);
  }

  drops(visit: (move: Move) => void): void {
    this.#gather();
    const k = this.#size;
    for (let i = 0; i < k; i++) {
      const gain = this.#sign * Math.log(this.#prepareDrop(i));
      visit({ out: this.#members[i]!, in: -1, gain });
    }
    this.compared[k - 1]! += k;
    this.work += k * k;
  }

  swaps(above: number, visit: (move: Move) => void): void {
    this.#gather();
    const k = this.#size;
    const count = this.variables - k;
    const sign = this.#sign;
    const bound = Math.exp(sign * above);
    for (let i = 0; i < k; i++) {
      const dropped = this.#prepareDrop(i);
      for (let row = 0; row < count; row++) {
        this.#free[0] = row;
        const found = sign > 0
          ? this.#bestRow(i, 1, bound / dropped)
          : this.#leastRow(i, 1, bound / dropped);
        if (found < 0) continue;
        const gain = sign * Math.log(this.#factor * dropped);
        visit({ out: this.#members[i]!, in: this.#others[row]!, gain });
      }
    }
    this.compared[k]! += k * count;
    this.work += k * k * count;
  }

  #isFree(variable: number, tabu: Tabu | undefined): boolean {
    return tabu === undefined || tabu.until[variable]! <= tabu.step;
  }

  /** Leaves the rows whose variables are best to add. */
  #screen(count: number): void {
    const factors = Float64Array.from(
      { length: count },
      (_, row) => this.#sign * this.#addFactor(row),
    );
    const most = Math.max(8, Math.ceil(count * SCREENED_SHARE));
    if (most >= count) return;
    const threshold = factors.toSorted().at(-most)!;
    for (let row = 0; row < count; row++) {
      if (factors[row]! < threshold) this.#isSought[row] = 0;
    }
    this.work += count * this.#size;
  }

  /** The best swap with a variable that is sought. */
  #sought(tabu: Tabu | undefined): Move | undefined {
    const k = this.#size;
    const free = this.#free;
    let rows = 0;
    for (let row = 0; row < this.variables - k; row++) {
      if (this.#isSought[row] === 1) free[rows++] = row;
    }
    let leaving = -1;
    let entering = -1;
    let best = this.#sign > 0 ? -Infinity : Infinity;
    for (let i = 0; i < k; i++) {
      if (!this.#isFree(this.#members[i]!, tabu)) continue;
      const dropped = this.#prepareDrop(i);
      const row = this.#sign > 0
        ? this.#bestRow(i, rows, best / dropped)
        : this.#leastRow(i, rows, best / dropped);
      if (row < 0) continue;
      best = this.#factor * dropped;
      leaving = i;
      entering = row;
    }
    this.compared[k]! += k * rows;
    this.work += k * k * rows;
    if (leaving < 0) return undefined;
    const gain = this.#sign * Math.log(best);
    return { out: this.#members[leaving]!, in: this.#others[entering]!, gain };
  }

  /** The factor of the last row that {@link #bestRow} or {@link #leastRow} returned. */
  #factor = 0;

  /** The row with the largest factor above `above` in place of the variable `leaving`; −1 if there is none. */
  #bestRow(leaving: number, rows: number, above: number): number {
    const stride = padded(this.#size);
    const free = this.#free;
    const coefficients = this.#coefficients;
    const featuresCoefficients = this.#featuresCoefficients;
    const variance = this.#variance;
    const featuresVariance = this.#featuresVariance;
    const ratio = this.#ratio;
    const rest = this.#rest;
    const inverse = this.#inverse[leaving]!;
    const featuresInverse = 1 / this.#featuresPrecision[leaving]!;
    let best = above;
    let found = -1;
    for (let at = 0; at < rows; at++) {
      const row = free[at]!;
      const start = row * stride;
      const c = coefficients[start + leaving]!;
      const w = featuresCoefficients[start + leaving]!;
      const d = variance[row]! + c * c * inverse;
      const f = featuresVariance[row]! + w * w * featuresInverse;
      if (!(d > LEAST_PIVOT && f > LEAST_PIVOT)) {
        this.#refuse(row, leaving);
        continue;
      }
      const e = 1 / d;
      let p0 = f;
      let p1 = 1;
      let p2 = 1;
      let p3 = 1;
      for (let j = 0; j < stride; j += 4) {
        const t0 = coefficients[start + j]! - c * ratio[j]!;
        const t1 = coefficients[start + j + 1]! - c * ratio[j + 1]!;
        const t2 = coefficients[start + j + 2]! - c * ratio[j + 2]!;
        const t3 = coefficients[start + j + 3]! - c * ratio[j + 3]!;
        p0 *= 1 + t0 * t0 * (rest[j]! * e);
        p1 *= 1 + t1 * t1 * (rest[j + 1]! * e);
        p2 *= 1 + t2 * t2 * (rest[j + 2]! * e);
        p3 *= 1 + t3 * t3 * (rest[j + 3]! * e);
      }
      const factor = (p0 * p1) * (p2 * p3);
      if (factor > best) {
        best = factor;
        found = row;
      }
    }
    this.#factor = best;
    return found;
  }

  /** The row with the smallest factor below `below`; all factors of a product but the first are at least 1. */
  #leastRow(leaving: number, rows: number, below: number): number {
    const stride = padded(this.#size);
    const free = this.#free;
    const coefficients = this.#coefficients;
    const featuresCoefficients = this.#featuresCoefficients;
    const variance = this.#variance;
    const featuresVariance = this.#featuresVariance;
    const ratio = this.#ratio;
    const rest = this.#rest;
    const inverse = this.#inverse[leaving]!;
    const featuresInverse = 1 / this.#featuresPrecision[leaving]!;
    let best = below;
    let found = -1;
    for (let at = 0; at < rows; at++) {
      const row = free[at]!;
      const start = row * stride;
      const c = coefficients[start + leaving]!;
      const w = featuresCoefficients[start + leaving]!;
      const d = variance[row]! + c * c * inverse;
      const f = featuresVariance[row]! + w * w * featuresInverse;
      if (!(d > LEAST_PIVOT && f > LEAST_PIVOT)) {
        this.#refuse(row, leaving);
        continue;
      }
      const e = 1 / d;
      let p = f;
      for (let j = 0; j < stride && p < best; j += 4) {
        const t0 = coefficients[start + j]! - c * ratio[j]!;
        const t1 = coefficients[start + j + 1]! - c * ratio[j + 1]!;
        const t2 = coefficients[start + j + 2]! - c * ratio[j + 2]!;
        const t3 = coefficients[start + j + 3]! - c * ratio[j + 3]!;
        p *= ((1 + t0 * t0 * (rest[j]! * e)) * (1 + t1 * t1 * (rest[j + 1]! * e))) *
          ((1 + t2 * t2 * (rest[j + 2]! * e)) * (1 + t3 * t3 * (rest[j + 3]! * e)));
      }
      if (p < best) {
        best = p;
        found = row;
      }
    }
    this.#factor = best;
    return found;
  }

  /** The factor of adding the variable of a row; 0 if the set with it is not positive definite. */
  #addFactor(row: number): number {
    const stride = padded(this.#size);
    const start = row * stride;
    const coefficients = this.#coefficients;
    const inverse = this.#inverse;
    const d = this.#variance[row]!;
    const f = this.#featuresVariance[row]!;
    if (!(d > LEAST_PIVOT && f > LEAST_PIVOT)) {
      this.#refuse(row);
      return 0;
    }
    const e = 1 / d;
    let product = f;
    let second = 1;
    for (let j = 0; j < stride; j += 2) {
      const t = coefficients[start + j]!;
      const u = coefficients[start + j + 1]!;
      product *= 1 + t * t * (inverse[j]! * e);
      second *= 1 + u * u * (inverse[j + 1]! * e);
    }
    return product * second;
  }

  /** Fills r and h for the member at `leaving` and returns the factor of dropping it. */
  #prepareDrop(leaving: number): number {
    const stride = padded(this.#size);
    const precision = this.#precision;
    const ratio = this.#ratio;
    const rest = this.#rest;
    const inverse = this.#inverse;
    const start = leaving * stride;
    const own = inverse[leaving]!;
    let product = this.#featuresPrecision[leaving]!;
    for (let j = 0; j < stride; j++) {
      const p = precision[start + j]!;
      const r = p * own;
      const share = 1 - r * p * inverse[j]!;
      ratio[j] = r;
      if (j === leaving) {
        // Its own factor in the products is 1.
        rest[j] = 0;
        continue;
      }
      product *= share;
      rest[j] = inverse[j]! / share;
    }
    return product;
  }

  /** Copies what the moves read into rows. */
  #gather(): void {
    if (this.#isGathered) return;
    this.#isGathered = true;
    const n = this.variables;
    const k = this.#size;
    const stride = padded(k);
    const members = this.#members;
    const others = this.#others;
    let inside = 0;
    let outside = 0;
    for (let v = 0; v < n; v++) {
      if (this.#isIn[v] === 1) members[inside++] = v;
      else others[outside++] = v;
    }
    if (this.#precision.length < k * stride) {
      this.#precision = new Float64Array((k + 8) * padded(k + 8));
    }
    const needed = outside * stride;
    if (this.#coefficients.length < needed) this.#coefficients = new Float64Array(2 * needed);
    const given = this.#given.values;
    const precision = this.#precision;
    for (let i = 0; i < k; i++) {
      const row = members[i]! * n;
      for (let j = 0; j <= i; j++) {
        const value = -given[row + members[j]!]!;
        precision[i * stride + j] = value;
        precision[j * stride + i] = value;
      }
      for (let j = k; j < stride; j++) precision[i * stride + j] = 0;
      this.#inverse[i] = 1 / precision[i * stride + i]!;
    }
    for (let i = k; i < stride; i++) this.#inverse[i] = 0;
    gatherRows(given, n, members, k, others, outside, this.#coefficients, this.#variance);
    if (this.#features === this.#given) {
      this.#featuresCoefficients = this.#coefficients;
      for (let row = 0; row < outside; row++) this.#featuresVariance[row] = this.#variance[row]!;
      for (let i = 0; i < k; i++) this.#featuresPrecision[i] = precision[i * stride + i]!;
      return;
    }
    const features = this.#features.values;
    if (this.#featuresCoefficients.length < needed) {
      this.#featuresCoefficients = new Float64Array(2 * needed);
    }
    const own = this.#featuresCoefficients;
    gatherRows(features, n, members, k, others, outside, own, this.#featuresVariance);
    for (let i = 0; i < k; i++) this.#featuresPrecision[i] = -features[members[i]! * (n + 1)]!;
  }

  #canEnter(v: number): boolean {
    const at = v * (this.variables + 1);
    if (this.#given.values[at]! > LEAST_PIVOT && this.#features.values[at]! > LEAST_PIVOT) {
      return true;
    }
    this.#refuseSet([...this.members(), v]);
    return false;
  }

  #refuse(row: number, leaving: number = -1): void {
    const out = leaving < 0 ? -1 : this.#members[leaving]!;
    if (this.singular.has(leaving < 0 ? this.#size + 1 : this.#size)) return;
    this.#refuseSet([...this.members().filter((own) => own !== out), this.#others[row]!]);
  }

  #refuseSet(set: number[]): void {
    if (!this.singular.has(set.length)) this.singular.set(set.length, set.sort((a, b) => a - b));
  }

  #toggle(v: number): void {
    const sign = this.#isIn[v] === 1 ? -1 : 1;
    this.#given.toggle(v, sign);
    if (this.#features !== this.#given) this.#features.toggle(v, sign);
    this.#isIn[v] = sign === 1 ? 1 : 0;
    this.#moved(1);
  }

  #moved(toggles: number): void {
    this.#isGathered = false;
    this.#toggles += toggles;
    this.#size = 0;
    for (let v = 0; v < this.variables; v++) this.#size += this.#isIn[v]!;
    this.work += toggles * this.variables ** 2;
  }

  #clear(): void {
    this.#given.reset();
    if (this.#features !== this.#given) this.#features.reset();
    this.#isIn.fill(0);
    this.#size = 0;
    this.#toggles = 0;
    this.#isGathered = false;
  }
}

/** The rows `others` of a lower triangle in the columns `members`, padded with zeros, and their diagonal. */
function gatherRows(
  values: Float64Array,
  n: number,
  members: Int32Array,
  k: number,
  others: Int32Array,
  outside: number,
  rows: Float64Array,
  diagonal: Float64Array,
): void {
  const stride = padded(k);
  for (let row = 0, at = 0; row < outside; row++) {
    const v = others[row]!;
    const own = v * n;
    diagonal[row] = values[own + v]!;
    for (let j = 0; j < k; j++, at++) {
      const member = members[j]!;
      rows[at] = member < v ? values[own + member]! : values[member * n + v]!;
    }
    for (let j = k; j < stride; j++, at++) rows[at] = 0;
  }
}
