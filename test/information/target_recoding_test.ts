import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import {
  classGaussians,
  discreteTarget,
  InformationError,
  modelMutualInformation,
  oneAgainstRest,
  renameClasses,
  targetEntropy,
} from "../../lib/information/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { close, features, target } from "./reference.ts";

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
