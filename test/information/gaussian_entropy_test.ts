/**
 * H = ½ ln |C| + (k/2)(1 + ln 2π), the differential entropy of k Gaussian variables.
 */
import { throws } from "node:assert/strict";
import fc from "fast-check";
import { determinant, Matrix } from "ml-matrix";
import {
  copulaNormalise,
  covariance,
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
      const { order, values } = known;
      const size = Math.log(determinant(Matrix.from1DArray(order, order, values)));
      const expected = (size + order * (1 + Math.log(2 * Math.PI))) / 2;
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
