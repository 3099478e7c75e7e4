/**
 * Block variables: several columns that count as one variable.
 * @module
 */
import { InformationError } from "./errors.ts";

/** Columns that form one variable together. At least one, all different. */
export type Block = readonly number[];

/** A variable of a multiplet: one column, or a block of columns. */
export type Variable = number | Block;

/** A matrix of which columns are asked for: a covariance or samples. */
type Columned = { readonly order: number } | { readonly variables: number };

/** The variables as blocks; a column becomes a block of one. */
export function asBlocks(variables: readonly Variable[]): Block[] {
  return variables.map((variable) => typeof variable === "number" ? [variable] : variable);
}

/**
 * The blocks of the variables.
 *
 * @throws InformationError when there are none, one is empty, a column does not exist, or a column
 *   occurs twice
 */
export function requireVariables(matrix: Columned, variables: readonly Variable[]): Block[] {
  const blocks = asBlocks(variables);
  if (blocks.some((block) => block.length === 0)) {
    throw new InformationError("A variable needs at least one column, got an empty block");
  }
  requireColumns(matrix, blocks.flat());
  return blocks;
}

/** Throws an {@link InformationError} unless `columns` are at least one, exist and differ. */
export function requireColumns(matrix: Columned, columns: readonly number[]): void {
  const count = "order" in matrix ? matrix.order : matrix.variables;
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
