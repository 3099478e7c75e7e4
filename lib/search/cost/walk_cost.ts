/** The cost of annealing, the genetic and the cross-entropy search: each size and end by itself. */
import { defaultSizes, type SearchRequest } from "../interface.ts";
import {
  countOf,
  type FullShape,
  rankings,
  scores,
  sizeWork,
  together,
  type Work,
} from "./work.ts";

/** The names of these searches. */
export const WALK_NAMES = ["annealing", "genetic", "cross-entropy"] as const;

export type WalkName = typeof WALK_NAMES[number];

/** Default number of multiplets compared per size and end. */
export const PROPOSALS = 10_000;

/** Measured nanoseconds. */
const MEASURED = {
  /** A proposal of annealing, each of its variables, and the share of proposals that are accepted. */
  proposal: 400,
  variable: 8,
  accepted: 1 / 4,
  /** A proposal of blocks per matrix, and each of the columns of its variables. */
  block: 6400,
  blockColumn: 135,
  /** An element of a swept matrix, and of a gathered row. */
  element: 0.8,
  gathered: 2,
  /** A draw or a child, and each of the variables that it is made of. */
  draw: 1000,
  drawn: 30,
} as const;

/** All work of such a search. */
export function walkWork(shape: FullShape, request: SearchRequest): Work {
  const { variables } = shape;
  const { sizes = defaultSizes(variables), top = 1, calls = PROPOSALS, search } = request;
  return together(sizes.map((size) => {
    const multiplets = countOf(variables, size);
    if (multiplets <= calls) return sizeWork(shape, size, top);
    const kept = rankings(shape, size, calls, top);
    const isSwept = search === "annealing" && shape.secondsPerScore === undefined;
    return together([
      kept,
      isSwept ? proposals(shape, size, 2 * calls) : draws(shape, size, 2 * calls),
    ]);
  }));
}

function proposals(shape: FullShape, size: number, count: number): Work {
  const { variables, columnCount, terms, hasTarget } = shape;
  const matrices = hasTarget ? terms + 1 : 1;
  const isBlock = columnCount > variables;
  const width = columnCount / variables;
  // A swap of variables of one column is one pass through a triangle; columns are moved one by one.
  const elements = (isBlock ? 2 * width : 1) * matrices * columnCount ** 2 / 2;
  const gathered = matrices * columnCount * width * size;
  const { proposal, variable, accepted, block, blockColumn, element, gathered: each } = MEASURED;
  const gain = isBlock ? block + size * width * blockColumn : size * variable;
  const nanoseconds = proposal + matrices * gain +
    accepted * (elements * element + gathered * each);
  return {
    multiplets: count,
    operations: count * (size * matrices + accepted * elements),
    nanoseconds: count * nanoseconds,
    bytes: 8 * 3 * matrices * columnCount ** 2,
    kept: 0,
  };
}

function draws(shape: FullShape, size: number, count: number): Work {
  const work = scores(shape, size, count);
  const { draw, drawn } = MEASURED;
  return {
    ...work,
    nanoseconds: work.nanoseconds + count * (draw + drawn * (size + shape.variables)),
  };
}
