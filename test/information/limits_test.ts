/**
 * Three limits of Gaussian O-information with a target.
 *
 * 1. XOR-like structure is invisible to a Gaussian copula. x₁, x₂ standard normal and independent,
 *    y = [x₁x₂ > 0]: no pair is correlated, so Ω(x₁, x₂, y) = 0 with encoding copula. With model, each class has
 *    unit variances and E[x₁x₂ | y] = ±E|x₁|·E|x₂| = ±2/π, so I(x₁; y) = I(x₂; y) = 0,
 *    I(x₁, x₂; y) = −½ ln(1 − 4/π²) and Δ = −I(x₁, x₂; y): −0.375 bits.
 * 2. Exact copies are singular. Noisy copies x_j = s + σ e_j have correlations ρ = 1/(1 + σ²), determinant
 *    |R| = (1−ρ)^(k−1) (1 + (k−1)ρ) and P_jj = (1 + (k−2)ρ) / ((1−ρ)(1 + (k−1)ρ)), hence
 *    Ω = −ln |R| − (k/2) ln P_jj in closed form.
 * 3. All values are estimates, bounds of nothing: they can be negative and need not respect H(y).
 */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import {
  covarianceFromMatrix,
  DegenerateColumnsError,
  discreteTarget,
  gaussianSystem,
  NotPositiveDefiniteError,
  oInformation,
  targetSplit,
} from "../../lib/information/mod.ts";
import { normals } from "../numpy_random.ts";
import { columns } from "./matrices.ts";
import { bits, close, variablesOf } from "./reference.ts";

const XOR_BITS = Math.log2(1 - 4 / Math.PI ** 2) / 2;

Deno.test("limit 1: with known covariances, XOR contributes ½ log₂(1 − 4/π²) under model", () => {
  close(XOR_BITS, -0.375, 5e-4);
  const within = (covariance: number) =>
    covarianceFromMatrix(Float64Array.of(1, covariance, covariance, 1), Infinity);
  const overall = within(0);
  const classes = [-1, 1].map((sign) => ({
    label: sign,
    probability: 0.5,
    mean: new Float64Array(2),
    covariance: within(sign * 2 / Math.PI),
  }));
  const split = targetSplit({
    covariance: overall,
    target: { encoding: "model", gaussians: { overall, classes }, entropy: Math.LN2 },
  }, [0, 1]);
  close(bits(split.targetContribution), XOR_BITS, 1e-14);
  close(split.featuresOInformation, 0, 1e-14);
});

Deno.test("limit 1: in 40,000 samples, XOR is invisible to the copula and visible to the model", () => {
  const [x1, x2] = normals(40_000, 2, 1) as [Float64Array, Float64Array];
  const label = discreteTarget(Array.from(x1, (value, i) => value * x2[i]! > 0 ? 1 : 0));
  const variables = variablesOf([x1, x2]);
  const total = (encoding: "copula" | "model" | "one-hot") =>
    bits(
      targetSplit(gaussianSystem(variables, label, { encoding }), [0, 1]).oInformation,
    );
  // Estimates of a few squared correlations of order 1/N.
  close(total("copula"), 0, 1e-3);
  close(total("one-hot"), 0, 1e-3);
  // Standard error of a log-variance ratio: about √(2/N) = 0.007 nats.
  close(total("model"), XOR_BITS, 0.03);
});

Deno.test("limit 2: exact copies are named, by the samples and by the covariance", () => {
  const [x, y] = normals(50, 2, 3) as [Float64Array, Float64Array];
  const samples = variablesOf([x, y, x], ["a", "b", "c"]);
  throws(() => gaussianSystem(samples, undefined), (error) => {
    if (!(error instanceof DegenerateColumnsError)) return false;
    deepEqual(error.columns.map(({ name }) => name), ["c"]);
    ok(
      error.message.includes(
        'column 2 ("c"): it orders the samples exactly as column 0 ("a") does',
      ),
    );
    return true;
  });
  const copies = covarianceFromMatrix(new Float64Array(9).fill(1), Infinity);
  throws(
    () => oInformation(copies, [0, 1, 2]),
    (error) => error instanceof NotPositiveDefiniteError && error.column.index === 1,
  );
});

Deno.test("limit 2: noisy copies follow the closed form and grow without bound", () => {
  const noisyCopies = (k: number, sigma: number) => {
    const values = Float64Array.from(
      { length: k * k },
      (_, at) => at % (k + 1) === 0 ? 1 + sigma ** 2 : 1,
    );
    const known = covarianceFromMatrix(values, Infinity);
    return oInformation(known, columns(known));
  };
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 10 }),
      fc.double({ min: 0.01, max: 5, noNaN: true }),
      (k, sigma) => {
        const rho = 1 / (1 + sigma ** 2);
        const size = (k - 1) * Math.log(1 - rho) + Math.log(1 + (k - 1) * rho);
        const precision = (1 + (k - 2) * rho) / ((1 - rho) * (1 + (k - 1) * rho));
        const expected = -size - k * Math.log(precision) / 2;
        ok(expected > 0);
        close(noisyCopies(k, sigma), expected, 1e-9);
      },
    ),
    { seed: 1 },
  );
  ok(noisyCopies(4, 0.001) > 1.9 * noisyCopies(4, 0.04));
});

Deno.test("limit 3: a target's information can exceed H(y), with a warning, and fall below 0", () => {
  const clusters = Array.from({ length: 400 }, (_, i) => 100 * (i % 4) + Math.sin(i));
  const label = discreteTarget(clusters.map((_, i) => i % 4));
  const noise = clusters.map((value, i) => value + 40 * Math.cos(i));
  const system = gaussianSystem(variablesOf([clusters, noise]), label, {
    encoding: "model",
  });
  const { targetInformation, warnings } = targetSplit(system, [0, 1]);
  ok(bits(targetInformation) > 2);
  equal(warnings.length, 1);
  ok(
    /^Multiplet 0,1: the estimate \d\.\d{3} bits of I\(X; y\) exceeds H\(y\) = 2\.000 bits/.test(
      warnings[0]!,
    ),
  );
  const coin = discreteTarget(Array.from({ length: 200 }, (_, i) => i % 2));
  const independent = gaussianSystem(variablesOf(normals(200, 2, 8)), coin);
  ok(targetSplit(independent, [0, 1]).targetInformation < 0);
});
