/**
 * The best of many multiplets, kept while a search goes on.
 * @module
 */

/** Multiplets with their values, best first. */
export interface Ranked {
  readonly values: readonly number[];
  readonly multiplets: readonly (readonly number[])[];
}

/** The `capacity` multiplets with the largest values, best first. */
export class Ranking implements Ranked {
  readonly #capacity: number;
  readonly #values: number[] = [];
  readonly #multiplets: (readonly number[])[] = [];
  /** A value below this cannot enter: the `floor` until the list is full, its last value then. */
  threshold: number;

  /** @param floor values below are of no interest. Default −∞ */
  constructor(capacity: number, floor: number = -Infinity) {
    this.#capacity = capacity;
    this.threshold = floor;
  }

  /**
   * Enters a multiplet whose value is at least {@link threshold}; equal values are ordered by the
   * multiplet, lexicographically, so that the order of offers does not matter.
   */
  offer(value: number, multiplet: readonly number[]): void {
    let at = this.#values.length;
    while (at > 0 && precedes(value, multiplet, this.#values[at - 1]!, this.#multiplets[at - 1]!)) {
      at--;
    }
    if (at >= this.#capacity) return;
    this.#values.splice(at, 0, value);
    this.#multiplets.splice(at, 0, multiplet);
    if (this.#values.length > this.#capacity) {
      this.#values.pop();
      this.#multiplets.pop();
    }
    if (this.#values.length === this.#capacity) this.threshold = this.#values.at(-1)!;
  }

  /** Offers what another ranking kept. */
  merge({ values, multiplets }: Ranked): void {
    for (const [at, value] of values.entries()) {
      if (value >= this.threshold) this.offer(value, multiplets[at]!);
    }
  }

  get values(): readonly number[] {
    return this.#values;
  }

  get multiplets(): readonly (readonly number[])[] {
    return this.#multiplets;
  }
}

function precedes(
  value: number,
  multiplet: readonly number[],
  otherValue: number,
  other: readonly number[],
): boolean {
  return value > otherValue || value === otherValue && compareMultiplets(multiplet, other) < 0;
}

/** Negative when `a` comes before `b` in lexicographic order; both ascending and of one size. */
export function compareMultiplets(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((variable, i) => variable !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

/** What a part of a search found; plain data. */
export interface FoundExtremes {
  /** Ranked by −Ω. */
  readonly synergy: Ranked;
  /** Ranked by Ω. */
  readonly redundancy: Ranked;
  /** Number of multiplets compared. */
  readonly count: number;
}

/** Thresholds of both rankings of {@link Extremes}. */
export interface Floors {
  readonly synergy: number;
  readonly redundancy: number;
}

/** The two ends of the order of Ω among multiplets of one size. */
export class Extremes implements FoundExtremes {
  readonly synergy: Ranking;
  readonly redundancy: Ranking;
  count = 0;

  constructor(capacity: number, floors?: Floors) {
    this.synergy = new Ranking(capacity, floors?.synergy);
    this.redundancy = new Ranking(capacity, floors?.redundancy);
  }

  /** Adds what was found among other multiplets of this size. */
  merge({ synergy, redundancy, count }: FoundExtremes): void {
    this.synergy.merge(synergy);
    this.redundancy.merge(redundancy);
    this.count += count;
  }
}
