/**
 * What happens to the neurons that are not kept, in words.
 * @module
 */
import type { Removal } from "../../selection/treatments.ts";

/** Names of panels. */
export const REMOVAL_NAMES: Readonly<Record<Removal, string>> = {
  zero: "Other neurons removed",
  frozen: "Other neurons frozen",
};

const PARTICIPLES: Readonly<Record<Removal, string>> = { zero: "removed", frozen: "frozen" };

/**
 * Clauses as one sentence, with what they are said of: "a with the others removed; b with the others
 * frozen", and "a, whether the others are removed or frozen" where they are the same. Empty where there
 * is nothing to say of any removal.
 *
 * @param clauseOf what is said of one removal; `undefined` for nothing
 */
export function clausesByRemoval(
  removals: readonly Removal[],
  clauseOf: (removal: Removal) => string | undefined,
): string {
  const clauses = removals.flatMap((removal) => {
    const clause = clauseOf(removal);
    return clause === undefined ? [] : [{ removal, clause }];
  });
  const [first, ...others] = clauses;
  if (first !== undefined && others.length > 0) {
    if (others.every(({ clause }) => clause === first.clause)) {
      const words = clauses.map(({ removal }) => PARTICIPLES[removal]);
      return `${first.clause}, whether the others are ${words.join(" or ")}`;
    }
  }
  return clauses.map(({ removal, clause }) => `${clause} with the others ${PARTICIPLES[removal]}`)
    .join("; ");
}
