/** numpy's `RandomState`: the uniform and normal numbers of its frozen stream. */
import { randomSource } from "../lib/system/random/mod.ts";

/** What `numpy.random.seed(seed)` starts, by numpy's names. */
export class NumpyRandom {
  readonly #random;
  /** Normals come in pairs. */
  #kept: number | undefined;

  constructor(seed: number) {
    this.#random = randomSource(seed);
  }

  /** `rand(count)`: uniform in [0, 1) with 53 random bits. */
  rand(count: number): Float64Array {
    return Float64Array.from({ length: count }, () => this.#uniform());
  }

  /** `normal(size=count)`, by the polar method; equal to numpy's but for the last digits. */
  normal(count: number): Float64Array {
    return Float64Array.from({ length: count }, () => this.#gauss());
  }

  #uniform(): number {
    const high = this.#random.uint32() >>> 5;
    const low = this.#random.uint32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  #gauss(): number {
    if (this.#kept !== undefined) {
      const kept = this.#kept;
      this.#kept = undefined;
      return kept;
    }
    for (;;) {
      const a = 2 * this.#uniform() - 1;
      const b = 2 * this.#uniform() - 1;
      const square = a * a + b * b;
      if (square === 0 || square >= 1) continue;
      const scale = Math.sqrt(-2 * Math.log(square) / square);
      this.#kept = scale * a;
      return scale * b;
    }
  }
}

/** Independent standard normal columns. */
export function normals(samples: number, columns: number, seed: number): Float64Array[] {
  const random = new NumpyRandom(seed);
  return Array.from({ length: columns }, () => random.normal(samples));
}
