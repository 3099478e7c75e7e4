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
import { Gathered, logPrecisions } from "./gathered.ts";
import type { End } from "./moving_set.ts";
import { LEAST_PIVOT, TogglingSet } from "./toggling_set.ts";

/** The moving set; see the formulas above. */
export class SweptSet extends TogglingSet {
  readonly #given: Gathered;
  readonly #features: Gathered;

  constructor(space: SearchSpace, end: End) {
    super(space, end);
    this.#given = new Gathered(this.given[0]!, this.memory);
    this.#features = space.hasTarget ? new Gathered(this.features, this.memory) : this.#given;
  }

  value(): number {
    const [given] = this.given;
    return this.sign * (given!.logDeterminant + logPrecisions(given!, this.members()) +
      this.features.logDeterminant);
  }

  protected override gather(k: number, outside: number): void {
    this.#given.gather(k, outside);
    if (this.#features !== this.#given) this.#features.gather(k, outside);
  }

  /** Merits are factors of the exponential of −2Ω; for redundancy, where small ones are better, their negatives. */
  protected override gainOf(merit: number): number {
    return this.sign * Math.log(this.sign * merit);
  }

  protected override meritOf(gain: number): number {
    return this.sign * Math.exp(this.sign * gain);
  }

  protected override addMerit(row: number): number {
    const f = this.#features.variance[row]!;
    if (!(this.#given.variance[row]! > LEAST_PIVOT && f > LEAST_PIVOT)) {
      this.refuse(row);
      return -Infinity;
    }
    return this.sign * f * this.#given.addProduct(row);
  }

  protected override dropMerit(position: number): number {
    return this.sign * this.#features.precision(position) * this.#given.dropProduct(position);
  }

  protected override bestSwapOf(leaving: number, count: number): number {
    const { kernel, sought, found } = this.memory;
    const isPacked = count < this.variables - this.size;
    this.#prepareSwaps();
    if (isPacked) {
      this.#given.pack(count);
      if (this.#features !== this.#given) this.#features.pack(count);
    }
    const [given, features] = [this.#given.address, this.#features.address];
    const isLargest = this.sign > 0;
    const merit = kernel.bestSwap(given, features, this.size, leaving, count, isPacked, isLargest);
    const [position, column] = [found[0]!, found[1]!];
    this.foundPosition = position;
    this.foundRow = column < 0 ? -1 : sought[column]!;
    if (found[2]! >= 0) this.refuse(sought[found[3]!]!, found[2]!);
    return merit;
  }

  protected override swapMerits(position: number, above: number): Float64Array {
    const { kernel, results, found } = this.memory;
    const outside = this.variables - this.size;
    this.#prepareSwaps();
    const [given, features] = [this.#given.address, this.#features.address];
    kernel.swapMerits(given, features, this.size, position, outside, this.sign > 0, above);
    if (found[2]! >= 0) this.refuse(found[3]!, found[2]!);
    return results;
  }

  #prepareSwaps(): void {
    this.#given.needDrops();
    this.#given.needCoefficients();
    this.#features.needCoefficients();
  }
}
