/**
 * I(A; B) = H(A) + H(B) − H(A, B); of two columns with correlation ρ, −½ ln(1 − ρ²).
 * I(A; B | C) = H(A, C) + H(B, C) − H(A, B, C) − H(C); chain rule I(A; B, C) = I(A; C) + I(A; B | C).
 * I(A; B | y) = Σ_c p_c I(A; B | y = c), each class normalised by itself.
 */
import { ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import {
  classGaussians,
  conditionalMutualInformation,
  copulaNormalise,
  copulaNormaliseWithinClasses,
  covariance,
  covarianceFromMatrix,
  InformationError,
  labelConditionalMutualInformation,
  mutualInformation,
} from "../../lib/information/mod.ts";
import { columns, covariances, independentGroups } from "./matrices.ts";
import { bits, close, features, reference, target } from "./reference.ts";

const raw = covariance(features);
const normalised = covariance(copulaNormalise(features));
const withinClasses = classGaussians(copulaNormaliseWithinClasses(features, target), target);

Deno.test("information between blocks is gcmi's (Python), raw and copula, with and without bias", () => {
  const numbers = reference.gcmi_python.gcmi_cc_bits;
  equal(numbers.length, 10);
  for (const { x, y, ...expected } of numbers) {
    const what = `I(${x}; ${y})`;
    const plain = { biasCorrected: false };
    close(bits(mutualInformation(normalised, x, y)), expected.gcmi_cc_biascorrected, 1e-9, what);
    close(
      bits(mutualInformation(normalised, x, y, plain)),
      expected.mi_gg_copnorm_uncorrected,
      1e-10,
      what,
    );
    close(bits(mutualInformation(raw, x, y)), expected.mi_gg_raw_biascorrected, 1e-9, what);
    close(bits(mutualInformation(raw, x, y, plain)), expected.mi_gg_raw_uncorrected, 1e-10, what);
  }
});

Deno.test("information between blocks is gcmi's (MATLAB)", () => {
  const { gcmi_cc_01_3 } = reference.gcmi_matlab;
  close(bits(mutualInformation(normalised, [0, 1], 3)), gcmi_cc_01_3, 1e-9);
});

Deno.test("two columns: −½ ln(1 − ρ²)", () => {
  fc.assert(
    fc.property(fc.double({ min: -0.99, max: 0.99, noNaN: true }), (rho) => {
      const pair = covarianceFromMatrix(Float64Array.of(4, 2 * rho, 2 * rho, 1), Infinity);
      close(mutualInformation(pair, 0, 1), -Math.log1p(-rho * rho) / 2, 1e-13);
    }),
    { seed: 1 },
  );
});

Deno.test("symmetric, 0 between independent groups, and never less with more columns", () => {
  fc.assert(
    fc.property(covariances(3, 5), covariances(1, 3), (known, other) => {
      const one = mutualInformation(known, 0, 1);
      close(mutualInformation(known, 1, 0), one, 1e-13);
      ok(mutualInformation(known, 0, [1, 2]) >= one - 1e-13);
      const both = independentGroups(known, other);
      const right = columns(other).map((column) => known.columnCount + column);
      close(mutualInformation(both, columns(known), right), 0, 1e-12);
    }),
    { seed: 1 },
  );
});

Deno.test("blocks with a common column and unknown options are refused", () => {
  throws(
    () => mutualInformation(raw, [0, 1], [1, 2]),
    (error) => error instanceof InformationError && /Column 1 occurs twice/.test(error.message),
  );
  throws(
    () => mutualInformation(raw, 0, 1, JSON.parse('{"bias": 1}')),
    (error) => error instanceof InformationError && /no option "bias"/.test(error.message),
  );
});

Deno.test("conditional information is gcmi's (Python), with and without bias correction", () => {
  const numbers = reference.gcmi_python.gccmi_ccc_bits;
  equal(numbers.length, 6);
  for (const { x, y, z, ...expected } of numbers) {
    const what = `I(${x}; ${y} | ${z})`;
    const corrected = conditionalMutualInformation(normalised, x, y, z);
    close(bits(corrected), expected.gccmi_ccc_biascorrected, 1e-9, what);
    const plain = conditionalMutualInformation(normalised, x, y, z, { biasCorrected: false });
    close(bits(plain), expected.cmi_ggg_copnorm_uncorrected, 1e-10, what);
  }
});

Deno.test("conditional information is gcmi's (MATLAB)", () => {
  const actual = conditionalMutualInformation(normalised, 0, 1, 3);
  close(bits(actual), reference.gcmi_matlab.gccmi_ccc_0_1_3, 1e-9);
});

Deno.test("chain rule", () => {
  fc.assert(
    fc.property(covariances(5, 6), (known) => {
      const chained = mutualInformation(known, [0, 1], [3, 4]) +
        conditionalMutualInformation(known, [0, 1], 2, [3, 4]);
      close(mutualInformation(known, [0, 1], [2, 3, 4]), chained, 1e-12);
    }),
    { seed: 1 },
  );
});

Deno.test("a condition that shares a column with a block, and unknown options, are refused", () => {
  throws(
    () => conditionalMutualInformation(normalised, 0, 1, [2, 0]),
    (error) => error instanceof InformationError && /Column 0 occurs twice/.test(error.message),
  );
  throws(
    () => conditionalMutualInformation(normalised, 0, 1, 2, JSON.parse('{"bias": 1}')),
    (error) => error instanceof InformationError && /no option "bias"/.test(error.message),
  );
});

Deno.test("information given the label is gcmi's, as mean over classes and pooled", () => {
  const numbers = reference.gcmi_python.gccmi_ccd_bits;
  equal(numbers.length, 6);
  for (const { x, y, CMI_given_label, pooled_I } of numbers) {
    const what = `I(${x}; ${y} | label)`;
    const mean = labelConditionalMutualInformation(withinClasses, x, y);
    close(bits(mean), CMI_given_label, 1e-9, what);
    const pooled = labelConditionalMutualInformation(withinClasses, x, y, { pooled: true });
    close(bits(pooled), pooled_I, 1e-9, `${what}, pooled`);
  }
});

Deno.test("given the label without bias correction, and with unknown options", () => {
  const options = { biasCorrected: false };
  const expected = withinClasses.classes.reduce(
    (sum, { probability, covariance }) =>
      sum + probability * mutualInformation(covariance, 0, [1, 3], options),
    0,
  );
  close(labelConditionalMutualInformation(withinClasses, 0, [1, 3], options), expected, 1e-14);
  throws(
    () => labelConditionalMutualInformation(withinClasses, 0, 1, JSON.parse('{"pool": true}')),
    (error) => error instanceof InformationError && /no option "pool"/.test(error.message),
  );
});
