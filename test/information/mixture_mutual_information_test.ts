/**
 * Mixture: H(X) at the sigma points m_c ± √D·(columns of the lower Cholesky factor L). With C = L·Lᵀ
 * every point lies at squared distance (x−m)ᵀC⁻¹(x−m) = D, so a single class has H(X) = H(X | c) and
 * informs about nothing; the rows of L would not do. Classes that do not overlap give H(y).
 */
import { strictEqual as equal, throws } from "node:assert/strict";
import {
  classGaussians,
  ClassTooSmallError,
  copulaNormaliseWithinClasses,
  discreteTarget,
  mixtureMutualInformation,
  targetEntropy,
} from "../../lib/information/mod.ts";
import { bits, close, features, fromColumns, reference, target } from "./reference.ts";

const raw = classGaussians(features, target);
const placed = classGaussians(
  copulaNormaliseWithinClasses(features, target, { place: "robust" }),
  target,
);

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

Deno.test("a single class informs about nothing", () => {
  const { set, sigma_points_as_in_matlab } = reference.gcmi_python.one_class_check_bits;
  const one = classGaussians(features, discreteTarget(new Uint8Array(200)));
  close(bits(mixtureMutualInformation(one, set)), sigma_points_as_in_matlab, 1e-10);
});

Deno.test("scales do not matter, also where all densities underflow", () => {
  const huge = { ...features, values: features.values.map((value) => value * 1e60) };
  const block = [0, 1, 2, 3, 4, 5];
  const scaled = mixtureMutualInformation(classGaussians(huge, target), block);
  close(scaled, mixtureMutualInformation(raw, block), 1e-10);
});

Deno.test("classes far apart: H(y)", () => {
  const values = Array.from({ length: 30 }, (_, i) => Math.sin(i) + (i % 3) * 1e6);
  const label = discreteTarget(values.map((_, i) => i % 3));
  const gaussians = classGaussians(fromColumns([values]), label);
  close(mixtureMutualInformation(gaussians, 0), targetEntropy(label), 1e-9);
});

Deno.test("a class that is too small is named", () => {
  const samples = fromColumns([[1, 2, 3, 5, 9, 8], [3, 1, 2, 2, 7, 5]]);
  const gaussians = classGaussians(samples, discreteTarget([0, 0, 0, 0, 4, 4]));
  throws(
    () => mixtureMutualInformation(gaussians, [0, 1]),
    (error) => error instanceof ClassTooSmallError && error.label === 4,
  );
});
