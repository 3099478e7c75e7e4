/** Jobs on columns in shared memory, as workers do them. */
import type { BlockPair } from "../kernels/column_blocks.ts";
import { productSteps } from "../kernels/cross_products.ts";
import { pauseEvery } from "../system/workers/in_parallel.ts";
import { InformationError } from "../variables/errors.ts";
import { doubledRanks, type TieRule } from "../variables/ranks.ts";
import type { ColumnValues } from "../variables/variables.ts";
import { meanOf } from "./scored_columns.ts";

/** Ranks of some columns. */
export interface RankJob {
  readonly columns: readonly {
    readonly values: ColumnValues;
    /** In shared memory; receives twice the ranks. It may be the memory of the values. */
    readonly into: Uint32Array;
  }[];
  /** In shared memory, one per column: whether its ranks are being written, or have been. */
  readonly states: Uint32Array;
  readonly ties: Exclude<TieRule, "random">;
  /** The score of each rank, at twice the rank. */
  readonly scores: Float64Array;
}

/** Values of {@link RankJob.states}. */
const STATE = { unranked: 0, writing: 1, ranked: 2 } as const;

/**
 * Writes ranks; returns the mean of the scores of each column. Where another worker died with the job, columns that it
 * has ranked are not ranked again.
 *
 * @throws InformationError for a column that was being written when that worker died
 */
export function rankColumns({ columns, states, ties, scores: table }: RankJob): number[] {
  return columns.map(({ values, into }, at) => {
    if (states[at] === STATE.writing) {
      throw new InformationError(
        "A worker died while it replaced values by ranks: load the values and analyse them again",
      );
    }
    if (states[at] === STATE.unranked) {
      const ranks = doubledRanks(values, { ties });
      states[at] = STATE.writing;
      into.set(ranks);
      states[at] = STATE.ranked;
    }
    return meanOf({ positions: into, table });
  });
}

/** Sums of products of a pair of blocks. */
export interface ProductsJob {
  readonly pair: BlockPair;
  /** In shared memory, columnCount × columnCount; receives the sums. */
  readonly result: Float64Array;
  readonly columnCount: number;
  /** Rows to sum over, in this order; absent: all. */
  readonly rows?: Uint32Array | undefined;
}

/** Writes sums of products, with pauses; other jobs may write other pairs of the same result. */
export async function sumProducts(
  { pair, result, columnCount, rows }: ProductsJob,
): Promise<void> {
  const pauseIfDue = pauseEvery(50, undefined, () => {});
  for (const _ of productSteps(pair, result, columnCount, rows)) await pauseIfDue();
}
