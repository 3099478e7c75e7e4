import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import fc from "fast-check";
import { DatasetError } from "../../lib/data/dataset.ts";
import { rowsByClass, stratifiedSplit } from "../../lib/data/parts.ts";

/** `counts[c]` rows of class c, classes taking turns as long as they last. */
function labelsOf(counts: readonly number[]): Uint8Array {
  const left = [...counts];
  const labels: number[] = [];
  while (left.some((n) => n > 0)) {
    left.forEach((n, label) => n > 0 && (labels.push(label), left[label]!--));
  }
  return Uint8Array.from(labels);
}

const countPerClass = (rows: number[], labels: Uint8Array, classes: number) =>
  rowsByClass(Uint8Array.from(rows, (row) => labels[row]!), classes).map((group) => group.length);

Deno.test("any split is a partition in which each class has its share, rounded up or down", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 8 }),
      fc.nat({ max: 1_000 }),
      fc.nat(),
      (counts, part, seed) => {
        const labels = labelsOf(counts);
        const testCount = part % (labels.length + 1);
        const { train, test } = stratifiedSplit(labels, counts.length, testCount, seed);
        equal(test.length, testCount);
        deepEqual([...train, ...test].sort((a, b) => a - b), [...labels.keys()]);
        countPerClass(test, labels, counts.length).forEach((share, label) => {
          const exact = labels.length ? counts[label]! * testCount / labels.length : 0;
          ok(Math.abs(share - exact) < 1, `class ${label}: ${share} of ${exact}`);
        });
      },
    ),
    { seed: 3, numRuns: 300 },
  );
});

Deno.test("largest remainders get the rows that rounding down leaves; ties go to lower classes", () => {
  // Shares of 4: 4·5/12 = 1.67, 4·4/12 = 1.33, 4·3/12 = 1; the one row left goes to class 0.
  const uneven = labelsOf([5, 4, 3]);
  deepEqual(countPerClass(stratifiedSplit(uneven, 3, 4, 1).test, uneven, 3), [2, 1, 1]);
  const even = labelsOf([5, 5, 5]);
  deepEqual(countPerClass(stratifiedSplit(even, 3, 5, 1).test, even, 3), [2, 2, 1]);
});

Deno.test("the seed decides, and each class is shuffled whatever the others hold", () => {
  const labels = labelsOf([30, 30]);
  deepEqual(stratifiedSplit(labels, 2, 20, 1), stratifiedSplit(labels, 2, 20, 1));
  notDeepEqual(stratifiedSplit(labels, 2, 20, 1), stratifiedSplit(labels, 2, 20, 2));
  const { test } = stratifiedSplit(labels, 2, 20, 1);
  const ofClass = (label: number) =>
    test.filter((row) => labels[row] === label).map((row) => row >> 1).sort((a, b) => a - b);
  notDeepEqual(ofClass(0), ofClass(1));
  notDeepEqual(ofClass(0), [20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
});

Deno.test("classes are mixed in both parts", () => {
  const labels = labelsOf([200, 200]);
  const { train, test } = stratifiedSplit(labels, 2, 200, 1);
  for (const rows of [train, test]) {
    const ones = rows.slice(0, 100).filter((row) => labels[row] === 1).length;
    ok(ones > 30 && ones < 70, `${ones} of the first 100`);
  }
});

Deno.test("a test count that is no part of the rows", () => {
  for (const testCount of [-1, 1.5, 5, NaN]) {
    throws(() => stratifiedSplit(labelsOf([4]), 1, testCount, 1), DatasetError);
  }
});
