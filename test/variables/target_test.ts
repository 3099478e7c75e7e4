/**
 * H(y) = −Σ p_c ln p_c; ln C for C equally frequent classes.
 */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { discreteTarget, InformationError, targetEntropy } from "../../lib/information/mod.ts";
import { close, reference } from "./reference.ts";

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
