/**
 * The shape of a space: all that the cost of its searches depends on.
 * @module
 */
import { SearchError } from "./error.ts";
import { requireCount } from "./options.ts";
import type { SearchShape } from "./request.ts";
import type { SearchSpace } from "./space.ts";

/** A shape without defaults. */
export interface FullShape extends Required<SearchShape> {
  /** Columns of all variables. */
  readonly order: number;
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
  return { variables, widths, terms, hasTarget, order: widths.reduce((sum, one) => sum + one, 0) };
}
