/** Class labels as a discrete variable. */
import { InformationError, TooFewSamplesError } from "./errors.ts";
import type { Variables } from "./variables.ts";
import { type RandomSource, shuffle } from "../system/random/random.ts";

/** One class per sample. Made by {@link discreteTarget}. */
export interface DiscreteTarget {
  /** The labels that occur, ascending. A class index is a position in this list. */
  readonly labels: readonly number[];
  /** The class index of every sample. */
  readonly classes: Uint32Array;
  /** Number of samples of every class. */
  readonly counts: readonly number[];
  /** The name of every class, if labels were texts. */
  readonly names?: readonly string[];
}

/** One number per sample, of a quantity that is not a class. Made by {@link continuousTarget}. */
export interface ContinuousTarget {
  /** Finite, not all equal. */
  readonly values: Float64Array;
}

/** What is known about each sample beside its variables. */
export type Target = DiscreteTarget | ContinuousTarget;

/** Labels as people have them: integers, booleans (0 and 1) or texts. */
export type Labels = ArrayLike<number> | ArrayLike<boolean> | ArrayLike<string>;

export function isTarget(labels: Labels | Target): labels is Target {
  return !("length" in labels);
}

export function isDiscrete(target: Target): target is DiscreteTarget {
  return "classes" in target;
}

/**
 * A continuous target, one number per sample. It has no classes: only the encodings `"copula"` and `"none"` can
 * use it.
 *
 * @throws InformationError for a value that is not finite, for equal values only, or none
 * @example
 * ```ts
 * import { continuousTarget } from "@multiplet/multiplet/variables";
 * import { throws } from "node:assert/strict";
 * continuousTarget([0.5, 1.25, -3]);
 * throws(() => continuousTarget([0.5, NaN, -3]), /finite numbers, got NaN for sample 1/);
 * ```
 */
export function continuousTarget(values: ArrayLike<number>): ContinuousTarget {
  const all = Float64Array.from(values);
  const wrong = all.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new InformationError(
      `A continuous target has finite numbers, got ${all[wrong]} for sample ${wrong}`,
    );
  }
  if (all.every((value) => value === all[0])) {
    throw new InformationError(
      `A continuous target needs at least two different values, got ${
        all.length === 0 ? "none" : `${all[0]} for all samples`
      }`,
    );
  }
  return { values: all };
}

/**
 * A target of class labels, one per sample: integers, which need not start at 0 nor be contiguous; booleans, as 0
 * and 1; or texts, which are classes numbered in the order of their sorted names.
 *
 * @throws InformationError for labels of several types, a number that is not an integer, or no labels
 * @example
 * ```ts
 * import { discreteTarget } from "@multiplet/multiplet/variables";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const { labels, classes, counts } = discreteTarget([7, 3, 7, 7]);
 * deepEqual([labels, [...classes], counts], [[3, 7], [1, 0, 1, 1], [1, 3]]);
 * const animals = discreteTarget(["dog", "cat", "dog"]);
 * deepEqual([animals.labels, animals.names, [...animals.classes]], [[0, 1], ["cat", "dog"], [1, 0, 1]]);
 * ```
 */
export function discreteTarget(labels: Labels): DiscreteTarget {
  if (labels.length === 0) {
    throw new InformationError("A target needs at least one label, got none");
  }
  const { numbers, names } = numbered(labels);
  const wrong = numbers.findIndex((label) => !Number.isSafeInteger(label));
  if (wrong >= 0) {
    throw new InformationError(
      `Class labels are integers, got ${
        labels[wrong]
      } for sample ${wrong}; for a quantity that is not a ` +
        `class, use continuousTarget(values)`,
    );
  }
  const present = [...new Set(numbers)].sort((a, b) => a - b);
  const indexOf = new Map(present.map((label, index) => [label, index]));
  const classes = Uint32Array.from(numbers, (label) => indexOf.get(label)!);
  const counts = present.map(() => 0);
  for (const index of classes) counts[index]!++;
  return { labels: present, classes, counts, ...(names && { names }) };
}

/** A class in a message, by its position among those present: its label, or its name in quotes. */
export function classTitle(
  { labels, names }: Pick<DiscreteTarget, "labels" | "names">,
  position: number,
): string {
  const label = labels[position]!;
  return names?.[label] === undefined ? `${label}` : JSON.stringify(names[label]);
}

