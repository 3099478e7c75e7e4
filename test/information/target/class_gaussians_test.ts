import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import {
  classGaussians,
  covariance,
  DegenerateColumnsError,
  discreteTarget,
  TooFewSamplesError,
} from "../../../lib/information/mod.ts";
import { variablesOf } from "../reference.ts";

Deno.test("each class has its mean, its covariance with n_c − 1, its share and its label", () => {
  const samples = variablesOf([[1, 10, 3, 20, 60], [0, 1, 4, 2, 3]], ["a", "b"]);
  const { overall, classes } = classGaussians(samples, discreteTarget([2, 7, 2, 7, 7]));
  deepEqual(overall, covariance(samples));
  deepEqual(classes.map(({ label, probability }) => [label, probability]), [[2, 0.4], [7, 0.6]]);
  deepEqual(classes.map(({ mean }) => [...mean]), [[2, 2], [30, 2]]);
  deepEqual(classes[0]!.covariance, {
    ...covariance(variablesOf([[1, 3], [0, 4]], ["a", "b"])),
    label: 2,
  });
  deepEqual([...classes[1]!.covariance.values], [700, 25, 25, 1]);
  equal(classes[1]!.covariance.samples, 3);
});

Deno.test("a class of one sample and non-finite values are refused", () => {
  throws(
    () => classGaussians(variablesOf([[1, 2, 3]]), discreteTarget([0, 0, 5])),
    (error) => error instanceof TooFewSamplesError && error.label === 5,
  );
  throws(
    () => classGaussians(variablesOf([[1, NaN, 3, 4]]), discreteTarget([0, 0, 1, 1])),
    DegenerateColumnsError,
  );
});
