/** Jobs on columns in shared memory, as workers do them. */
import type { BlockPair } from "../kernels/column_blocks.ts";
import { writeProducts } from "../kernels/cross_products.ts";
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
  readonly ties: Exclude<TieRule, "random">;
  /** The score of each rank, at twice the rank. */
  readonly scores: Float64Array;
}

/** Writes ranks; returns the mean of the scores of each column. */
export function rankColumns({ columns, ties, scores: table }: RankJob): number[] {
  return columns.map(({ values, into }) => {
    doubledRanks(values, { ties }, into);
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

/** Writes sums of products; other jobs may write other pairs of the same result. */
export function sumProducts({ pair, result, columnCount, rows }: ProductsJob): void {
  writeProducts(pair, result, columnCount, rows);
}
