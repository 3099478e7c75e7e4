/**
 * A moving set of variables of one column each, with one conditional covariance.
 *
 * G, the covariance given the target, and F, that of the features, are swept on the set S; see `Swept`. With P = G_S⁻¹
 * and PF = F_S⁻¹; d_v and u_v the diagonal element and the row of G at v outside, f_v and w_v those of F:
 *
 * −2Ω = ln |G_S| + Σ_j ln P_jj + ln |F_S|, and a move multiplies its exponential by
 *
 * add v:     f_v · Π_{j∈S} (1 + u_vj² / (d_v P_jj))
 * drop i:    PF_ii · Π_{j≠i} (1 − P_ij² / (P_ii P_jj))
 * swap i→v:  drop i · f' · Π_{j≠i} (1 + (u_vj − u_vi r_j)² h_j / d'),  d' = d_v + u_vi² / P_ii,
 *            f' = f_v + w_vi² / PF_ii,  r_j = P_ij / P_ii,  h_j = 1 / (P_jj − P_ij² / P_ii)
 */
import type { SearchSpace } from "../../information/search_space.ts";
import type { End } from "./moving_set.ts";
import type { Swept } from "./swept.ts";
import { gatherRows, LEAST_PIVOT, padded, TogglingSet } from "./toggling_set.ts";

/** The rows of a swept matrix that moves read. */
export class Gathered {
  readonly #swept: Swept;
  stride = 0;
  /** P, `size × stride`; the inverse of its diagonal. */
  precision: Float64Array = new Float64Array(0);
  readonly inverse: Float64Array;
  /** A row of `stride` elements per variable outside, and its diagonal element. */
  coefficients: Float64Array = new Float64Array(0);
  readonly variance: Float64Array;
  /** r and h of the member that leaves. */
  readonly ratio: Float64Array;
  readonly rest: Float64Array;

  constructor(swept: Swept) {
    this.#swept = swept;
    const most = padded(swept.size);
    this.inverse = new Float64Array(most);
    this.variance = new Float64Array(swept.size);
    this.ratio = new Float64Array(most);
    this.rest = new Float64Array(most);
  }

