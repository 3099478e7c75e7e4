/**
 * A covariance C that is swept on a set S of its columns: with A the swept matrix and P = C_S⁻¹, −A_ij = P_ij for i
 * and j in S; A_vj = (C_S⁻¹ C_Sv)_j for v outside and j in S; A_vw = C_vw − C_vS C_S⁻¹ C_Sw for v and w outside.
 *
 * Moving v in (+) or out (−) with the pivot p = A_vv changes the other elements by A_ij −= A_iv A_vj / p, and
 * A_vj = ±A_vj / p, A_vv = −1/p.
 */
import type { SweptMatrix, SweptMemory } from "../../kernels/swept.ts";

/** A swept covariance: its lower triangle lies in the memory of a kernel. */
export class Swept {
  readonly #start: Float64Array;
  readonly #memory: SweptMemory;
  readonly matrix: SweptMatrix;
  /** ln |C_S|. */
  logDeterminant = 0;

  /**
   * @param start size × size, row-major
   * @param at its place among the matrices of the memory
   */
  constructor(start: Float64Array, readonly size: number, memory: SweptMemory, at: number) {
    this.#start = start;
    this.#memory = memory;
    this.matrix = memory.matrices[at]!;
    this.reset();
  }

  reset(): void {
    const { values } = this.matrix;
    const { stride } = this.#memory;
    for (let i = 0; i < this.size; i++) {
      const [from, to] = [i * this.size, i * stride];
      for (let j = 0; j <= i; j++) values[to + j] = this.#start[from + j]!;
    }
    this.logDeterminant = 0;
  }

  at(i: number, j: number): number {
    const { values } = this.matrix;
    const { stride } = this.#memory;
    return i > j ? values[i * stride + j]! : values[j * stride + i]!;
  }

  /** Moves `v` in (`sign` 1) or out (−1). */
  toggle(v: number, sign: 1 | -1): void {
    const pivot = this.#memory.kernel.toggle(this.matrix.address, v, sign);
    this.logDeterminant += sign * Math.log(sign > 0 ? pivot : -1 / pivot);
  }

  /** Moves `out` out and `v` in, in one pass. */
  swap(out: number, v: number): void {
    this.logDeterminant += Math.log(this.#memory.kernel.swap(this.matrix.address, out, v));
  }
}
