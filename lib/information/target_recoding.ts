/**
 * Other codings of the same target: controls, and questions about single classes.
 * @module
 */
import { type RandomSource, shuffle } from "../random/random.ts";
import { type DiscreteTarget, discreteTarget } from "./discrete_target.ts";
import { InformationError } from "./errors.ts";

/**
 * The target with its classes renumbered by a random permutation. No information about the classes
 * depends on their numbers, but the `"copula"` encoding does: its spread over renamings is what the
 * numbering alone contributes.
 *
 * @param random drawn from: one shuffle of the labels
 */
export function renameClasses(target: DiscreteTarget, random: RandomSource): DiscreteTarget {
  const renamed = shuffle([...target.labels], random);
  return discreteTarget(Array.from(target.classes, (index) => renamed[index]!));
}

/**
 * One class against all others: label 1 for the samples of class `label`, 0 for the rest.
 *
 * @throws InformationError when no sample has that label
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
