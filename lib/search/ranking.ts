/**
 * The best of many multiplets, kept while a search goes on.
 * @module
 */

/** The `capacity` multiplets with the largest values, best first. */
export class Ranking {
  readonly #capacity: number;
  readonly #values: number[] = [];
  readonly #multiplets: (readonly number[])[] = [];
  /** A value below this cannot enter. −∞ until the list is full. */
  threshold = -Infinity;

  constructor(capacity: number) {
    this.#capacity = capacity;
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

  /** Best first. */
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

/** The two ends of the order of Ω among multiplets of one size. */
export class Extremes {
  /** Ranked by −Ω. */
  readonly synergy: Ranking;
  /** Ranked by Ω. */
  readonly redundancy: Ranking;
  count = 0;

  constructor(capacity: number) {
    this.synergy = new Ranking(capacity);
    this.redundancy = new Ranking(capacity);
  }
}
