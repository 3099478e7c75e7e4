/**
 * What searches need of a system.
 * @module
 */
import type { ScoredMultiplet, SearchShape } from "../information/estimator.ts";
import { scoreMultiplet } from "../information/score.ts";
import type { SearchSpace } from "../information/search_space.ts";
import { shapeOf } from "./cost/shape.ts";

/** The part of a `System` that searches use. */
export interface Searchable {
  readonly shape: SearchShape;
  /** Ω of a multiplet of places. */
  score(multiplet: readonly number[]): ScoredMultiplet;
  /** Log-determinants, where there are any: the fast path. */
  readonly determinants?: SearchSpace;
}

/** A space as something to search; a system is so already. */
export function searchable(subject: SearchSpace | Searchable): Searchable {
  if ("shape" in subject) return subject;
  return {
    shape: shapeOf(subject),
    score: (multiplet) => scoreMultiplet(subject, multiplet),
    determinants: subject,
  };
}
