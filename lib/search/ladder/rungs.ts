/** The best multiplets found per size, at one end. */
import type { ScoredMultiplet } from "../../information/search_space.ts";
import { SingularMultipletError } from "../../variables/errors.ts";
import type { Guarantee, Searchable, SizeExtremes } from "../interface.ts";
import { multipletCount } from "../multiplets.ts";
import { compareMultiplets } from "../ranking.ts";
import { type End, ENDS } from "./moving_set.ts";

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

/** What a search found at one size whose multiplets it did not enumerate. */
export interface FoundSize {
  readonly size: number;
  readonly held: Readonly<Record<End, readonly Held[]>>;
  /** Number of multiplets compared, some perhaps more than once. */
  readonly compared: number;
  /** Whether all multiplets were compared. */
  readonly isComplete: Readonly<Record<End, boolean>>;
  /** A multiplet whose covariance is not positive definite, if one was met. */
  readonly singular: readonly number[] | undefined;
}

/**
 * The extremes of a size by their final scores.
 *
 * @throws SingularMultipletError if none of the multiplets held has a covariance that is positive definite
 */
export function reportFound(system: Searchable, found: FoundSize, top: number): SizeExtremes {
  let { singular } = found;
  const ranked = (end: End): readonly ScoredMultiplet[] => {
    const scored: ScoredMultiplet[] = [];
    for (const { multiplet } of found.held[end]) {
      try {
        scored.push(system.score(multiplet));
      } catch (error) {
        if (!(error instanceof SingularMultipletError)) throw error;
        singular ??= multiplet;
      }
    }
    const sign = end === "synergy" ? 1 : -1;
    return scored.sort((a, b) =>
      sign * (a.oInformation - b.oInformation) || compareMultiplets(a.multiplet, b.multiplet)
    ).slice(0, top);
  };
  const ends = { synergy: ranked("synergy"), redundancy: ranked("redundancy") };
  if (ENDS.some((end) => ends[end].length === 0)) throw new SingularMultipletError(singular ?? []);
  const guarantee = (end: End): Guarantee =>
    found.isComplete[end] && singular === undefined ? "optimal" : "best found";
  return {
    size: found.size,
    multipletCount: Math.min(
      multipletCount(system.shape.variables, found.size),
      found.compared,
    ),
    ...ends,
    guarantee: { synergy: guarantee("synergy"), redundancy: guarantee("redundancy") },
    ...(singular && { singular }),
  };
}
