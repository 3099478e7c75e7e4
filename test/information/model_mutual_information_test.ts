/**
 * ANOVA: I(X; y) = H(X) − Σ_c p_c H(X | c). Two classes at ±m with unit variance inside give
 * H(X) − H(X | c) = ½ ln(1 + m²), which exceeds ln 2 for m > √3.
 */
import { strictEqual as equal, throws } from "node:assert/strict";
import {
  classGaussians,
  ClassTooSmallError,
  copulaNormalise,
  covarianceFromMatrix,
  discreteTarget,
  InformationError,
  modelMutualInformation,
  NotPositiveDefiniteError,
} from "../../lib/information/mod.ts";
import { bits, close, features, fromColumns, reference, target } from "./reference.ts";

const raw = classGaussians(features, target);
const normalised = classGaussians(copulaNormalise(features), target);

Deno.test("information about the label by the model is gcmi's (Python)", () => {
  const numbers = reference.gcmi_python.mi_with_label_bits;
  equal(numbers.length, 13);
  for (const { x, ...expected } of numbers) {
    const what = `I(${x}; label)`;
    const corrected = bits(modelMutualInformation(normalised, x));
    close(corrected, expected.gcmi_model_cd_biascorrected, 1e-9, what);
    const plain = bits(modelMutualInformation(normalised, x, { biasCorrected: false }));
    close(plain, expected.mi_model_gd_copnorm_uncorrected_demeanedTrue, 1e-10, what);
    const unnormalised = bits(modelMutualInformation(raw, x));
    close(unnormalised, expected.mi_model_gd_raw_biascorrected, 1e-9, what);
  }
});

Deno.test("information about the label by the model is gcmi's (MATLAB)", () => {
  const numbers = reference.gcmi_matlab.mi_with_label_bits;
  equal(numbers.length, 13);
  for (const { x, gcmi_model_cd } of numbers) {
    close(bits(modelMutualInformation(normalised, x)), gcmi_model_cd, 1e-9, `I(${x}; label)`);
  }
});

Deno.test("classes at ±m with unit variance: ½ ln(1 + m²), whatever H(y) is", () => {
  const unit = covarianceFromMatrix(Float64Array.of(1), Infinity);
  for (const m of [0, 0.5, 1, 5]) {
    const classes = [-1, 1].map((sign) => ({
      label: sign,
      probability: 0.5,
      mean: Float64Array.of(sign * m),
      covariance: unit,
    }));
    const overall = covarianceFromMatrix(Float64Array.of(1 + m * m), Infinity);
    close(modelMutualInformation({ overall, classes }, 0), Math.log(1 + m * m) / 2, 1e-14);
  }
});

Deno.test("a single class informs about nothing: exactly 0", () => {
  const one = classGaussians(features, discreteTarget(new Uint8Array(200)));
  equal(modelMutualInformation(one, [0, 2, 4]), 0);
});

Deno.test("a class that is too small, or singular, is named", () => {
  const samples = fromColumns([[1, 2, 3, 5, 9, 8], [3, 1, 2, 2, 7, 5]]);
  const small = classGaussians(samples, discreteTarget([0, 0, 0, 0, 4, 4]));
  throws(
    () => modelMutualInformation(small, [0, 1]),
    (error) =>
      error instanceof ClassTooSmallError && error.label === 4 && error.samples === 2 &&
      error.variables === 2,
  );
  const flat = fromColumns([[1, 2, 4, 1, 2, 4], [2, 4, 8, 1, 5, 2]]);
  const singular = classGaussians(
    { ...flat, names: ["a", "b"] },
    discreteTarget([3, 3, 3, 9, 9, 9]),
  );
  throws(
    () => modelMutualInformation(singular, [0, 1]),
    (error) =>
      error instanceof NotPositiveDefiniteError && error.label === 3 && error.column.name === "b",
  );
  throws(
    () => modelMutualInformation(raw, 0, JSON.parse('{"bias": 1}')),
    (error) => error instanceof InformationError && /no option "bias"/.test(error.message),
  );
});
