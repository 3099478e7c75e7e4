/** Rankings of the best multiplets during a search, and their final scores. */
import type { SearchShape } from "../information/estimator.ts";
import { multipletCount, multiplets } from "./multiplets.ts";
import { type Objective, OPTIMAL, type Searchable, type SizeExtremes } from "./interface.ts";
import { reportedBy } from "./objective.ts";

/** Multiplets with their values, best first. */
export interface Ranked {
  readonly values: readonly number[];
  readonly multiplets: readonly (readonly number[])[];
}

interface Entry {
  readonly value: number;
  readonly multiplet: readonly number[];
}

/**
 * The `capacity` multiplets with the largest values, best first. The time of an offer is proportional to the
 * logarithm of the capacity.
 */
export class Ranking implements Ranked {
  readonly #capacity: number;
  /** A binary heap: the worst entry at 0, no entry worse than the one at its parent, (i − 1) / 2. */
  readonly #heap: Entry[] = [];
  /** The heap, best first; `undefined` after an offer, until it is read. */
  #sorted: readonly Entry[] | undefined;
  /** Values below are not entered: the `floor` until the list is full, then its last value. */
  threshold: number;

  /** @param floor values below are not entered. Default −∞ */
  constructor(capacity: number, floor: number = -Infinity) {
    this.#capacity = capacity;
    this.threshold = floor;
  }

  /**
   * Enters a multiplet whose value is at least {@link threshold}; equal values are ordered by the
   * multiplet, lexicographically, so the result does not depend on the order of offers.
   */
  offer(value: number, multiplet: readonly number[]): void {
    const heap = this.#heap;
    const entry = { value, multiplet };
    if (heap.length < this.#capacity) this.#rise(entry);
    else if (compareEntries(entry, heap[0]!) < 0) this.#replaceWorst(entry);
    else return;
    this.#sorted = undefined;
    if (heap.length === this.#capacity) this.threshold = heap[0]!.value;
  }

  merge({ values, multiplets }: Ranked): void {
    for (const [at, value] of values.entries()) {
      if (value >= this.threshold) this.offer(value, multiplets[at]!);
    }
  }

  get values(): readonly number[] {
    return this.#best().map(({ value }) => value);
  }

  get multiplets(): readonly (readonly number[])[] {
    return this.#best().map(({ multiplet }) => multiplet);
  }

  #best(): readonly Entry[] {
    return this.#sorted ??= this.#heap.toSorted(compareEntries);
  }

  /** Adds an entry: better entries on its path to the root move down. */
  #rise(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (compareEntries(heap[parent]!, entry) >= 0) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  /** Replaces the worst entry: worse entries below move up. */
  #replaceWorst(entry: Entry): void {
    const heap = this.#heap;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      const other = child + 1;
      if (other < heap.length && compareEntries(heap[other]!, heap[child]!) > 0) child = other;
      if (compareEntries(heap[child]!, entry) <= 0) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = entry;
  }
}

function compareEntries(a: Entry, b: Entry): number {
  // No subtraction: the difference of two infinities is NaN.
  if (a.value !== b.value) return a.value > b.value ? -1 : 1;
  return compareMultiplets(a.multiplet, b.multiplet);
}

/** Negative when `a` comes before `b` in lexicographic order; both ascending and of one size. */
export function compareMultiplets(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((variable, i) => variable !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

/** The extremes of a part of a search, as plain data. */
export interface FoundExtremes {
  /** Ranked by −Ω, or the negative objective. */
  readonly synergy: Ranked;
  /** Ranked by Ω, or the objective. */
  readonly redundancy: Ranked;
  /** Number of multiplets compared. */
  readonly count: number;
}

/** Thresholds of both rankings of {@link Extremes}. */
export type Floors = Readonly<Record<"synergy" | "redundancy", number>>;

/** Rankings for the smallest and the largest values among multiplets of one size. */
export class Extremes implements FoundExtremes {
  readonly synergy: Ranking;
  readonly redundancy: Ranking;
  count = 0;

  constructor(capacity: number, floors?: Floors) {
    this.synergy = new Ranking(capacity, floors?.synergy);
    this.redundancy = new Ranking(capacity, floors?.redundancy);
  }

  merge({ synergy, redundancy, count }: FoundExtremes): void {
    this.synergy.merge(synergy);
    this.redundancy.merge(redundancy);
    this.count += count;
  }
}

/**
 * Scores the best multiplets of a search. Searches rank by faster arithmetic with other rounding; the final
 * scores are computed in one way, so all searches report the same number for the same multiplet.
 *
 * @param top number of multiplets per end. Default: all
 * @param objective what was ranked by. Default: Ω
 */
export function reportExtremes(
  subject: Searchable,
  extremes: ReadonlyMap<number, Extremes>,
  top: number = Infinity,
  objective: Objective = "o-information",
): SizeExtremes[] {
  const score = reportedBy(subject, objective);
  return [...extremes].map(([size, { count, synergy, redundancy }]) => ({
    size,
    multipletCount: count,
    synergy: synergy.multiplets.slice(0, top).map((one) => score(one)),
    redundancy: redundancy.multiplets.slice(0, top).map((one) => score(one)),
    guarantee: OPTIMAL,
  }));
}

/**
 * True if Ω, or another objective, is 0 by definition: fewer than three variables, including the target; fewer than two
 * for TC and DTC. All multiplets of such a size are equal, which rounding must not change.
 */
export function isTrivialSize(
  { hasTarget = true }: SearchShape,
  size: number,
  objective: Objective = "o-information",
): boolean {
  return size + (hasTarget ? 1 : 0) < (objective === "o-information" ? 3 : 2);
}

/** Empty extremes of each size for a search; those of trivial sizes are already complete. */
export function startingExtremes(
  shape: SearchShape,
  sizes: readonly number[],
  top: number,
  objective?: Objective,
): Map<number, Extremes> {
  return new Map(sizes.map((size) => [
    size,
    isTrivialSize(shape, size, objective) ? trivialExtremes(shape, size, top) : new Extremes(top),
  ]));
}

/** The extremes of a trivial size: the first multiplets in lexicographic order, at both ends. */
function trivialExtremes({ variables }: SearchShape, size: number, top: number): Extremes {
  const extremes = new Extremes(top);
  extremes.count = multipletCount(variables, size);
  let left = top;
  for (const multiplet of multiplets(variables, size)) {
    if (left-- === 0) break;
    extremes.synergy.offer(0, multiplet);
    extremes.redundancy.offer(0, multiplet);
  }
  return extremes;
}
