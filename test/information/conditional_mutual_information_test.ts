/**
 * I(A; B | C) = H(A, C) + H(B, C) − H(A, B, C) − H(C); chain rule I(A; B, C) = I(A; C) + I(A; B | C).
 */
import { strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import {
  conditionalMutualInformation,
  copulaNormalise,
  covariance,
  InformationError,
  mutualInformation,
} from "../../lib/information/mod.ts";
import { covariances } from "./matrices.ts";
import { bits, close, features, reference } from "./reference.ts";

const estimated = covariance(copulaNormalise(features));

Deno.test("conditional information is gcmi's (Python), with and without bias correction", () => {
  const numbers = reference.gcmi_python.gccmi_ccc_bits;
  equal(numbers.length, 6);
  for (const { x, y, z, ...expected } of numbers) {
    const what = `I(${x}; ${y} | ${z})`;
    const corrected = conditionalMutualInformation(estimated, x, y, z);
    close(bits(corrected), expected.gccmi_ccc_biascorrected, 1e-9, what);
    const plain = conditionalMutualInformation(estimated, x, y, z, { biasCorrected: false });
    close(bits(plain), expected.cmi_ggg_copnorm_uncorrected, 1e-10, what);
  }
});

Deno.test("conditional information is gcmi's (MATLAB)", () => {
  const actual = conditionalMutualInformation(estimated, 0, 1, 3);
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
    () => conditionalMutualInformation(estimated, 0, 1, [2, 0]),
    (error) => error instanceof InformationError && /Column 0 occurs twice/.test(error.message),
  );
  throws(
    () => conditionalMutualInformation(estimated, 0, 1, 2, JSON.parse('{"bias": 1}')),
    (error) => error instanceof InformationError && /no option "bias"/.test(error.message),
  );
});
