/** The filter of triples of columns; see `assembly/triples.ts`. */
import { TRIPLES_CODE } from "./triples_code.ts";

/** The exports of the kernel. Addresses are in bytes. */
interface Kernel {
  readonly memory: WebAssembly.Memory;
  scale(row: number, factor: number, factors: number, count: number): void;
  filter(
    first: number,
    second: number,
    count: number,
    a: number,
    least: number,
    highest: number,
    lowest: number,
    found: number,
  ): number;
  filterGiven(
    first: number,
    second: number,
    featuresFirst: number,
    featuresSecond: number,
    count: number,
    a: number,
    b: number,
    least: number,
    highest: number,
    lowest: number,
    found: number,
  ): number;
}

let compiled: WebAssembly.Module | undefined;

function instance(): Kernel {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from(atob(TRIPLES_CODE), (character) => character.charCodeAt(0)),
  );
  return new WebAssembly.Instance(compiled).exports as unknown as Kernel;
}

const NONE = new Uint32Array();

/** A symmetric matrix of columnCount × columnCount numbers. */
export interface TripleMatrices {
  readonly columnCount: number;
  /** G; with any variances, which must be positive. */
  readonly given: Float64Array;
  /** F, with variances of 1; absent if it is G. */
  readonly features?: Float64Array;
}

/** Bounds of q of triples that are not of interest. */
export interface TripleBounds {
  readonly above: number;
  readonly below: number;
}

/**
 * Triples i < j < k of columns that may have a large or a small product q, or be nearly singular. The rows of a few
 * columns i at once stay in the kernel's memory.
 */
export class TripleFilter {
  readonly #kernel: Kernel;
  readonly #matrices: TripleMatrices;
  /** Numbers of a row in the memory: one more than there are columns, and an even number. */
  readonly #stride: number;
  /** From 0 on 1/√G_kk; then row j of both matrices, and each row i of both. */
  readonly #memory: Float64Array;
  readonly #found: Uint32Array;
  #second = 0;

  /** @param rows most columns i at once */
  constructor(matrices: TripleMatrices, rows: number) {
    const { columnCount, given } = matrices;
    this.#kernel = instance();
    this.#matrices = matrices;
    const stride = this.#stride = 2 * Math.ceil((columnCount + 1) / 2);
    const numbers = (3 + 2 * rows) * stride;
    const { memory } = this.#kernel;
    memory.grow(Math.ceil((8 * numbers + 4 * stride) / 2 ** 16));
    this.#memory = new Float64Array(memory.buffer, 0, numbers);
    this.#found = new Uint32Array(memory.buffer, 8 * numbers, stride);
    for (let k = 0; k < columnCount; k++) {
      this.#memory[k] = 1 / Math.sqrt(given[k * columnCount + k]!);
    }
  }

  /** Chooses the columns i. */
  chooseFirsts(columns: readonly number[]): void {
    columns.forEach((column, at) => this.#loadRow(column, this.#addressOf(at)));
  }

  /** Chooses the column j. */
  chooseSecond(column: number): void {
    this.#second = column;
    this.#loadRow(column, this.#stride);
  }

  /**
   * The columns k > j of triples i, j, k that have q ≥ `above` or q ≤ `below`, or a determinant of at most `least`, of
   * correlations in G or F.
   *
   * @param at the place of i among the chosen columns; i < j
   * @returns ascending; valid until the next call
   */
  thirds(at: number, least: number, { above, below }: TripleBounds): Uint32Array {
    // One of millions of calls: numbers one by one, without lists of them.
    const column = this.#second;
    const stride = this.#stride;
    const { columnCount, features } = this.#matrices;
    const count = columnCount - column - 1;
    const row = this.#addressOf(at);
    const a = this.#memory[row + column]!;
    const b = features === undefined ? a : this.#memory[row + stride + column]!;
    const pair = 1 - a * a;
    // All triples of two columns that are nearly singular are nearly singular.
    const enough = pair > least && 1 - b * b > least ? least : Infinity;
    const [high, low] = [above / pair, below / pair];
    const found = this.#found.byteOffset;
    const first = 8 * (row + column + 1);
    const second = 8 * (stride + column + 1);
    const next = 8 * stride;
    const length = features === undefined
      ? this.#kernel.filter(first, second, count, a, enough, high, low, found)
      : this.#kernel.filterGiven(
        first,
        second,
        first + next,
        second + next,
        count,
        a,
        b,
        enough,
        high,
        low,
        found,
      );
    if (length === 0) return NONE;
    const thirds = this.#found.subarray(0, length);
    for (let place = 0; place < length; place++) thirds[place]! += column + 1;
    return thirds;
  }

  /** Address of row i in G; that of row i in F is behind it. */
  #addressOf(at: number): number {
    return (3 + 2 * at) * this.#stride;
  }

  /** Copies the numbers behind the diagonal of a row of both matrices; in G scaled to correlations. */
  #loadRow(column: number, address: number): void {
    const { columnCount, given, features } = this.#matrices;
    const from = column + 1;
    const [start, end] = [column * columnCount + from, (column + 1) * columnCount];
    const to = address + from;
    this.#memory.set(given.subarray(start, end), to);
    this.#kernel.scale(8 * to, this.#memory[column]!, 8 * from, columnCount - from);
    if (features) this.#memory.set(features.subarray(start, end), to + this.#stride);
  }
}
