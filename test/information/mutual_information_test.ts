/**
 * I(A; B) = H(A) + H(B) − H(A, B); of two columns with correlation ρ, −½ ln(1 − ρ²).
 */
import { ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import {
  copulaNormalise,
  covariance,
  covarianceFromMatrix,
  InformationError,
  mutualInformation,
} from "../../lib/information/mod.ts";
import { columns, covariances, independentGroups } from "./matrices.ts";
import { bits, close, features, reference } from "./reference.ts";

const raw = covariance(features);
const normalised = covariance(copulaNormalise(features));

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
      const right = columns(other).map((column) => known.order + column);
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
