/** Normal scores, and columns of them: ranks as integers, and one table with the score of each rank. */
import erfcinv from "@stdlib/math-base-special-erfcinv";
import type { Numbers } from "../kernels/column_blocks.ts";
import { sharedZeros } from "../system/workers/in_parallel.ts";
import { doubledRanks, type TieOptions } from "../variables/ranks.ts";
import type { Column, ColumnValues } from "../variables/variables.ts";

/**
 * Φ⁻¹(p) = −√2 · erfcinv(2p), the value below which a standard normal variable falls with
 * probability p. Within 3·10⁻¹² down to p = 10⁻³⁰⁰, because erfcinv keeps the lower tail.
 *
 * @param p in [0, 1]; 0 and 1 give −∞ and ∞, anything outside gives NaN
 *
 * @example
 * ```ts
 * import { normalQuantile } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * ok(Math.abs(normalQuantile(0.975) - 1.959963984540054) < 1e-14);
 * ```
 */
export function normalQuantile(p: number): number {
  return -Math.SQRT2 * erfcinv(2 * p);
}

/**
 * The normal scores of one number of samples: Φ⁻¹(r/(N+1)) of the ranks 1, 1.5, 2, … N, at twice the rank. Each is
 * computed once; NaN: not yet.
 */
let scores = new Float64Array(1).fill(NaN);

/** The table of scores of so many samples. It may lack those that no call of {@link normalScore} asked for. */
function scoreTable(samples: number): Float64Array {
  if (scores.length !== 2 * samples + 1) {
    scores = sharedZeros(Float64Array, 2 * samples + 1).fill(NaN);
  }
  return scores;
}

/** Φ⁻¹(r/(N+1)) of a rank r in 1..N, which may be a half. */
export function normalScore(rank: number, samples: number): number {
  const table = scoreTable(samples);
  const known = table[2 * rank]!;
  return Number.isNaN(known) ? table[2 * rank] = normalQuantile(rank / (samples + 1)) : known;
}

/** All scores of so many samples, at twice the rank; in shared memory. */
export function allScores(samples: number): Float64Array {
  for (let doubled = 2; doubled <= 2 * samples; doubled++) normalScore(doubled / 2, samples);
  return scoreTable(samples);
}

/** A column of normal scores, with a third to a half of the memory of the scores themselves. */
export interface ScoredColumn extends Column {
  /** Its scores; made anew by each access. */
  readonly values: Float64Array;
  /** Twice the rank of every sample. */
  readonly ranks: Uint32Array;
  /** The score of each rank, at twice the rank. */
  readonly scores: Float64Array;
  /** The mean of its scores. */
  readonly mean: number;
}

/**
 * The normal scores of a checked column.
 *
 * @param into receives the ranks; see `doubledRanks`
 */
export function scoredColumn(
  column: Column,
  ties: TieOptions,
  into?: Uint32Array,
): ScoredColumn {
  const ranks = doubledRanks(column.values, ties, into);
  const samples = ranks.length;
  const table = scoreTable(samples);
  for (let i = 0; i < samples; i++) {
    if (Number.isNaN(table[ranks[i]!]!)) normalScore(ranks[i]! / 2, samples);
  }
  return columnOfRanks(column, ranks, table, meanOf({ positions: ranks, table }));
}

/** A column of known ranks and the mean of their scores. */
export function columnOfRanks(
  { index, name }: Pick<Column, "index" | "name">,
  ranks: Uint32Array,
  scores: Float64Array,
  mean: number,
): ScoredColumn {
  return {
    index,
    name,
    ranks,
    scores,
    mean,
    get values() {
      const values = new Float64Array(ranks.length);
      for (let i = 0; i < values.length; i++) values[i] = scores[ranks[i]!]!;
      return values;
    },
  };
}

function isScored(column: Column): column is ScoredColumn {
  return "ranks" in column;
}

/** The numbers of a column, without a copy. */
export function numbersOf(column: Column): Numbers {
  if (!isScored(column)) return column.values;
  return { positions: column.ranks, table: column.scores };
}

/** The mean of a column. */
export function columnMean(column: Column): number {
  return isScored(column) ? column.mean : meanOf(column.values);
}

/**
 * The mean of numbers, summed in their order.
 *
 * @param rows those to take, in this order. Default: all
 */
export function meanOf(numbers: Numbers, rows?: Uint32Array): number {
  return "table" in numbers
    ? meanOfLookup(numbers.positions, numbers.table, rows)
    : meanOfValues(numbers, rows);
}

function meanOfValues(values: ColumnValues, rows: Uint32Array | undefined): number {
  const count = rows?.length ?? values.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[rows === undefined ? i : rows[i]!]!;
  return sum / count;
}

function meanOfLookup(
  positions: Uint32Array,
  table: Float64Array,
  rows: Uint32Array | undefined,
): number {
  const count = rows?.length ?? positions.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += table[positions[rows === undefined ? i : rows[i]!]!]!;
  return sum / count;
}
