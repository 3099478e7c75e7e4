/**
 * I(A; B | y) = Σ_c p_c I(A; B | y = c), each class normalised by itself.
 */
import { strictEqual as equal, throws } from "node:assert/strict";
import {
  classGaussians,
  copulaNormaliseWithinClasses,
  InformationError,
  labelConditionalMutualInformation,
  mutualInformation,
} from "../../lib/information/mod.ts";
import { bits, close, features, reference, target } from "./reference.ts";

const gaussians = classGaussians(copulaNormaliseWithinClasses(features, target), target);

Deno.test("information given the label is gcmi's, as mean over classes and pooled", () => {
  const numbers = reference.gcmi_python.gccmi_ccd_bits;
  equal(numbers.length, 6);
  for (const { x, y, CMI_given_label, pooled_I } of numbers) {
    const what = `I(${x}; ${y} | label)`;
    const mean = labelConditionalMutualInformation(gaussians, x, y);
    close(bits(mean), CMI_given_label, 1e-9, what);
    const pooled = labelConditionalMutualInformation(gaussians, x, y, { pooled: true });
    close(bits(pooled), pooled_I, 1e-9, `${what}, pooled`);
  }
});

Deno.test("without bias correction, and with unknown options", () => {
  const options = { biasCorrected: false };
  const expected = gaussians.classes.reduce(
    (sum, { probability, covariance }) =>
      sum + probability * mutualInformation(covariance, 0, [1, 3], options),
    0,
  );
  close(labelConditionalMutualInformation(gaussians, 0, [1, 3], options), expected, 1e-14);
  throws(
    () => labelConditionalMutualInformation(gaussians, 0, 1, JSON.parse('{"pool": true}')),
    (error) => error instanceof InformationError && /no option "pool"/.test(error.message),
  );
});