  gather(members: Int32Array, k: number, others: Int32Array, outside: number): void {
    const { values, size: n } = this.#swept;
    const stride = this.stride = padded(k);
    if (this.precision.length < k * stride) {
      this.precision = new Float64Array((k + 8) * padded(k + 8));
    }
    const needed = outside * stride;
    if (this.coefficients.length < needed) this.coefficients = new Float64Array(2 * needed);
    const { precision, inverse } = this;
    for (let i = 0; i < k; i++) {
      const row = members[i]! * n;
      for (let j = 0; j <= i; j++) {
        const value = -values[row + members[j]!]!;
        precision[i * stride + j] = value;
        precision[j * stride + i] = value;
      }
      for (let j = k; j < stride; j++) precision[i * stride + j] = 0;
      inverse[i] = 1 / precision[i * stride + i]!;
    }
    for (let i = k; i < stride; i++) inverse[i] = 0;
    gatherRows(this.#swept, members, k, others, outside, this.coefficients, this.variance);
  }

  /** Π_{j∈S} (1 + u_vj² / (d_v P_jj)) of a row. */
  addProduct(row: number): number {
    const { stride, coefficients, inverse } = this;
    const start = row * stride;
    const e = 1 / this.variance[row]!;
    let product = 1;
    let second = 1;
    for (let j = 0; j < stride; j += 2) {
      const t = coefficients[start + j]!;
      const u = coefficients[start + j + 1]!;
      product *= 1 + t * t * (inverse[j]! * e);
      second *= 1 + u * u * (inverse[j + 1]! * e);
    }
    return product * second;
  }

  /** Fills r and h for a member; returns Π_{j≠i} (1 − P_ij² / (P_ii P_jj)). */
  dropProduct(position: number): number {
    const { stride, precision, inverse, ratio, rest } = this;
    const start = position * stride;
    const own = inverse[position]!;
    let product = 1;
    for (let j = 0; j < stride; j++) {
      const p = precision[start + j]!;
      const r = p * own;
      ratio[j] = r;
      // Its own factor in the products is 1.
      if (j === position) rest[j] = 0;
      else {
        const share = 1 - r * p * inverse[j]!;
        product *= share;
        rest[j] = inverse[j]! / share;
      }
    }
    return product;
  }

  /** Π_{j≠i} (1 + (u_vj − u_vi r_j)² h_j / d') of a row; 0 if d' is too small. */
  swapProduct(position: number, row: number): number {
    const { stride, coefficients, ratio, rest } = this;
    const start = row * stride;
    const c = coefficients[start + position]!;
    const d = this.variance[row]! + c * c * this.inverse[position]!;
    if (!(d > LEAST_PIVOT)) return 0;
    const e = 1 / d;
    let p0 = 1;
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
    return (p0 * p1) * (p2 * p3);
  }
}

/** ln Π P_jj over the columns in `members`, the first `count` of them. */
export function logPrecisions(
  { values, size: n }: Swept,
  members: Iterable<number>,
): number {
  let sum = 0;
  let product = 1;
  for (const v of members) {
    product *= -values[v * (n + 1)]!;
    if (product > 1e200 || product < 1e-200) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}

/** The moving set; see the formulas above. */
export class SweptSet extends TogglingSet {
  readonly #given: Gathered;
  readonly #isAlone: boolean;
  /** PF_ii; f_v; w_v, rows like those of G. */
  readonly #featuresPrecision: Float64Array;
  readonly #featuresVariance: Float64Array;
  #featuresCoefficients: Float64Array = new Float64Array(0);

  constructor(space: SearchSpace, end: End) {
    super(space, end);
    this.#given = new Gathered(this.given[0]!);
    this.#isAlone = !space.hasTarget;
    this.#featuresPrecision = new Float64Array(space.variables);
    this.#featuresVariance = this.#isAlone
      ? this.#given.variance
      : new Float64Array(space.variables);
  }

  value(): number {
    const [given] = this.given;
    return this.sign * (given!.logDeterminant + logPrecisions(given!, this.members()) +
      this.features.logDeterminant);
  }

  protected override gather(k: number, outside: number): void {
    const given = this.#given;
    given.gather(this.members_, k, this.others, outside);
    if (this.#isAlone) {
      this.#featuresCoefficients = given.coefficients;
      for (let i = 0; i < k; i++) {
        this.#featuresPrecision[i] = given.precision[i * given.stride + i]!;
      }
      return;
    }
    const { values, size: n } = this.features;
    for (let i = 0; i < k; i++) this.#featuresPrecision[i] = -values[this.members_[i]! * (n + 1)]!;
    const needed = outside * given.stride;
    if (this.#featuresCoefficients.length < needed) {
      this.#featuresCoefficients = new Float64Array(2 * needed);
    }
    gatherRows(
      this.features,
      this.members_,
      k,
      this.others,
      outside,
      this.#featuresCoefficients,
      this.#featuresVariance,
    );
  }

  /** Merits are factors of the exponential of −2Ω; for redundancy, where small ones are better, their negatives. */
  protected override gainOf(merit: number): number {
    return this.sign * Math.log(this.sign * merit);
  }

  protected override meritOf(gain: number): number {
    return this.sign * Math.exp(this.sign * gain);
  }

  protected override addMerit(row: number): number {
    const f = this.#featuresVariance[row]!;
    if (!(this.#given.variance[row]! > LEAST_PIVOT && f > LEAST_PIVOT)) {
      this.refuse(row);
      return -Infinity;
    }
    return this.sign * f * this.#given.addProduct(row);
  }

  protected override dropMerit(position: number): number {
    return this.sign * this.#featuresPrecision[position]! * this.#given.dropProduct(position);
  }

  protected override swapMerit(
    position: number,
    count: number,
    dropped: number,
    above: number,
  ): number {
    // `dropped` has the sign; the factors of a swap are positive.
    const bound = above / Math.abs(dropped);
    const factor = this.sign > 0
      ? this.#largest(position, count, bound)
      : this.#smallest(position, count, -bound);
    return this.foundRow < 0 ? -Infinity : dropped * factor;
  }

  /** The largest factor above a bound of a swap of the member at a position. */
  #largest(position: number, count: number, bound: number): number {
    const { coefficients, variance, ratio, rest, stride } = this.#given;
    const rows = this.rows;
    const featuresCoefficients = this.#featuresCoefficients;
    const featuresVariance = this.#featuresVariance;
    const inverse = this.#given.inverse[position]!;
    const featuresInverse = 1 / this.#featuresPrecision[position]!;
    let best = bound;
    let found = -1;
    for (let at = 0; at < count; at++) {
      const row = rows[at]!;
      const start = row * stride;
      const c = coefficients[start + position]!;
      const w = featuresCoefficients[start + position]!;
      const d = variance[row]! + c * c * inverse;
      const f = featuresVariance[row]! + w * w * featuresInverse;
      if (!(d > LEAST_PIVOT && f > LEAST_PIVOT)) {
        this.refuse(row, position);
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
    this.foundRow = found;
    return best;
  }

  /** The smallest factor below a bound. All factors of a product but the first are at least 1. */
  #smallest(position: number, count: number, bound: number): number {
    const { coefficients, variance, ratio, rest, stride } = this.#given;
    const rows = this.rows;
    const featuresCoefficients = this.#featuresCoefficients;
    const featuresVariance = this.#featuresVariance;
    const inverse = this.#given.inverse[position]!;
    const featuresInverse = 1 / this.#featuresPrecision[position]!;
    let best = bound;
    let found = -1;
    for (let at = 0; at < count; at++) {
      const row = rows[at]!;
      const start = row * stride;
      const c = coefficients[start + position]!;
      const w = featuresCoefficients[start + position]!;
      const d = variance[row]! + c * c * inverse;
      const f = featuresVariance[row]! + w * w * featuresInverse;
      if (!(d > LEAST_PIVOT && f > LEAST_PIVOT)) {
        this.refuse(row, position);
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
    this.foundRow = found;
    return best;
  }
}
