/**
 * A moving set of variables of one column each with several conditional covariances, one per class: −2Ω = Σ_c p_c
 * (ln |G_S| + Σ_j ln P_jj) + ln |F_S|, so the logarithms of the factors of `SweptSet` are added with weights.
 */
import type { SearchSpace } from "../../information/search_space.ts";
import type { End } from "./moving_set.ts";
import { Gathered, logPrecisions } from "./gathered.ts";
import { SummedSet } from "./summed_set.ts";
import { LEAST_PIVOT } from "./toggling_set.ts";

/** The moving set. */
export class WeightedSet extends SummedSet {
  readonly #weights: readonly number[];
  readonly #terms: readonly Gathered[];
  readonly #features: Gathered;

  constructor(space: SearchSpace, end: End) {
    super(space, end);
    this.#weights = space.conditionalTerms.map(({ weight }) => weight);
    this.#terms = this.given.map((swept) => new Gathered(swept, this.memory));
    this.#features = new Gathered(this.features, this.memory);
  }

  value(): number {
    const members = this.members();
    let sum = this.features.logDeterminant;
    for (const [at, given] of this.given.entries()) {
      sum += this.#weights[at]! * (given.logDeterminant + logPrecisions(given, members));
    }
    return this.sign * sum;
  }

  protected override gather(k: number, outside: number): void {
    for (const term of this.#terms) term.gather(k, outside);
    this.#features.gather(k, outside);
  }

  protected override addMerit(row: number): number {
    const f = this.#features.variance[row]!;
    let sum = Math.log(f);
    for (let at = 0; at < this.#terms.length; at++) {
      const term = this.#terms[at]!;
      if (!(term.variance[row]! > LEAST_PIVOT && f > LEAST_PIVOT)) {
        this.refuse(row);
        return -Infinity;
      }
      sum += this.#weights[at]! * Math.log(term.addProduct(row));
    }
    return this.sign * sum;
  }

  protected override dropMerit(position: number): number {
    let sum = -Math.log(1 / this.#features.precision(position));
    for (let at = 0; at < this.#terms.length; at++) {
      sum += this.#weights[at]! * Math.log(this.#terms[at]!.dropProduct(position));
    }
    return this.sign * sum;
  }

  protected override swapMerit(
    position: number,
    rows: Int32Array,
    dropped: number,
    above: number,
  ): number {
    const features = this.#features;
    features.needCoefficients();
    const inverse = 1 / features.precision(position);
    const sign = this.sign;
    let best = above - dropped;
    let found = -1;
    for (const row of rows) {
      const w = features.coefficient(row, position);
      const f = features.variance[row]! + w * w * inverse;
      let gain = f > LEAST_PIVOT ? sign * Math.log(f) : NaN;
      // Without synergy each term makes the gain smaller.
      for (let t = 0; t < this.#terms.length && (sign > 0 || gain > best); t++) {
        const product = this.#terms[t]!.swapProduct(position, row);
        gain += product > 0 ? sign * this.#weights[t]! * Math.log(product) : NaN;
      }
      if (gain > best) {
        best = gain;
        found = row;
      } else if (Number.isNaN(gain)) this.refuse(row, position);
    }
    this.foundRow = found;
    return found < 0 ? -Infinity : best + dropped;
  }
}
