/** Block variables: several columns that count as one variable. */
import type { RandomSource } from "../system/random/random.ts";
import { InformationError } from "./errors.ts";
import type { Variables } from "./variables.ts";

/** Columns that form one variable together. At least one, all different. */
export type Block = readonly number[];

/** A variable: one column, or a block of columns. Variables have no column in common. */
export type ColumnsOf = number | Block;

/**
 * A way to form variables, for example larger ones from variables of one unit each. A grouping outside of the
 * library is an object of this type.
 */
export interface Grouping {
  /** For reports, e.g. `"blocks"`. */
  readonly name: string;
  /**
   * The variables to analyse. Their columns are among those of `variables`, with their own numbers, or are computed from
   * them.
   *
   * @param random source for groupings that draw; others do not use it
   * @param options.signal aborting it rejects with the signal's reason, where the work takes long
   */
  group(
    variables: Variables,
    random: RandomSource,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Variables | Promise<Variables>;
}

/** A {@link Grouping} that takes no time. */
export interface ImmediateGrouping extends Grouping {
  /** The variables that are made of other variables. */
  group(variables: Variables, random: RandomSource): Variables;
}

/**
 * Groups columns as listed. Columns in no list are left out; variable i is list i, named by the names of its
 * columns, joined by `+`.
 *
 * @param lists columns by their own numbers
 * @example
 * ```ts
 * import { blocks, toVariables } from "@multiplet/multiplet/variables";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(1, 2, 3, 4, 5, 6);
 * const three = toVariables({ samples: 2, variables: 3, values });
 * const { variables, columns } = blocks([[2, 0], [1]]).group(three, randomSource(1));
 * deepEqual(variables.map(({ name }) => name), ["x2+x0", "x1"]);
 * deepEqual(columns.map(({ index }) => index), [0, 1, 2]);
 * ```
 */
export function blocks(lists: readonly Block[]): ImmediateGrouping {
  return {
    name: "blocks",
    group: ({ columns, ...all }) => {
      requireVariables(1 + (columns.at(-1)?.index ?? -1), lists);
      const listed = new Set(lists.flat());
      const used = columns.filter(({ index }) => listed.has(index));
      const positions = new Map(used.map(({ index }, at) => [index, at]));
      const missing = [...listed].find((index) => !positions.has(index));
      if (missing !== undefined) throw new InformationError(`No column has the number ${missing}`);
      const variables = lists.map((list, index) => {
        const own = list.map((column) => positions.get(column)!);
        return { index, name: own.map((at) => used[at]!.name).join("+"), columns: own };
      });
      return { ...all, columns: used, variables };
    },
  };
}

/** The variables as blocks; a column becomes a block of one. */
export function asBlocks(variables: readonly ColumnsOf[]): Block[] {
  return variables.map((variable) => typeof variable === "number" ? [variable] : variable);
}

/**
 * The blocks of the variables.
 *
 * @param count number of existing columns
 * @throws InformationError when there are none, one is empty, a column does not exist, or a column
 *   occurs twice
 */
export function requireVariables(count: number, variables: readonly ColumnsOf[]): Block[] {
  const all = asBlocks(variables);
  if (all.some((block) => block.length === 0)) {
    throw new InformationError("A variable needs at least one column, got an empty block");
  }
  requireColumns(count, all.flat());
  return all;
}

/** Throws an {@link InformationError} unless `columns` are at least one of 0..`count` − 1, and differ. */
export function requireColumns(count: number, columns: readonly number[]): void {
  if (columns.length === 0) throw new InformationError("At least one column is needed, got none");
  const seen = new Set<number>();
  for (const column of columns) {
    if (!Number.isSafeInteger(column) || column < 0 || column >= count) {
      throw new InformationError(`Columns are integers in 0..${count - 1}, got ${column}`);
    }
    if (seen.has(column)) {
      throw new InformationError(
        `Column ${column} occurs twice; variables have no column in common`,
      );
    }
    seen.add(column);
  }
}
