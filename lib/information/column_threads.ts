/**
 * Ranks and covariances of many or long columns on several threads. Each sum runs over the samples in order, in one
 * thread: results have the bits of one thread, whatever the number of workers.
 */
import {
  BLOCK,
  blockPairs,
  columnBlocks,
  lengthOf,
  type Numbers,
} from "../kernels/column_blocks.ts";
import { crossProducts } from "../kernels/cross_products.ts";
import { inParallel, sharedZeros } from "../system/workers/in_parallel.ts";
import { WorkerPool } from "../system/workers/pool.ts";
import type { TieRule } from "../variables/ranks.ts";
import { replacedValues } from "../variables/overwriting.ts";
import type { Column, ColumnValues } from "../variables/variables.ts";
import type { ProductsJob, RankJob } from "./column_jobs.ts";
import { type Covariance, covarianceOfProducts, type Sampled } from "./covariance.ts";
import {
  allScores,
  columnMean,
  columnOfRanks,
  meanOf,
  numbersOf,
  type ScoredColumn,
} from "./scored_columns.ts";

/** Measured nanoseconds of one thread: of the rank of a value, and of a product. */
const NANOSECONDS = { rank: 40, product: 0.15 } as const;
/** Fewest columns of a block: looking up the numbers of smaller ones takes longer than their products. */
const SMALL = 64;
/** Most values that are ranked in one job. */
const RANKED = 2 ** 20;

/** Options of {@link ColumnThreads}. */
export interface ThreadOptions {
  /** Number of threads; with 1, this one does the work. */
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  /** Work of more seconds of one thread is given to workers, whose start takes 0.1 s. Default 0.3. */
  readonly longerThan?: number | undefined;
}

/** Workers that start with the first long work, and end when this is disposed. */
export class ColumnThreads implements Disposable {
  readonly #options: ThreadOptions;
  #pool: WorkerPool | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** Ends the workers. */
  [Symbol.dispose](): void {
    this.rest();
  }

  /** Ends the workers, and frees their memory, until the next long work. */
  rest(): void {
    this.#pool?.[Symbol.dispose]();
    this.#pool = undefined;
  }

  /** Whether work of so many nanoseconds of one thread is for workers. */
  isLong(nanoseconds: number): boolean {
    const shares = typeof SharedArrayBuffer !== "undefined";
    const { workers, longerThan = 0.3 } = this.#options;
    return shares && workers > 1 && nanoseconds / 1e9 > longerThan;
  }

  /** Whether ranks and a covariance of these columns are for workers. */
  suits({ samples, columns: { length } }: Sampled): boolean {
    const { rank, product } = NANOSECONDS;
    return this.isLong(samples * length * (rank + product * length / 2));
  }

  /**
   * The normal scores of checked columns; see `scoredColumn`.
   *
   * @param overwrite true: ranks may replace values, see `Variables.overwritable`
   */
  async scored(
    columns: readonly Column[],
    ties: Exclude<TieRule, "random">,
    overwrite: boolean,
  ): Promise<ScoredColumn[]> {
    const samples = columns[0]!.values.length;
    const scores = allScores(samples);
    // A worker cannot write to other memory than shared memory.
    const mayReplace = ({ buffer }: ColumnValues) =>
      overwrite && ties === "average" && buffer instanceof SharedArrayBuffer;
    const ranked = columns.map(({ values }) => ({
      values,
      into: mayReplace(values) && replacedValues(values) || sharedZeros(Uint32Array, samples),
    }));
    const count = Math.max(1, Math.floor(RANKED / samples));
    const jobs = Array.from(
      { length: Math.ceil(columns.length / count) },
      (_, at): RankJob => ({
        columns: ranked.slice(at * count, (at + 1) * count),
        states: sharedZeros(Uint32Array, count),
        ties,
        scores,
      }),
    );
    const means = (await this.#run<number[]>("rank", jobs)).flat();
    return columns.map((column, at) => columnOfRanks(column, ranked[at]!.into, scores, means[at]!));
  }

  /**
   * The covariance of finite columns; see `soundCovariance`. Columns that are not in shared memory are copied for
   * each job.
   */
  async covariance(sampled: Sampled): Promise<Covariance> {
    const { samples, columns } = sampled;
    const [products] = await this.#products(columns.map(numbersOf), [{
      centres: columns.map(columnMean),
    }]);
    return covarianceOfProducts(products!, samples, columns);
  }

  /** The covariance of each of several lists of samples. */
  async covariancesOf(
    { columns }: Sampled,
    lists: readonly Uint32Array[],
  ): Promise<Covariance[]> {
    const all = columns.map(numbersOf);
    const products = await this.#products(
      all,
      lists.map((rows) => ({
        centres: all.map((numbers) => meanOf(numbers, rows)),
        rows: inShared(rows),
      })),
    );
    return products.map((own, at) => covarianceOfProducts(own, lists[at]!.length, columns));
  }

  /** Sums of products of centred columns, over all rows or some, for each of the parts. */
  async #products(
    columns: readonly Numbers[],
    parts: readonly { readonly centres: readonly number[]; readonly rows?: Uint32Array }[],
  ): Promise<Float64Array[]> {
    const { length } = columns;
    const rowCount = parts.reduce(
      (sum, { rows }) => sum + (rows?.length ?? lengthOf(columns[0]!)),
      0,
    );
    if (!this.isLong(rowCount * length ** 2 / 2 * NANOSECONDS.product)) {
      return parts.map(({ centres, rows }) => crossProducts(columns, centres, rows));
    }
    const most = this.#blockSize(length, parts.length);
    const results = parts.map(() => sharedZeros(Float64Array, length ** 2));
    const jobs = parts.flatMap(({ centres, rows }, at) =>
      blockPairs(columnBlocks(columns, centres, most)).map((pair): ProductsJob => ({
        pair,
        result: results[at]!,
        columnCount: length,
        rows,
      }))
    );
    // Pairs of different blocks take twice as long: they begin first.
    jobs.sort(({ pair: [a, b] }, { pair: [c, d] }) => Number(a === b) - Number(c === d));
    await this.#run("products", jobs);
    return results;
  }

  /**
   * Columns of a block: as many as possible, because each block is looked up for each other one, but the longest job,
   * two of blocks² parts of the work, is at most the share of a worker.
   */
  #blockSize(columns: number, parts: number): number {
    const blocks = Math.ceil(Math.sqrt(2 * this.#options.workers / parts));
    return Math.min(BLOCK, Math.max(SMALL, 8 * Math.ceil(columns / blocks / 8)));
  }

  #run<Output>(task: string, jobs: readonly unknown[]): Promise<Output[]> {
    const { workers, signal } = this.#options;
    const script = new URL("./column_worker.ts", import.meta.url);
    const pool = this.#pool ??= new WorkerPool(script, { size: workers });
    const run = (job: unknown, both: AbortSignal) => pool.run<Output>(task, job, { signal: both });
    return inParallel(jobs, workers, run, signal);
  }
}

function inShared(rows: Uint32Array): Uint32Array {
  const shared = sharedZeros(Uint32Array, rows.length);
  shared.set(rows);
  return shared;
}
