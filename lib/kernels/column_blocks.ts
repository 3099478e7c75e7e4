/** Columns of numbers in blocks, and their rows in the order in which the kernel of products reads them. */

/** Columns that the kernel processes together. */
export const PANEL = 8;
/** Most columns of a block. */
export const BLOCK = 256;

/** The numbers of a column: as they are, or as positions in a table of numbers, such as ranks. */
export type Numbers = Values | Lookup;

type Values = Float32Array | Float64Array;

/** Numbers that are looked up: half the memory of float64, and as exact. */
export interface Lookup {
  readonly positions: Uint32Array;
  readonly table: Float64Array;
}

/** Adjacent columns of equal length; at most {@link BLOCK}. */
export interface ColumnBlock {
  readonly columns: readonly Numbers[];
  /** The place of the first of them among all columns. */
  readonly first: number;
  /** Number subtracted from the values of each column. Default 0. */
  readonly centres?: ArrayLike<number>;
}

/** Two blocks, the same one or the left one behind the right one. */
export type BlockPair = readonly [left: ColumnBlock, right: ColumnBlock];

/** Number of rows of a column. */
export function lengthOf(numbers: Numbers): number {
  return isLookup(numbers) ? numbers.positions.length : numbers.length;
}

/** Number of panels of a block. */
export function panels({ columns }: ColumnBlock): number {
  return Math.ceil(columns.length / PANEL);
}

/**
 * The columns in blocks of nearly the same size.
 *
 * @param most columns of a block, at most 256
 * @param first the place of the first column
 */
export function columnBlocks(
  columns: readonly Numbers[],
  centres: ArrayLike<number>,
  most: number = BLOCK,
  first: number = 0,
): ColumnBlock[] {
  const panelCount = Math.ceil(columns.length / PANEL);
  const count = Math.ceil(columns.length / most);
  const start = (block: number) => PANEL * Math.ceil(panelCount * block / count);
  return Array.from({ length: count }, (_, block) => {
    const from = start(block);
    const own = columns.slice(from, start(block + 1));
    return { columns: own, centres: own.map((_, at) => centres[from + at]!), first: first + from };
  });
}

/**
 * All pairs of blocks.
 *
 * @param from the first block on the left. Default 0
 */
export function blockPairs(blocks: readonly ColumnBlock[], from: number = 0): BlockPair[] {
  return blocks.slice(from).flatMap((left, at) =>
    blocks.slice(0, from + at + 1).map((right): BlockPair => [left, right])
  );
}

/** Rows of columns: those of the numbers from ≤ at < end, or the rows of a list at these places. */
export interface RowRange {
  readonly from: number;
  readonly end: number;
  readonly rows?: Uint32Array | undefined;
}

/**
 * Writes rows of a block to the kernel's memory: panel by panel, row by row.
 *
 * @param sign factor of all numbers
 */
export function pack(
  { columns, centres }: ColumnBlock,
  range: RowRange,
  memory: Float64Array,
  sign: -1 | 1 = 1,
): void {
  const count = range.end - range.from;
  for (let panel = 0, to = 0; panel < columns.length; panel += PANEL, to += count * PANEL) {
    // The last panel is padded with its last column; those sums are not used.
    const places = OF_PANEL.map((i) => Math.min(panel + i, columns.length - 1));
    const own = places.map((place) => columns[place]!);
    const less = places.map((place) => centres?.[place] ?? 0);
    if (areValues(own)) packValues(own, less, range, memory, to, sign);
    else if (areLookups(own)) packLookups(own, less, range, memory, to, sign);
    else {
      const mixed = own.map((one) => numbersAt(one, range));
      packValues(mixed, less, { from: 0, end: count }, memory, to, sign);
    }
  }
}

const OF_PANEL = Array.from({ length: PANEL }, (_, i) => i);

function isLookup(numbers: Numbers): numbers is Lookup {
  return "table" in numbers;
}

function areValues(panel: readonly Numbers[]): panel is readonly Values[] {
  return !panel.some(isLookup);
}

/** Whether all are looked up in one table. */
function areLookups(panel: readonly Numbers[]): panel is readonly Lookup[] {
  const [first] = panel;
  return isLookup(first!) && panel.every((own) => isLookup(own) && own.table === first.table);
}

/** The numbers themselves at some rows. */
function numbersAt(numbers: Numbers, { from, end, rows }: RowRange): Float64Array {
  return Float64Array.from({ length: end - from }, (_, i) => {
    const row = rows === undefined ? from + i : rows[from + i]!;
    return isLookup(numbers) ? numbers.table[numbers.positions[row]!]! : numbers[row]!;
  });
}

type Eight<Of> = readonly [Of, Of, Of, Of, Of, Of, Of, Of];

/** {@link pack} of a panel. Eight columns at a time: one after the other would wait for the main memory. */
function packValues(
  columns: readonly Values[],
  centres: readonly number[],
  { from, end, rows }: RowRange,
  memory: Float64Array,
  to: number,
  sign: -1 | 1,
): void {
  const [a, b, c, d, e, f, g, h] = columns as unknown as Eight<Values>;
  const [ca, cb, cc, cd, ce, cf, cg, ch] = centres as unknown as Eight<number>;
  for (let at = from; at < end; at++, to += PANEL) {
    const row = rows === undefined ? at : rows[at]!;
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

/** {@link packValues} of numbers in one table. */
function packLookups(
  columns: readonly Lookup[],
  centres: readonly number[],
  { from, end, rows }: RowRange,
  memory: Float64Array,
  to: number,
  sign: -1 | 1,
): void {
  const { table } = columns[0]!;
  const positions: unknown = columns.map((column) => column.positions);
  const [a, b, c, d, e, f, g, h] = positions as Eight<Uint32Array>;
  const [ca, cb, cc, cd, ce, cf, cg, ch] = centres as unknown as Eight<number>;
  for (let at = from; at < end; at++, to += PANEL) {
    const row = rows === undefined ? at : rows[at]!;
    memory[to] = sign * (table[a[row]!]! - ca);
    memory[to + 1] = sign * (table[b[row]!]! - cb);
    memory[to + 2] = sign * (table[c[row]!]! - cc);
    memory[to + 3] = sign * (table[d[row]!]! - cd);
    memory[to + 4] = sign * (table[e[row]!]! - ce);
    memory[to + 5] = sign * (table[f[row]!]! - cf);
    memory[to + 6] = sign * (table[g[row]!]! - cg);
    memory[to + 7] = sign * (table[h[row]!]! - ch);
  }
}
