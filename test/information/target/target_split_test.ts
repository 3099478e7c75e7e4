/**
 * Ω(X, y) = Ω(X) + Δ with Δ = (1−k) I(X; y) + Σ_j I(X₋ⱼ; y), for every encoding of y.
 *
 * With one-hot columns and one covariance of all samples, I(X; y) is −½ ln Λ with Wilks' Λ = |W|/|T|, the
 * determinants of the scatter within classes and in total: a second way to it.
 */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { determinant, Matrix } from "ml-matrix";
import {
  type ColumnsOf,
  gaussianSystem,
  InformationError,
  modelMutualInformation,
  oInformation,
  targetSplit,
} from "../../../lib/information/mod.ts";
import { close, columnsOf, features, reference, target } from "../reference.ts";

const { multiplets_x, multiplets_x_and_label_stable } = reference.thoi;

Deno.test("copula: total and features' part are THOI's", () => {
  const system = gaussianSystem(features, target);
  for (const biasCorrected of [true, false]) {
    const correction = biasCorrected ? "biascorrected" : "uncorrected";
    const tolerance = biasCorrected ? 1e-9 : 1e-10;
    for (const [key, numbers] of Object.entries(multiplets_x_and_label_stable)) {
      const multiplet = columnsOf(key).slice(0, -1);
      const split = targetSplit(system, multiplet, { biasCorrected });
      close(split.oInformation, numbers[correction].o, tolerance, key);
      const alone = multiplets_x[multiplet.join()];
      const expected = alone === undefined ? 0 : alone[correction].o; // Pairs have none.
      close(split.featuresOInformation, expected, tolerance, key);
    }
  }
});

const multiplets: ColumnsOf[][] = [[2], [0, 1], [0, 1, 3], [[0, 5], 1, [3, 4]], [0, 1, 2, 3, 4, 5]];

for (const encoding of ["copula", "one-hot"] as const) {
  Deno.test(`${encoding}: the total is Ω of the variables and the target's block`, () => {
    const system = gaussianSystem(features, target, { encoding });
    ok(system.target.encoding === encoding);
    for (const multiplet of multiplets) {
      for (const biasCorrected of [true, false]) {
        const split = targetSplit(system, multiplet, { biasCorrected });
        const total = oInformation(system.covariance, [...multiplet, system.target.block], {
          biasCorrected,
        });
        close(split.oInformation, total, 1e-12, `${multiplet}`);
        equal(split.oInformation, split.featuresOInformation + split.targetContribution);
      }
    }
  });
}

Deno.test("one-hot: I(X; y) = −½ ln(|W|/|T|)", () => {
  const system = gaussianSystem(features, target, { encoding: "one-hot" });
  const model = gaussianSystem(features, target, { encoding: "model" });
  ok(model.target.encoding === "model");
  const { overall, classes } = model.target.gaussians;
  const within = classes.reduce(
    (sum, { covariance: { values, samples } }) =>
      sum.add(Matrix.from1DArray(6, 6, values).mul(samples - 1)),
    Matrix.zeros(6, 6),
  );
  const scatter = Matrix.from1DArray(6, 6, overall.values).mul(199);
  for (const columns of [[0], [0, 3], [0, 1, 2, 3, 4, 5]]) {
    const [w, t] = [within, scatter].map((m) => determinant(m.selection(columns, columns)));
    const { targetInformation } = targetSplit(system, columns, { biasCorrected: false });
    close(targetInformation, -Math.log(w! / t!) / 2, 1e-12, `${columns}`);
  }
});

Deno.test("model: Δ = (1−k) I(X; y) + Σ I(X₋ⱼ; y), I from the class-conditional Gaussians", () => {
  const system = gaussianSystem(features, target, { encoding: "model" });
  ok(system.target.encoding === "model");
  const { gaussians } = system.target;
  for (const biasCorrected of [true, false]) {
    const information = (block: number[]) =>
      modelMutualInformation(gaussians, block, { biasCorrected });
    const split = targetSplit(system, [0, [1, 5], 3], { biasCorrected });
    const expected = -2 * information([0, 1, 3, 5]) + information([1, 3, 5]) +
      information([0, 3]) + information([0, 1, 5]);
    close(split.targetContribution, expected, 1e-12);
    close(split.targetInformation, information([0, 1, 3, 5]), 1e-13);
    close(
      split.featuresOInformation,
      oInformation(gaussians.overall, [0, [1, 5], 3], { biasCorrected }),
      1e-13,
    );
  }
});

Deno.test("none: the total is the features' part", () => {
  const split = targetSplit(gaussianSystem(features, target, { encoding: "none" }), [0, 1, 3]);
  equal(split.oInformation, split.featuresOInformation);
  deepEqual([split.targetContribution, split.targetInformation, split.warnings], [0, 0, []]);
});

Deno.test("the columns of the target are no features", () => {
  const system = gaussianSystem(features, target);
  const refused = (variables: ColumnsOf[], message: RegExp, options = "{}") =>
    throws(
      () => targetSplit(system, variables, JSON.parse(options)),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused([0, 6], /integers in 0\.\.5, got 6/);
  refused([], /At least one column/);
  refused([[0, 1], 1], /Column 1 occurs twice/);
  refused([0, 1], /targetSplit has no option "unit"/, '{"unit": "bits"}');
});
