/**
 * ANOVA: I(X; y) = H(X) − Σ_c p_c H(X | c). Two classes at ±m with unit variance inside give
 * H(X) − H(X | c) = ½ ln(1 + m²), which exceeds ln 2 for m > √3.
 *
 * Mixture: H(X) at the sigma points m_c ± √D·(columns of the lower Cholesky factor L). With C = L·Lᵀ
 * every point lies at squared distance (x−m)ᵀC⁻¹(x−m) = D, so a single class has H(X) = H(X | c) and
 * informs about nothing; the rows of L would not do. Classes that do not overlap give H(y).
 */
import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import {
  classGaussians,
  copulaNormalise,
  copulaNormaliseWithinClasses,
  covarianceFromMatrix,
  DegenerateColumnsError,
  discreteTarget,
  InformationError,
  mixtureMutualInformation,
  modelMutualInformation,
  NotPositiveDefiniteError,
  targetEntropy,
  targetInformation,
  type TieOptions,
  TooFewSamplesError,
} from "../../../lib/information/mod.ts";
import { randomSource } from "../../../lib/system/random/mod.ts";
import { bits, close, features, reference, target, variablesOf, withValues } from "../reference.ts";

const numbers = reference.gcmi_python.mi_with_label_bits;
const variables = numbers.map(({ x }) => x);
const raw = classGaussians(features, target);
const normalised = classGaussians(copulaNormalise(features), target);
const placed = classGaussians(
  copulaNormaliseWithinClasses(features, target, { scaling: "robust" }),
  target,
);

Deno.test("from samples to information: gcmi_model_cd (default) and gcmi_mixture_cd", () => {
  const model = targetInformation(features, target, variables);
  const mixture = targetInformation(features, target, variables, { method: "mixture" });
  numbers.forEach((expected, i) => {
    close(bits(model.information[i]!), expected.gcmi_model_cd_biascorrected, 1e-9);
    close(
      bits(mixture.information[i]!),
      expected.gcmi_mixture_cd_sigma_points_as_in_matlab,
      1e-10,
    );
  });
  equal(model.targetEntropy, targetEntropy(target));
  deepEqual([model.warnings, mixture.warnings], [[], []]);
});

Deno.test("without bias correction", () => {
  const { information } = targetInformation(features, target, variables, { biasCorrected: false });
  numbers.forEach((expected, i) =>
    close(bits(information[i]!), expected.mi_model_gd_copnorm_uncorrected_demeanedTrue, 1e-10)
  );
});

Deno.test("single columns may be given as numbers; ties go by the rule asked for", () => {
  const tied = variablesOf(reference.data.x.slice(0, 4).map((x) => x.map(Math.round)));
  for (const method of ["model", "mixture"] as const) {
    const information = (options: TieOptions) =>
      targetInformation(tied, target, [0, 3], { method, ...options }).information;
    deepEqual(information({}), information({ ties: "index" }));
    notDeepEqual(information({}), information({ ties: "average" }));
    const random = () => information({ ties: "random", random: randomSource(1) });
    deepEqual(random(), random());
    notDeepEqual(random(), information({}));
  }
});

Deno.test("the model can exceed H(y), and says so; the mixture cannot", () => {
  // Two clusters far apart, told apart by the label entirely; after the copula, narrow within classes.
  const values = Array.from({ length: 400 }, (_, i) => (i % 4) * 100 + Math.sin(i));
  const label = discreteTarget(values.map((_, i) => i % 4 < 2 ? 0 : 1));
  const exact = discreteTarget(values.map((_, i) => i % 4));
  const far = values.map((value, i) => value + 40 * Math.cos(i));
  const samples = variablesOf([values, far], ["near", "far"]);
  const { warnings, information, targetEntropy } = targetInformation(samples, exact, [[0, 1], 1]);
  ok(information[0]! > targetEntropy && information[1]! < targetEntropy);
  equal(warnings.length, 1);
  ok(
    /^near, far: the estimate \d\.\d{3} bits of I\(X; y\) exceeds H\(y\) = 2\.000 bits/.test(
      warnings[0]!,
    ),
  );
  const mixture = targetInformation(samples, label, [[0, 1], 0, 1], { method: "mixture" });
  deepEqual(mixture.warnings, []);
});

