/** The best multiplets found per size, at one end. */
import { compareMultiplets } from "../ranking.ts";

/** A multiplet with its value at an end; see `MovingSet`. */
export interface Held {
  readonly value: number;
  readonly multiplet: readonly number[];
}

/** Values that differ by less are equal but for rounding errors. */
const ROUNDING = 1e-9;

/** The best multiplets of the sizes `least` to `most`, up to `capacity` each, best first. */
export class Rungs {
  readonly least: number;
  readonly most: number;
  readonly #capacity: number;
  readonly #held: Held[][];
  readonly #isFixed: Uint8Array;
  /** Of each size: 1 if its best multiplet may have a better one beside it. */
  readonly isDirty: Uint8Array;

  constructor(least: number, most: number, capacity: number) {
    this.least = least;
    this.most = most;
    this.#capacity = capacity;
    this.#held = Array.from({ length: most + 1 }, () => []);
    this.#isFixed = new Uint8Array(most + 1);
    this.isDirty = new Uint8Array(most + 1);
  }

  /** Enters no more multiplets of a size: those held are known to be the best. */
  fix(size: number, held: readonly Held[] = this.#held[size]!): void {
    this.#held[size] = [...held];
    this.#isFixed[size] = 1;
    this.isDirty[size] = 0;
  }

  isFixed(size: number): boolean {
    return this.#isFixed[size] === 1;
  }

  best(size: number): Held | undefined {
    return this.#held[size]?.[0];
  }

  held(size: number): readonly Held[] {
    return this.#held[size] ?? [];
  }

  isFull(size: number): boolean {
    return this.#held[size]!.length === this.#capacity;
  }

  /** True if a multiplet of this value may be entered. */
  takes(size: number, value: number): boolean {
    if (size < this.least || size > this.most || this.#isFixed[size] === 1) return false;
    const held = this.#held[size]!;
    return held.length < this.#capacity || value > held.at(-1)!.value - ROUNDING;
  }

  /**
   * Enters a multiplet, ascending, if it is better than one of those held; of equal ones the lexicographically
   * smallest is kept. A new best one makes its size dirty.
   */
  offer(value: number, multiplet: readonly number[]): void {
    const size = multiplet.length;
    if (!this.takes(size, value)) return;
    const held = this.#held[size]!;
    const isBetter = (other: Held) =>
      Math.abs(value - other.value) > ROUNDING
        ? value > other.value
        : compareMultiplets(multiplet, other.multiplet) < 0;
    if (held.some((other) => isSame(other.multiplet, multiplet))) return;
    let at = held.length;
    while (at > 0 && isBetter(held[at - 1]!)) at--;
    if (at === this.#capacity) return;
    held.splice(at, 0, { value, multiplet });
    if (held.length > this.#capacity) held.pop();
    if (at === 0) this.isDirty[size] = 1;
  }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.every((variable, i) => variable === b[i]);
}
