/**
 * The exhaustive search of triples: a filter computes q of `SubsetWalk` for all of them, with a rounding of its own,
 * and leaves the few that can be among the best; these are walked, which gives the bits of the walk.
 */
import type { SearchSpace } from "../information/search_space.ts";
import { TripleFilter } from "../kernels/triples.ts";
import { compareMultiplets, Extremes } from "./ranking.ts";
import { SubsetWalk } from "./subset_walk.ts";

/** From this number of columns on, the filter is faster than the walk. */
export const FILTERED_FROM = 32;

/** First columns whose triples are filtered together: at most so many, whose rows stay in the cache. */
export const FILTERED_ROWS = 16;
/** Triples that are filtered together, about 30 ms: more first columns would delay pauses. */
const TRIPLES = 2 ** 24;

/**
 * Largest determinant of three correlations, and of two, that counts as nearly singular. Rounding changes larger ones
 * by less than a 10⁻⁹ part, in the filter and in the walk.
 */
const SINGULAR = 1e-6;
/** Relative margin of q. */
const MARGIN = 1e-6;
/** Largest difference of the variances of features from 1. */
const UNIT = 1e-14;

/** The filter is left when more than this share of the triples, after the first ones, were walked: ties, mostly. */
const WALKED = { share: 1 / 64, first: 2 ** 17 } as const;

/** A search of triples, in a space of one column per variable and one conditional covariance. */
export class TripleWalk {
  readonly #space: SearchSpace;
  readonly #filter: TripleFilter;
  /** A space of three columns, whose matrices are written for each triple. */
  readonly #three: SearchSpace;
  readonly #walk: SubsetWalk;
  /** Most first columns at once. */
  readonly rows: number;
  #visited = 0;
  #walked = 0;

  constructor(space: SearchSpace) {
    this.#space = space;
    const { columnCount, hasTarget } = space;
    this.rows = Math.max(1, Math.min(FILTERED_ROWS, Math.floor(TRIPLES / (columnCount ** 2 / 2))));
    this.#filter = new TripleFilter({
      columnCount,
      given: space.conditionalTerms[0]!.matrix,
      ...(hasTarget && { features: space.features }),
    }, this.rows);
    this.#three = {
      ...space,
      variables: 3,
      columns: [[0], [1], [2]],
      columnCount: 3,
      features: new Float64Array(9),
      conditionalTerms: [{ weight: 1, matrix: new Float64Array(9) }],
    };
    this.#walk = new SubsetWalk(this.#three, 3);
  }

  /** Whether the filter can compute q in this space: it needs variances of 1. */
  static suits({ columnCount, features, variables }: SearchSpace): boolean {
    return variables >= FILTERED_FROM &&
      Array.from({ length: columnCount }, (_, k) => features[k * (columnCount + 1)]!)
        .every((variance) => Math.abs(variance - 1) <= UNIT);
  }

  /** False when the filter leaves so many triples that walking all of them is faster. */
  get isWorthwhile(): boolean {
    return this.#walked <= WALKED.first + WALKED.share * this.#visited;
  }

  /**
   * Visits all triples that begin with one of `firsts`, at most {@link rows} of them, ascending; see
   * `SubsetWalk.visit`.
   */
  visit(firsts: readonly number[], extremes: Extremes): readonly number[] | undefined {
    const { columnCount } = this.#space;
    const { synergy, redundancy } = extremes;
    let failed: readonly number[] | undefined;
    this.#filter.chooseFirsts(firsts);
    for (let j = firsts[0]! + 1; j < columnCount - 1; j++) {
      this.#filter.chooseSecond(j);
      for (let at = 0; at < firsts.length && firsts[at]! < j; at++) {
        // Redundancy is a small product q, so the rankings are by q and −q.
        const thirds = this.#filter.thirds(at, SINGULAR, {
          above: synergy.threshold * (1 - MARGIN),
          below: -redundancy.threshold * (1 + MARGIN),
        });
        for (const k of thirds) {
          const found = this.#examine([firsts[at]!, j, k], extremes);
          if (found && (!failed || compareMultiplets(found, failed) < 0)) failed = found;
        }
        extremes.count += columnCount - 1 - j;
        this.#visited += columnCount - 1 - j;
      }
    }
    return failed;
  }

  /** Enters a triple into the extremes; returns its first columns whose covariance is not positive definite. */
  #examine(
    triple: readonly [number, number, number],
    { synergy, redundancy }: Extremes,
  ): readonly number[] | undefined {
    this.#walked++;
    const { columnCount } = this.#space;
    const [given, ownGiven] = [this.#space, this.#three].map((one) =>
      one.conditionalTerms[0]!.matrix
    );
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 3; column++) {
        const from = triple[row]! * columnCount + triple[column]!;
        ownGiven![3 * row + column] = given![from]!;
        this.#three.features[3 * row + column] = this.#space.features[from]!;
      }
    }
    const own = new Extremes(1);
    const failed = this.#walk.visit([], own);
    if (failed !== undefined) return failed.map((at) => triple[at]!);
    const [q] = own.synergy.values as [number];
    if (q >= synergy.threshold) synergy.offer(q, triple);
    if (-q >= redundancy.threshold) redundancy.offer(-q, triple);
    return undefined;
  }
}
