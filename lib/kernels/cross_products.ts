/**
 * Sums of products of all pairs of columns, with the bits of a plain loop over the rows.
 *
 * The kernel in `assembly/cross_products.ts` adds the products of two blocks of columns, for some of the
 * rows at a time: its memory stays small, and in the processor's cache.
 */
import {
  BLOCK,
  type BlockPair,
  blockPairs,
  type ColumnBlock,
  columnBlocks,
  lengthOf,
  type Numbers,
  pack,
  PANEL,
  panels,
  type RowRange,
} from "./column_blocks.ts";
import { CROSS_PRODUCTS_CODE } from "./cross_products_code.ts";

/** Most rows at a time. */
const ROWS = 128;
/** Rows of a step. */
const STEP = 8 * ROWS;

/** Addresses in the kernel's memory, in float64: two blocks, and the sums of their pairs of panels. */
const LEFT = 0;
const RIGHT = BLOCK * ROWS;
const SUMS = 2 * RIGHT;

/** The exports of the kernel. Addresses are in bytes. */
interface Kernel {
  readonly memory: WebAssembly.Memory;
  addProducts(
    left: number,
    lefts: number,
    right: number,
    rights: number,
    rows: number,
    sums: number,
    triangle: boolean,
  ): void;
}

let loaded: { readonly kernel: Kernel; readonly memory: Float64Array } | undefined;

/** The kernel, compiled on first use, and its memory. */
function load(): NonNullable<typeof loaded> {
  if (loaded !== undefined) return loaded;
  const code = Uint8Array.from(atob(CROSS_PRODUCTS_CODE), (character) => character.charCodeAt(0));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code));
  const kernel = exports as unknown as Kernel;
  return loaded = { kernel, memory: new Float64Array(kernel.memory.buffer) };
}

/**
 * Σ_r (a[r] − c_a)·(b[r] − c_b) of all pairs of columns a and b. Each sum runs over the rows r in order, and
 * each product is rounded before it is added: the result has the bits of a plain loop.
 *
 * @param columns of one length
 * @param centres c, one number per column, such as its mean
 * @param rows those to sum over, in this order. Default: all
 * @returns columns.length², row-major, symmetric
 */
export function crossProducts(
  columns: readonly Numbers[],
  centres: ArrayLike<number>,
  rows?: Uint32Array,
): Float64Array {
  const result = new Float64Array(columns.length ** 2);
  for (const pair of blockPairs(columnBlocks(columns, centres))) {
    writeProducts(pair, result, columns.length, rows);
  }
  return result;
}

/**
 * Writes the sums of the products of a pair of blocks, see {@link crossProducts}, to both sides of the diagonal.
 *
 * @param result columnCount × columnCount, row-major
 */
export function writeProducts(
  pair: BlockPair,
  result: Float64Array,
  columnCount: number,
  rows?: Uint32Array,
): void {
  const steps = productSteps(pair, result, columnCount, rows);
  while (steps.next().done !== true);
}

/**
 * {@link writeProducts} in steps of a few milliseconds. Between them, this thread must not compute other products: all
 * use the same memory.
 */
export function* productSteps(
  [left, right]: BlockPair,
  result: Float64Array,
  columnCount: number,
  rows?: Uint32Array,
): Generator<void> {
  const { memory } = load();
  memory.fill(0, SUMS, SUMS + panels(left) * panels(right) * PANEL ** 2);
  const count = rows?.length ?? lengthOf(left.columns[0]!);
  for (let from = 0; from < count; from += STEP) {
    addProducts(left, right, { from, end: Math.min(from + STEP, count), rows });
    yield;
  }
  forEachPair(left, right, (row, column, address) => {
    result[row * columnCount + column] = memory[address]!;
    result[column * columnCount + row] = memory[address]!;
  });
}

/**
 * Subtracts Σ_k m[i][k]·m[j][k] over the columns k before `first` from the elements m[i][j] on or below the
 * diagonal whose column j is in `first`..`end` − 1: one product after the other, in order. A step of a
 * Cholesky factorisation.
 *
 * @param matrix columnCount × columnCount, row-major
 * @param end at most `first` + 256
 */
export function subtractProducts(
  matrix: Float64Array,
  columnCount: number,
  first: number,
  end: number,
): void {
  const { memory } = load();
  const rowsOf = (from: number, to: number): ColumnBlock => ({
    columns: Array.from(
      { length: to - from },
      (_, i) => matrix.subarray((from + i) * columnCount, (from + i + 1) * columnCount),
    ),
    first: from,
  });
  const right = rowsOf(first, end);
  for (let i = first; i < columnCount; i += BLOCK) {
    const left = rowsOf(i, Math.min(i + BLOCK, columnCount));
    forEachPair(left, right, (row, column, address) => {
      memory[address] = matrix[row * columnCount + column]!;
    });
    addProducts(left, right, { from: 0, end: first }, -1);
    forEachPair(left, right, (row, column, address) => {
      matrix[row * columnCount + column] = memory[address]!;
    });
  }
}

/**
 * Adds the products of two blocks to the sums in the kernel's memory.
 *
 * @param sign factor of the left block
 */
function addProducts(
  left: ColumnBlock,
  right: ColumnBlock,
  { from: first, end: last, rows }: RowRange,
  sign: -1 | 1 = 1,
): void {
  const { kernel, memory } = load();
  // Blocks that a worker receives are the same by their place.
  const isSame = left.first === right.first && sign === 1;
  for (let from = first; from < last; from += ROWS) {
    const end = Math.min(from + ROWS, last);
    const taken = { from, end, rows };
    pack(left, taken, memory.subarray(LEFT), sign);
    if (!isSame) pack(right, taken, memory.subarray(RIGHT));
    const [leftAt, rightAt] = [8 * LEFT, 8 * (isSame ? LEFT : RIGHT)];
    const [lefts, rights] = [panels(left), panels(right)];
    kernel.addProducts(leftAt, lefts, rightAt, rights, end - from, 8 * SUMS, isSame);
  }
}

/**
 * The pairs of a left and a right column, the left one not before the right one in the matrix, with the
 * address of their sum in the kernel's memory: panel by panel, which is fast for rows and for columns of the
 * matrix.
 */
function forEachPair(
  left: ColumnBlock,
  right: ColumnBlock,
  visit: (left: number, right: number, address: number) => void,
): void {
  const [leftEnd, rightEnd] = [left, right].map(({ first, columns }) => first + columns.length);
  let sums = SUMS;
  for (let i = left.first; i < leftEnd!; i += PANEL) {
    const end = Math.min(i + PANEL, leftEnd!);
    for (let j = right.first; j < rightEnd!; j += PANEL, sums += PANEL * PANEL) {
      for (let column = j; column < Math.min(j + PANEL, rightEnd!); column++) {
        const b = column - j;
        for (let row = Math.max(i, column); row < end; row++) {
          const a = row - i;
          // As the kernel lays them out: two rows and two columns are four sums, the even ones first.
          visit(row, column, sums + 16 * (b >> 1) + 4 * (a >> 1) + 2 * ((a ^ b) & 1) + (a & 1));
        }
      }
    }
  }
}
