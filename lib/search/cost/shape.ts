/**
 * The shape of a space: all that the cost of its searches depends on.
 * @module
 */
import { SearchError } from "../error.ts";
import { requireCount } from "../options.ts";
import type { SearchShape } from "./request.ts";
import type { SearchSpace } from "../space.ts";
import { type WidthSums, widthSums } from "./work.ts";

/** A shape without defaults. */
export interface FullShape extends Required<SearchShape> {
  /** Columns of all variables. */
  readonly order: number;
  /** Variables of more than one column. */
  readonly blocks: number;
  /** See `meanScoreWork`. */
  readonly sums: WidthSums;
}

export function fullShape(subject: SearchSpace | SearchShape): FullShape {
  const { variables, hasTarget = true } = subject;
  const widths = "columns" in subject
    ? subject.columns.map((own) => own.length)
    : subject.widths ?? Array.from({ length: variables }, () => 1);
  const terms = "given" in subject ? subject.given.length : subject.terms ?? 1;
  requireCount("variables", variables);
  requireCount("terms", terms);
  if (widths.length !== variables) {
    throw new SearchError(`widths has an entry per variable, ${variables}, got ${widths.length}`);
  }
  const sums = widthSums(widths);
  const blocks = widths.filter((width) => width > 1).length;
  return { variables, widths, terms, hasTarget, order: sums[0], blocks, sums };
}
