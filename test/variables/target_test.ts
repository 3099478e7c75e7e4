/**
 * H(y) = −Σ p_c ln p_c; ln C for C equally frequent classes.
 */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { classGaussians, modelMutualInformation } from "../../lib/information/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import {
  discreteTarget,
  InformationError,
  oneAgainstRest,
  renameClasses,
  targetEntropy,
} from "../../lib/variables/mod.ts";
import { close, features, reference, target } from "../information/reference.ts";

Deno.test("labels become class indices in the order of the labels", () => {
  const { labels, classes, counts } = discreteTarget(Int32Array.of(30, -5, 30, 7, -5, 30));
  deepEqual(labels, [-5, 7, 30]);
  deepEqual([...classes], [2, 0, 2, 1, 0, 2]);
  deepEqual(counts, [2, 1, 3]);
  deepEqual(discreteTarget(reference.data.label).counts, [62, 75, 63]);
});

Deno.test("the entropy of equally frequent classes is ln C, of one class 0", () => {
  close(targetEntropy(discreteTarget([0, 1, 2, 3, 4, 4, 3, 2, 1, 0])), Math.log(5), 1e-15);
  equal(targetEntropy(discreteTarget([3, 3, 3])), 0);
  close(targetEntropy(discreteTarget([0, 0, 0, 1])), 0.5623351446188083, 1e-15);
});

Deno.test("labels that are no integers, or none, are refused with their place", () => {
  const refused = (labels: number[], message: RegExp) =>
    throws(
      () => discreteTarget(labels),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused([0, 1.5], /integers, got 1\.5 for sample 1/);
  refused([NaN], /got NaN for sample 0/);
  refused([], /at least one label, got none/);
});

Deno.test("renaming permutes labels: the same groups of samples, other numbers, seeded", () => {
  const labels = [3, 8, 8, 5, 3, 5, 5];
  const seen = new Set<string>();
  for (let seed = 0; seed < 60; seed++) {
    const { labels: numbers, classes } = renameClasses(discreteTarget(labels), randomSource(seed));
    const renamed = Array.from(classes, (index) => numbers[index]!);
    deepEqual([...new Set(renamed)].sort(), [3, 5, 8]);
    equal(new Set(labels.map((label, i) => `${label}→${renamed[i]}`)).size, 3);
    seen.add(renamed.join());
  }
  equal(seen.size, 6);
  deepEqual(
    renameClasses(target, randomSource(1)),
    renameClasses(target, randomSource(1)),
  );
});

Deno.test("information about the classes does not depend on their names", () => {
  const renamed = renameClasses(target, randomSource(4));
  close(targetEntropy(renamed), targetEntropy(target), 1e-14);
  close(
    modelMutualInformation(classGaussians(features, renamed), [0, 3]),
    modelMutualInformation(classGaussians(features, target), [0, 3]),
    1e-13,
  );
});

Deno.test("one class against the rest", () => {
  const { labels, classes } = oneAgainstRest(discreteTarget([7, 2, 7, 9]), 7);
  deepEqual([labels, [...classes]], [[0, 1], [1, 0, 1, 0]]);
  throws(
    () => oneAgainstRest(target, 5),
    (error) =>
      error instanceof InformationError &&
      error.message === "No sample has label 5; the labels are 0, 1, 2",
  );
});
