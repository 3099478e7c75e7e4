/**
 * H = ½ ln |C| + (k/2)(1 + ln 2π), the differential entropy of k Gaussian variables, and its bias
 * b(k, N) = ½ [ k ln(2/(N−1)) + Σ_{i=1..k} ψ((N−i)/2) ]: half the expected ln |W/(N−1)| of a Wishart
 * matrix W of k variables with N − 1 degrees of freedom and unit covariance.
 */
import { ok, strictEqual as equal, throws } from "node:assert/strict";
import digamma from "@stdlib/math-base-special-digamma";
import fc from "fast-check";
import { determinant, Matrix } from "ml-matrix";
import {
  copulaNormalise,
  covariance,
  entropyBias,
  gaussianEntropy,
  InformationError,
} from "../../lib/information/mod.ts";
import { columns, covariances } from "./matrices.ts";
import { bits, close, columnsOf, features, reference } from "./reference.ts";

const { gcmi_python, gcmi_matlab } = reference;

for (
  const [data, samples] of Object.entries({ raw: features, copnorm: copulaNormalise(features) })
) {
  for (const biasCorrected of [false, true]) {
    const block = `${data}_x_${biasCorrected ? "biascorrected" : "uncorrected"}`;
    Deno.test(`entropies are gcmi's ent_g, ${block}`, () => {
      const numbers = Object.entries(gcmi_python.ent_g_bits).find(([key]) => key === block)![1];
      const estimated = covariance(samples);
      for (const [key, expected] of Object.entries(numbers)) {
        const actual = bits(gaussianEntropy(estimated, columnsOf(key), { biasCorrected }));
        close(actual, expected, biasCorrected ? 1e-9 : 1e-10, key);
      }
    });
  }
}

Deno.test("bias correction is the default; the joint entropy is MATLAB gcmi's", () => {
  const estimated = covariance(copulaNormalise(features));
  close(bits(gaussianEntropy(estimated, [0, 1, 2, 3, 4, 5])), gcmi_matlab.ent_g_all, 1e-9);
});

Deno.test("the entropy follows from the determinant, in any order of the columns", () => {
  fc.assert(
    fc.property(covariances(1, 6), (known) => {
      const { columnCount, values } = known;
      const size = Math.log(determinant(Matrix.from1DArray(columnCount, columnCount, values)));
      const expected = (size + columnCount * (1 + Math.log(2 * Math.PI))) / 2;
      close(gaussianEntropy(known, columns(known)), expected, 1e-11);
      close(gaussianEntropy(known, columns(known).reverse()), expected, 1e-11);
    }),
    { seed: 1 },
  );
});

Deno.test("columns that do not exist, repeat or are missing are refused; so are unknown options", () => {
  const estimated = covariance(features);
  const refused = (columns: number[], message: RegExp, options = "{}") =>
    throws(
      () => gaussianEntropy(estimated, columns, JSON.parse(options)),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused([], /At least one column/);
  refused([6], /integers in 0\.\.5, got 6/);
  refused([-1], /got -1/);
  refused([0.5], /got 0\.5/);
  refused([1, 2, 1], /Column 1 occurs twice/);
  refused([0], /no option "bias"; it takes biasCorrected/, '{"bias": true}');
});

Deno.test("ψ is SciPy's to 1e-9", () => {
  for (const [x, psi] of reference.special_functions.psi) close(digamma(x), psi, 1e-9, `ψ(${x})`);
});

Deno.test("the bias is that of gcmi for 200 samples, to 1e-9", () => {
  for (const [variables, bias] of reference.special_functions.bias_ent_nats_N200) {
    close(entropyBias(variables, 200), bias, 1e-9, `b(${variables}, 200)`);
  }
});

Deno.test("one variable of three samples: ½ (ln 1 + ψ(1)) = −γ/2", () => {
  close(entropyBias(1, 3), -0.5772156649015329 / 2, 1e-15);
});

Deno.test("no variables and exactly known covariances have no bias, and it fades with N", () => {
  equal(entropyBias(0, 10), 0);
  equal(entropyBias(5, Infinity), 0);
  ok(entropyBias(5, 1e6) < 0 && entropyBias(5, 1e6) > -1e-4);
});
