/**
 * The search of one part of all multiplets, in whatever thread.
 * @module
 */
import { SingularMultipletError } from "../variables/errors.ts";
import { behind, multiplets, type SearchPart, splitPrefix } from "./multiplets.ts";
import type { Extremes } from "./ranking.ts";
import type { Searchable } from "./interface.ts";
import type { SearchSpace } from "../information/search_space.ts";
import { SubsetWalk } from "./subset_walk.ts";

/**
 * Enters all multiplets of a part into the extremes of its size; `breathe` is called often with the
 * share of the part that is done. Resolves with the first multiplet whose covariance is not positive
 * definite, where it stops; otherwise with `undefined`.
 */
export type PartSearch = (
  part: SearchPart,
  extremes: Extremes,
  breathe: (share: number) => Promise<void> | undefined,
) => Promise<readonly number[] | undefined>;

/**
 * A search of parts of the multiplets of a system. Its memory is used again for the next part of the same size, so parts
 * are done one after the other.
 */
export function partSearch(subject: Searchable): PartSearch {
  const { determinants: space } = subject;
  return space !== undefined && isWalked(space) ? walkingSearch(space) : scoringSearch(subject);
}

/** Whether multiplets share the work of common beginnings, or are scored one by one. */
export function isWalked(space: SearchSpace): boolean {
  return space.given.length === 1 && space.columns.every((own) => own.length === 1);
}

/** Most multiplets between two breaths, about 15 ms. */
const UNBROKEN = 2 ** 20;

/** For a space where every variable is one column, and the target one conditional covariance. */
function walkingSearch(space: SearchSpace): PartSearch {
  let walk: SubsetWalk | undefined;
  return async ({ size, prefixes, count }, extremes, breathe) => {
    if (walk?.size !== size) walk = new SubsetWalk(space, size);
    const before = extremes.count;
    for (const prefix of prefixes) {
      for (const piece of splitPrefix(prefix, space.variables, size, UNBROKEN)) {
        const failed = walk.visit(piece, extremes);
        if (failed !== undefined) return failed;
        await breathe((extremes.count - before) / count);
      }
    }
    return undefined;
  };
}

/** Any system, one multiplet at a time. */
function scoringSearch(subject: Searchable): PartSearch {
  return async ({ size, prefixes, count }, extremes, breathe) => {
    const before = extremes.count;
    const { redundancy, synergy } = extremes;
    for (const prefix of prefixes) {
      const first = behind(prefix);
      for (const rest of multiplets(subject.shape.variables - first, size - prefix.length)) {
        const multiplet = [...prefix, ...rest.map((variable) => first + variable)];
        const value = oInformationOf(subject, multiplet);
        if (value === undefined) return multiplet;
        extremes.count++;
        if (value >= redundancy.threshold) redundancy.offer(value, multiplet);
        if (-value >= synergy.threshold) synergy.offer(-value, multiplet);
        await breathe((extremes.count - before) / count);
      }
    }
    return undefined;
  };
}

/** Ω(X, y) in nats; `undefined` where the covariance is not positive definite. */
function oInformationOf(subject: Searchable, multiplet: readonly number[]): number | undefined {
  try {
    return subject.score(multiplet).oInformation;
  } catch (error) {
    if (error instanceof SingularMultipletError) return undefined;
    throw error;
  }
}
