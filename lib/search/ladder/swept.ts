/**
 * A covariance C that is swept on a set S of its columns: with A the swept matrix and P = C_S⁻¹, −A_ij = P_ij for i
 * and j in S; A_vj = (C_S⁻¹ C_Sv)_j for v outside and j in S; A_vw = C_vw − C_vS C_S⁻¹ C_Sw for v and w outside.
 *
 * Moving v in (+) or out (−) with the pivot p = A_vv changes the other elements by A_ij −= A_iv A_vj / p, and
 * A_vj = ±A_vj / p, A_vv = −1/p.
 */

/** A swept covariance: its lower triangle, row-major. */
export class Swept {
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
