/** What moves read of a swept matrix. */
import type { SweptMemory } from "../../kernels/swept.ts";
import type { Swept } from "./swept.ts";

/** The numbers of a swept matrix that moves read, for variables of one column each. All is gathered when it is needed. */
export class Gathered {
  readonly #swept: Swept;
  readonly #memory: SweptMemory;
  /** Variances of the variables outside. */
  readonly variance: Float64Array;
  #size = 0;
  #outside = 0;
  #hasPrecision = false;
  #hasCoefficients = false;
  #hasAdds = false;
  #hasDrops = false;
  /** The swaps in the memory's results: of the member at a position with two variables. */
  #position = -1;

  constructor(swept: Swept, memory: SweptMemory) {
    this.#swept = swept;
    this.#memory = memory;
    this.variance = swept.matrix.variance;
  }

  get address(): number {
    return this.#swept.matrix.address;
  }

  /** Notes that the set has changed. */
  gather(size: number, outside: number): void {
    this.#size = size;
    this.#outside = outside;
    this.#hasPrecision =
      this.#hasCoefficients =
      this.#hasAdds =
      this.#hasDrops =
        false;
    this.#position = -1;
    if (outside > 0) this.#memory.kernel.gatherVariances(this.address, outside);
  }

  #needPrecision(): void {
    if (this.#hasPrecision) return;
    this.#memory.kernel.gatherPrecision(this.address, this.#size);
    this.#hasPrecision = true;
  }

  needCoefficients(): void {
    if (this.#hasCoefficients) return;
    this.#memory.kernel.gatherCoefficients(this.address, this.#size, this.#outside);
    this.#hasCoefficients = true;
  }

  needDrops(): void {
    if (this.#hasDrops) return;
    this.#needPrecision();
    this.#memory.kernel.dropProducts(this.address, this.#size);
    this.#hasDrops = true;
  }

  /** Copies what swaps with the first `count` sought variables read. */
  pack(count: number): void {
    this.#memory.kernel.pack(this.address, this.#size, count);
  }

  /** P_ii of a member. */
  precision(position: number): number {
    const member = this.#memory.members[position]!;
    return -this.#swept.matrix.values[member * (this.#memory.stride + 1)]!;
  }

  /** u_vi of the variable of a row. */
  coefficient(row: number, position: number): number {
    const pair = row >> 1;
    return this.#swept.matrix.coefficients[2 * (pair * this.#size + position) + (row & 1)]!;
  }

  /** Π_{j∈S} (1 + u_vj² / (d_v P_jj)) of a row. */
  addProduct(row: number): number {
    if (!this.#hasAdds) {
      this.#needPrecision();
      this.needCoefficients();
      this.#memory.kernel.addProducts(this.address, this.#size, this.#outside);
      this.#hasAdds = true;
    }
    return this.#swept.matrix.adds[row]!;
  }

  /** Π_{j≠i} (1 − P_ij² / (P_ii P_jj)) of a member. */
  dropProduct(position: number): number {
    this.needDrops();
    return this.#swept.matrix.drops[position]!;
  }

  /** Π_{j≠i} (1 + (u_vj − u_vi r_j)² h_j / d') of a member and a row; 0 if d' is too small. */
  swapProduct(position: number, row: number): number {
    const { kernel, results } = this.#memory;
    if (this.#position !== position) {
      this.#needPrecision();
      this.needCoefficients();
      kernel.prepareSwaps(this.address, this.#size, position);
      this.#position = position;
    }
    kernel.swapProducts(this.address, this.#size, position, row >> 1);
    return results[row & 1]!;
  }
}

/** ln Π P_jj over the columns in `members`, of a swept matrix. */
export function logPrecisions(swept: Swept, members: Iterable<number>): number {
  let sum = 0;
  let product = 1;
  for (const v of members) {
    product *= -swept.at(v, v);
    if (product > 1e200 || product < 1e-200) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}
