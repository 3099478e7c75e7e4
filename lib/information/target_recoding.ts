/**
 * Other codings of the same target: controls, and questions about single classes.
 * @module
 */
import { type RandomSource, shuffle } from "../system/random/mod.ts";
import { type DiscreteTarget, discreteTarget } from "./discrete_target.ts";
import { InformationError } from "./errors.ts";

/**
 * The target with its classes renumbered by a random permutation. No information about the classes
 * depends on their numbers, but the `"copula"` encoding does: its spread over renamings is what the
 * numbering alone contributes.
 *
 * @param random drawn from: one shuffle of the labels
 * @example
 * ```ts
 * import { discreteTarget, renameClasses } from "@multiplet/multiplet/information";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const { classes } = renameClasses(discreteTarget([0, 0, 1, 2, 2]), randomSource(1));
 * deepEqual([...classes], [0, 0, 2, 1, 1]); // Classes 1 and 2 have changed places.
 * ```
 */
export function renameClasses(target: DiscreteTarget, random: RandomSource): DiscreteTarget {
  const renamed = shuffle([...target.labels], random);
  return discreteTarget(Array.from(target.classes, (index) => renamed[index]!));
}

/**
 * One class against all others: label 1 for the samples of class `label`, 0 for the rest.
 *
 * @throws InformationError when no sample has that label
 * @example
 * ```ts
 * import { discreteTarget, oneAgainstRest } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const { labels, classes } = oneAgainstRest(discreteTarget([3, 5, 7, 5]), 5);
 * deepEqual([labels, [...classes]], [[0, 1], [0, 1, 0, 1]]);
 * ```
 */
export function oneAgainstRest(target: DiscreteTarget, label: number): DiscreteTarget {
  const wanted = target.labels.indexOf(label);
  if (wanted < 0) {
    throw new InformationError(
      `No sample has label ${label}; the labels are ${target.labels.join(", ")}`,
    );
  }
  return discreteTarget(Array.from(target.classes, (index) => index === wanted ? 1 : 0));
}
