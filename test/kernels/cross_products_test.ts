import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { blockPairs, columnBlocks, type Numbers } from "../../lib/kernels/column_blocks.ts";
import {
  crossProducts,
  subtractProducts,
  writeProducts,
} from "../../lib/kernels/cross_products.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";

/** Columns of numbers between −1 and 1 of very different magnitudes, so that each rounding shows. */
function randomColumns(count: number, rows: number, seed: number): Float64Array[] {
  const random = randomSource(seed);
  return Array.from({ length: count }, () =>
    Float64Array.from(
      { length: rows },
      () => (uniform(random) - 0.5) * 2 ** (-20 * uniform(random)),
    ));
}

/** The definition: one sum per pair, row after row. */
function byLoops(columns: readonly ArrayLike<number>[], centres: readonly number[]): Float64Array {
  const columnCount = columns.length;
  const result = new Float64Array(columnCount * columnCount);
  for (let i = 0; i < columnCount; i++) {
    for (let j = 0; j < columnCount; j++) {
      for (let row = 0; row < columns[0]!.length; row++) {
        result[i * columnCount + j]! += (columns[i]![row]! - centres[i]!) *
          (columns[j]![row]! - centres[j]!);
      }
    }
  }
  return result;
}

/** Whether two arrays have the same bits; −0 is not 0. */
function sameBits(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, at) => Object.is(value, b[at]));
}

// Panels have 8 columns, blocks 256; rows are taken in pieces of 128.
for (const [count, rows] of [[1, 1], [3, 2], [8, 128], [9, 129], [21, 1000], [530, 129]] as const) {
  Deno.test(`sums of products of ${count} columns of ${rows} rows have the bits of loops`, () => {
    const columns = randomColumns(count, rows, count);
    const centres = columns.map((_, i) => i / 1000);
    ok(sameBits(crossProducts(columns, centres), byLoops(columns, centres)));
  });
}

Deno.test("float32 columns are summed in float64", () => {
  const columns = randomColumns(5, 40, 1).map((column) => Float32Array.from(column));
  ok(sameBits(crossProducts(columns, [1, 2, 3, 4, 5]), byLoops(columns, [1, 2, 3, 4, 5])));
});

Deno.test("numbers of an earlier call leave no trace", () => {
  crossProducts([Float64Array.of(NaN, Infinity)], [0]);
  deepEqual([...crossProducts([Float64Array.of(1, 2)], [0])], [5]);
});

Deno.test("numbers are looked up, mixed with others, in rows of a list: the bits of loops", () => {
  const random = randomSource(7);
  const [table, other] = randomColumns(2, 50, 8) as [Float64Array, Float64Array];
  const rowCount = 300;
  const columns = randomColumns(22, rowCount, 9).map((values, at): Numbers => {
    // A panel of one table, one of two tables, and one of both and of numbers as they are.
    if (at >= 16 && at % 3 === 0) return at % 2 === 0 ? values : Float32Array.from(values);
    const positions = Uint32Array.from(values, () => Math.floor(50 * uniform(random)));
    return { positions, table: at >= 8 && at % 3 === 1 ? other : table };
  });
  const centres = columns.map((_, i) => i / 1000);
  const plain = (own: Numbers) =>
    "table" in own ? [...own.positions].map((at) => own.table[at]!) : [...own];
  ok(sameBits(crossProducts(columns, centres), byLoops(columns.map(plain), centres)));
  // In an order of their own, one of them twice.
  const rows = Uint32Array.from({ length: 200 }, (_, at) => (at * 7 + 3) % rowCount);
  rows[5] = rows[150]!;
  const chosen = columns.map((own) => [...rows].map((row) => plain(own)[row]!));
  ok(sameBits(crossProducts(columns, centres, rows), byLoops(chosen, centres)));
});

Deno.test("blocks of any size, one pair after the other in any order, give the same", () => {
  const columns = randomColumns(61, 150, 10);
  const centres = columns.map((_, i) => i / 1000);
  for (const most of [8, 24, 61]) {
    const blocks = columnBlocks(columns, centres, most);
    deepEqual(blocks.flatMap((block) => block.columns), columns);
    ok(blocks.every((block) => block.columns.length <= Math.max(8, most)));
    const result = new Float64Array(61 * 61);
    for (const pair of blockPairs(blocks).reverse()) writeProducts(pair, result, 61);
    ok(sameBits(result, crossProducts(columns, centres)));
  }
});

Deno.test("no columns have no products", () => deepEqual(crossProducts([], []).length, 0));

Deno.test("the step of a factorisation subtracts one product after the other", () => {
  const [columnCount, first, end] = [700, 130, 150];
  const matrix = Float64Array.from(
    { length: columnCount * columnCount },
    (_, at) => Math.sin(at) * 2 ** (-20 * Math.cos(at) ** 2),
  );
  const expected = matrix.slice();
  for (let i = first; i < columnCount; i++) {
    for (let j = first; j < end && j <= i; j++) {
      for (let k = 0; k < first; k++) {
        expected[i * columnCount + j]! -= matrix[i * columnCount + k]! *
          matrix[j * columnCount + k]!;
      }
    }
  }
  subtractProducts(matrix, columnCount, first, end);
  // What stands above the diagonal is not said.
  const lower = (values: Float64Array) =>
    values.map((v, at) => at % columnCount > at / columnCount ? 0 : v);
  ok(sameBits(lower(matrix), lower(expected)));
});
