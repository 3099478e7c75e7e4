/** Samples sorted by one column, and their neighbours in the max norm. */
import { InformationError } from "../../variables/errors.ts";
import { stableOrder } from "../../variables/ranks.ts";
import type { ColumnValues } from "../../variables/variables.ts";

/** Throws an {@link InformationError} unless each sample has so many others. */
export function requireNeighbours(subject: string, samples: number, neighbours: number): void {
  if (!Number.isSafeInteger(neighbours) || neighbours < 1) {
    throw new InformationError(
      `${subject} needs a number of neighbours, an integer from 1, got ${neighbours}`,
    );
  }
  if (samples > neighbours) return;
  throw new InformationError(
    `${subject} with ${neighbours} neighbours needs more than ${neighbours} samples, got ${samples}`,
  );
}

/** Pairs of samples, at most, that are looked at in one step of an estimate: a fraction of a second. */
const PAIRS_PER_STEP = 2e6;

/** The first sample of each step of an estimate, and the one behind its last. */
export function* stepsOf(
  count: number,
  samples: number,
): Generator<readonly [first: number, end: number]> {
  const most = Math.max(1, Math.floor(PAIRS_PER_STEP / samples));
  for (let first = 0; first < count; first += most) yield [first, Math.min(count, first + most)];
}

/** The result of an estimate in steps, without a pause between them. */
export function atOnce<Result>(steps: Iterator<void, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Samples of some columns, sorted by the first of them: all that lie within a radius of a sample are around its place, so
 * most others need not be looked at.
 */
export class SortedSamples {
  readonly samples: number;
  readonly width: number;
  /** `samples × width`, row-major, sorted by the first number of a row. */
  readonly rows: Float64Array;
  /** The sample at each place, and the place of each sample. */
  readonly order: Uint32Array;
  readonly places: Uint32Array;

  /** @param columns at least one */
  constructor(columns: readonly ColumnValues[]) {
    const [first] = columns as readonly [ColumnValues];
    const samples = this.samples = first.length;
    const width = this.width = columns.length;
    this.order = stableOrder(first).slice();
    this.places = new Uint32Array(samples);
    this.rows = new Float64Array(samples * width);
    for (let place = 0; place < samples; place++) {
      const sample = this.order[place]!;
      this.places[sample] = place;
      for (let c = 0; c < width; c++) this.rows[place * width + c] = columns[c]![sample]!;
    }
  }

  /**
   * The distance from the sample at a place to its K-th nearest other one.
   *
   * @param nearest room for K distances
   */
  neighbourDistance(place: number, nearest: Float64Array): number {
    const { samples, width, rows } = this;
    nearest.fill(Infinity);
    const last = nearest.length - 1;
    const own = place * width;
    const first = rows[own]!;
    let limit = Infinity;
    let below = place - 1;
    let above = place + 1;
    // Distances in the first column to the next sample on either side.
    let down = below < 0 ? Infinity : first - rows[below * width]!;
    let up = above === samples ? Infinity : rows[above * width]! - first;
    while (down < limit || up < limit) {
      let other: number;
      let distance: number;
      if (down <= up) {
        other = below * width;
        distance = down;
        below--;
        down = below < 0 ? Infinity : first - rows[below * width]!;
      } else {
        other = above * width;
        distance = up;
        above++;
        up = above === samples ? Infinity : rows[above * width]! - first;
      }
      for (let c = 1; c < width; c++) {
        const difference = Math.abs(rows[own + c]! - rows[other + c]!);
        if (difference <= distance) continue;
        distance = difference;
        if (distance >= limit) break;
      }
      if (distance >= limit) continue;
      let to = last;
      while (to > 0 && nearest[to - 1]! > distance) {
        nearest[to] = nearest[to - 1]!;
        to--;
      }
      nearest[to] = distance;
      limit = nearest[last]!;
    }
    return limit;
  }

  /** The first place, and the one behind the last, of samples nearer than a radius in the first column. */
  window(place: number, radius: number): readonly [first: number, end: number] {
    const { width, rows, samples } = this;
    const own = rows[place * width]!;
    let [low, high] = [0, place];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (own - rows[middle * width]! < radius) high = middle;
      else low = middle + 1;
    }
    const first = low;
    [low, high] = [place + 1, samples];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle * width]! - own < radius) low = middle + 1;
      else high = middle;
    }
    return [first, low];
  }

  /** The number of other samples nearer than a radius, above 0, to the sample at a place. */
  countWithin(place: number, radius: number): number {
    const { width, rows } = this;
    const [first, end] = this.window(place, radius);
    if (width === 1) return end - first - 1;
    const own = place * width;
    let count = -1; // Without the sample itself.
    for (let at = first, row = first * width; at < end; at++, row += width) {
      let c = 1;
      while (c < width && Math.abs(rows[own + c]! - rows[row + c]!) < radius) c++;
      if (c === width) count++;
    }
    return count;
  }
}
