/**
 * Sums of products of all pairs of columns, with the bits of a plain loop over the rows.
 *
 * The kernel in `assembly/cross_products.ts` adds the products of two blocks of columns, for some of the
 * rows at a time: its memory stays small, and in the processor's cache.
 */
import { CROSS_PRODUCTS_CODE } from "./cross_products_code.ts";

/** Columns that the kernel processes together. */
const PANEL = 8;
/** Most columns of a block, and most rows at a time. */
const BLOCK = 256;
const ROWS = 128;

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

/** Some adjacent columns of equal length; at most {@link BLOCK}. */
interface Block {
  readonly columns: readonly (Float32Array | Float64Array)[];
  readonly first: number;
  readonly end: number;
  /** Number subtracted from the values of each column. Default 0. */
  readonly centres?: ArrayLike<number>;
  /** Factor of the values after that. Default 1. */
  readonly sign?: -1 | 1;
}

/**
 * Σ_r (a[r] − c_a)·(b[r] − c_b) of all pairs of columns a and b. Each sum runs over the rows r in order, and
 * each product is rounded before it is added: the result has the bits of a plain loop.
 *
 * @param columns of one length
 * @param centres c, one number per column, such as its mean
 * @returns columns.length², row-major, symmetric
 */
export function crossProducts(
  columns: Block["columns"],
  centres: ArrayLike<number>,
): Float64Array {
  const columnCount = columns.length;
  const result = new Float64Array(columnCount * columnCount);
  const { memory } = load();
  for (let i = 0; i < columnCount; i += BLOCK) {
    const left = { columns, centres, first: i, end: Math.min(i + BLOCK, columnCount) };
    for (let j = 0; j <= i; j += BLOCK) {
      const right = i === j ? left : { ...left, first: j, end: j + BLOCK };
      memory.fill(0, SUMS, SUMS + panels(left) * panels(right) * PANEL ** 2);
      addProducts(left, right, columns[0]!.length);
      forEachPair(left, right, (row, column, address) => {
        result[row * columnCount + column] = memory[address]!;
        result[column * columnCount + row] = memory[address]!;
      });
    }
  }
  return result;
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
  const columns = Array.from(
    { length: columnCount },
    (_, i) => matrix.subarray(i * columnCount, (i + 1) * columnCount),
  );
  const right = { columns, first, end };
  for (let i = first; i < columnCount; i += BLOCK) {
    const left = { columns, first: i, end: Math.min(i + BLOCK, columnCount), sign: -1 } as const;
    forEachPair(left, right, (row, column, address) => {
      memory[address] = matrix[row * columnCount + column]!;
    });
    addProducts(left, right, first);
    forEachPair(left, right, (row, column, address) => {
      matrix[row * columnCount + column] = memory[address]!;
    });
  }
}

/** Adds the products of the first `rows` rows of two blocks to the sums in the kernel's memory. */
function addProducts(left: Block, right: Block, rows: number): void {
  const { kernel } = load();
  const isSame = left === right;
  for (let from = 0; from < rows; from += ROWS) {
    const count = Math.min(ROWS, rows - from);
    pack(left, from, count, LEFT);
    if (!isSame) pack(right, from, count, RIGHT);
    const [leftAt, rightAt] = [8 * LEFT, 8 * (isSame ? LEFT : RIGHT)];
    kernel.addProducts(leftAt, panels(left), rightAt, panels(right), count, 8 * SUMS, isSame);
  }
}

/** Number of panels of a block. */
function panels({ first, end }: Block): number {
  return Math.ceil((end - first) / PANEL);
}

/** Writes some rows of a block to the kernel's memory: panel by panel, row by row. */
function pack(
  { columns, first, end, centres, sign = 1 }: Block,
  from: number,
  count: number,
  at: number,
): void {
  const { memory } = load();
  let to = at;
  for (let panel = first; panel < end; panel += PANEL) {
    // The last panel is padded with its last column; those sums are not used.
    const own = (i: number) => Math.min(panel + i, end - 1);
    const centre = (i: number) => centres?.[own(i)] ?? 0;
    // Eight columns at a time: reading them one after the other would wait for the main memory.
    const [a, b, c, d] = [columns[own(0)]!, columns[own(1)]!, columns[own(2)]!, columns[own(3)]!];
    const [e, f, g, h] = [columns[own(4)]!, columns[own(5)]!, columns[own(6)]!, columns[own(7)]!];
    const [ca, cb, cc, cd] = [centre(0), centre(1), centre(2), centre(3)];
    const [ce, cf, cg, ch] = [centre(4), centre(5), centre(6), centre(7)];
    for (let row = from; row < from + count; row++, to += PANEL) {
      memory[to] = sign * (a[row]! - ca);
      memory[to + 1] = sign * (b[row]! - cb);
      memory[to + 2] = sign * (c[row]! - cc);
      memory[to + 3] = sign * (d[row]! - cd);
      memory[to + 4] = sign * (e[row]! - ce);
      memory[to + 5] = sign * (f[row]! - cf);
      memory[to + 6] = sign * (g[row]! - cg);
      memory[to + 7] = sign * (h[row]! - ch);
    }
  }
}

/**
 * The pairs of a left and a right column, the left one not before the right one in the matrix, with the
 * address of their sum in the kernel's memory: panel by panel, which is fast for rows and for columns of the
 * matrix.
 */
function forEachPair(
  left: Block,
  right: Block,
  visit: (left: number, right: number, address: number) => void,
): void {
  let sums = SUMS;
  for (let i = left.first; i < left.end; i += PANEL) {
    const end = Math.min(i + PANEL, left.end);
    for (let j = right.first; j < right.end; j += PANEL, sums += PANEL * PANEL) {
      for (let column = j; column < Math.min(j + PANEL, right.end); column++) {
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