/** Labels as numbers; the names of texts, in the order of these numbers. */
function numbered(labels: Labels): { numbers: number[]; names?: string[] } {
  const all: readonly unknown[] = Array.from<unknown>(labels);
  const typeOf = (one: unknown) => typeof one as string;
  const type = typeOf(all[0]);
  const other = all.findIndex((one) => typeOf(one) !== type);
  if (other >= 0) {
    throw new InformationError(
      `Labels are all numbers, all booleans or all texts; sample 0 has ${
        JSON.stringify(all[0])
      }, ` +
        `sample ${other} has ${JSON.stringify(all[other])}`,
    );
  }
  if (type !== "string") return { numbers: all.map(Number) };
  const texts = all as readonly string[];
  const names = [...new Set(texts)].sort();
  const numberOf = new Map(names.map((name, number) => [name, number]));
  return { numbers: texts.map((text) => numberOf.get(text)!), names };
}

/**
 * H(y) = −Σ_c p_c ln p_c in nats, with p_c the share of class c among the samples: the upper bound of any
 * information about y. In 0..ln C.
 *
 * @example
 * ```ts
 * import { discreteTarget, targetEntropy } from "@multiplet/multiplet/variables";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(targetEntropy(discreteTarget([0, 1, 1, 0])), Math.LN2); // One bit.
 * ```
 */
export function targetEntropy({ counts, classes }: DiscreteTarget): number {
  return counts.reduce((sum, count) => sum - count * Math.log(count / classes.length), 0) /
    classes.length;
}

/** Throws an {@link InformationError} unless there is one label for every sample, each of a class. */
export function requireLabelled({ samples }: { readonly samples: number }, target: Target): void {
  if (!isDiscrete(target)) {
    if (target.values.length === samples) return;
    throw new InformationError(
      `Every sample needs one value of the target: ${samples} samples, ${target.values.length} values`,
    );
  }
  const { classes, labels } = target;
  if (classes.length !== samples) {
    throw new InformationError(
      `Every sample needs one label: ${samples} samples, ${classes.length} labels`,
    );
  }
  const wrong = classes.findIndex((index) => index >= labels.length);
  if (wrong < 0) return;
  throw new InformationError(
    `There are ${labels.length} classes, sample ${wrong} is of class ${classes[wrong]}; ` +
      `discreteTarget makes targets`,
  );
}

/**
 * The target with its classes renumbered by a random permutation. Information about the classes does not
 * depend on their numbers, but the `"copula"` encoding does: the spread of its results over permutations is
 * due to the numbering alone.
 *
 * @param random source for one shuffle of the labels
 * @example
 * ```ts
 * import { discreteTarget, renameClasses } from "@multiplet/multiplet/variables";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const { classes } = renameClasses(discreteTarget([0, 0, 1, 2, 2]), randomSource(1));
 * deepEqual([...classes], [0, 0, 2, 1, 1]); // Classes 1 and 2 are exchanged.
 * ```
 */
export function renameClasses(target: DiscreteTarget, random: RandomSource): DiscreteTarget {
  const renamed = shuffle([...target.labels], random);
  const labels = new Float64Array(target.classes.length);
  for (let i = 0; i < labels.length; i++) labels[i] = renamed[target.classes[i]!]!;
  return discreteTarget(labels);
}

/**
 * One class against all others: label 1 for the samples of class `label`, 0 for the rest.
 *
 * @throws InformationError when no sample has that label
 * @example
 * ```ts
 * import { discreteTarget, oneAgainstRest } from "@multiplet/multiplet/variables";
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

/**
 * The samples of every class, by ascending label: their rows, ascending, and the columns at these rows.
 *
 * @throws InformationError when there is not one label for every sample
 * @throws TooFewSamplesError that names a class with one sample only
 */
export function samplesByClass(
  { samples, columns }: Pick<Variables, "samples" | "columns">,
  target: DiscreteTarget,
) {
  return rowsByClass({ samples }, target).map(({ label, rows }) => {
    const selected = columns.map((column) => {
      const { values } = column;
      return { ...column, values: Float64Array.from(rows, (row) => values[row]!) };
    });
    return { label, rows, sampled: { samples: rows.length, columns: selected } };
  });
}

/** The rows of every class, ascending, by ascending label; throws as {@link samplesByClass}. */
export function rowsByClass(
  { samples }: Pick<Variables, "samples">,
  target: DiscreteTarget,
): { readonly label: number; readonly rows: Uint32Array }[] {
  requireLabelled({ samples }, target);
  const { labels, classes } = target;
  const counts = labels.map(() => 0);
  for (const index of classes) counts[index]!++;
  const small = counts.findIndex((count) => count < 2);
  if (small >= 0) throw new TooFewSamplesError(counts[small]!, 1, labels[small]!);
  const all = counts.map((count) => new Uint32Array(count));
  const found = counts.map(() => 0);
  classes.forEach((index, row) => all[index]![found[index]!++] = row);
  return all.map((rows, index) => ({ label: labels[index]!, rows }));
}