Deno.test("what cannot be estimated is refused", () => {
  const refused = (options: string, message: RegExp, variables: number[] = [0]) =>
    throws(
      () => targetInformation(features, target, variables, JSON.parse(options)),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused('{"kind": "model"}', /no option "kind"; it takes method, biasCorrected, ties, random/);
  refused('{"method": "anova"}', /method must be one of model, mixture, got anova/);
  refused('{"method": "mixture", "biasCorrected": true}', /"mixture" has no bias correction/);
  refused("{}", /integers in 0\.\.5, got 6/, [6]);
  throws(
    () => targetInformation(variablesOf([[1, 1, 1, 1]]), discreteTarget([0, 0, 1, 1]), [0]),
    DegenerateColumnsError,
  );
});

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

Deno.test("model: a single class informs about nothing: exactly 0", () => {
  const one = classGaussians(features, discreteTarget(new Uint8Array(200)));
  equal(modelMutualInformation(one, [0, 2, 4]), 0);
});

Deno.test("model: a class that is too small, or singular, is named", () => {
  const samples = variablesOf([[1, 2, 3, 5, 9, 8], [3, 1, 2, 2, 7, 5]]);
  const small = classGaussians(samples, discreteTarget([0, 0, 0, 0, 4, 4]));
  throws(
    () => modelMutualInformation(small, [0, 1]),
    (error) =>
      error instanceof TooFewSamplesError && error.label === 4 && error.samples === 2 &&
      error.variables === 2,
  );
  const flat = variablesOf([[1, 2, 4, 1, 2, 4], [2, 4, 8, 1, 5, 2]], ["a", "b"]);
  const singular = classGaussians(flat, discreteTarget([3, 3, 3, 9, 9, 9]));
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

Deno.test("information about the label by the mixture is gcmi's (MATLAB)", () => {
  const numbers = reference.gcmi_matlab.mi_with_label_bits;
  equal(numbers.length, 13);
  for (const { x, gcmi_mixture_cd, mi_mixture_gd_raw } of numbers) {
    const what = `I(${x}; label)`;
    close(bits(mixtureMutualInformation(placed, x)), gcmi_mixture_cd, 1e-10, what);
    close(bits(mixtureMutualInformation(raw, x)), mi_mixture_gd_raw, 1e-10, what);
  }
});

Deno.test("and gcmi's (Python), for blocks with its sigma points corrected", () => {
  for (const { x, ...expected } of reference.gcmi_python.mi_with_label_bits) {
    const what = `I(${x}; label)`;
    const [normalised, plain] = [placed, raw].map((g) => bits(mixtureMutualInformation(g, x)));
    close(normalised!, expected.gcmi_mixture_cd_sigma_points_as_in_matlab, 1e-10, what);
    close(plain!, expected.mi_mixture_gd_raw_sigma_points_as_in_matlab, 1e-10, what);
    if (x.length === 1) { // The shipped release is right for single columns.
      close(normalised!, expected.gcmi_mixture_cd_python_as_shipped, 1e-10, what);
      close(plain!, expected.mi_mixture_gd_raw_python_as_shipped, 1e-10, what);
    }
  }
});

Deno.test("mixture: a single class informs about nothing", () => {
  const { set, sigma_points_as_in_matlab } = reference.gcmi_python.one_class_check_bits;
  const one = classGaussians(features, discreteTarget(new Uint8Array(200)));
  close(bits(mixtureMutualInformation(one, set)), sigma_points_as_in_matlab, 1e-10);
});

Deno.test("mixture: scales do not matter, also where all densities underflow", () => {
  const huge = withValues(features, (value) => value * 1e60);
  const block = [0, 1, 2, 3, 4, 5];
  const scaled = mixtureMutualInformation(classGaussians(huge, target), block);
  close(scaled, mixtureMutualInformation(raw, block), 1e-10);
});

Deno.test("mixture: classes far apart: H(y)", () => {
  const values = Array.from({ length: 30 }, (_, i) => Math.sin(i) + (i % 3) * 1e6);
  const label = discreteTarget(values.map((_, i) => i % 3));
  const gaussians = classGaussians(variablesOf([values]), label);
  close(mixtureMutualInformation(gaussians, 0), targetEntropy(label), 1e-9);
});

Deno.test("mixture: a class that is too small is named", () => {
  const samples = variablesOf([[1, 2, 3, 5, 9, 8], [3, 1, 2, 2, 7, 5]]);
  const gaussians = classGaussians(samples, discreteTarget([0, 0, 0, 0, 4, 4]));
  throws(
    () => mixtureMutualInformation(gaussians, [0, 1]),
    (error) => error instanceof TooFewSamplesError && error.label === 4,
  );
});
