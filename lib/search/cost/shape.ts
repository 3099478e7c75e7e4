/**
 * The shape of a space: all that the cost of its searches depends on.
 * @module
 */
import { SearchError } from "../error.ts";
import { requireCount } from "../options.ts";
import type { SearchShape } from "../../information/estimator.ts";
import type { SearchSpace } from "../../information/search_space.ts";
import { type WidthSums, widthSums } from "./work.ts";

/** A shape without defaults. */
export interface FullShape extends Required<Omit<SearchShape, "secondsPerScore">> {
  readonly secondsPerScore?: number;
  /** Columns of all variables. */
  readonly order: number;
  /** Variables of more than one column. */
  readonly blocks: number;
  /** See `meanScoreWork`. */
  readonly sums: WidthSums;
}

export function fullShape(shape: SearchShape): FullShape {
  const { variables, hasTarget = true, terms = 1, secondsPerScore } = shape;
  const widths = shape.widths ?? Array.from({ length: variables }, () => 1);
  requireCount("variables", variables);
  requireCount("terms", terms);
  if (widths.length !== variables) {
    throw new SearchError(`widths has an entry per variable, ${variables}, got ${widths.length}`);
  }
  const sums = widthSums(widths);
  const blocks = widths.filter((width) => width > 1).length;
  return {
    variables,
    widths,
    terms,
    hasTarget,
    ...(secondsPerScore !== undefined && { secondsPerScore }),
    order: sums[0],
    blocks,
    sums,
  };
}

/** The shape of a space; one that is given as a shape is itself. */
export function shapeOf(subject: SearchSpace | SearchShape): SearchShape {
  if (!("given" in subject)) return subject;
  const { variables, columns, given, hasTarget } = subject;
  return { variables, widths: columns.map((own) => own.length), terms: given.length, hasTarget };
}
