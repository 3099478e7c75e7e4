/**
 * b(k, N) = ½ [ k ln(2/(N−1)) + Σ_{i=1..k} ψ((N−i)/2) ]: half the expected ln |W/(N−1)| of a Wishart
 * matrix W of k variables with N − 1 degrees of freedom and unit covariance.
 */
import { ok, strictEqual as equal } from "node:assert/strict";
import digamma from "@stdlib/math-base-special-digamma";
import { entropyBias } from "../../lib/information/mod.ts";
import { close, reference } from "./reference.ts";

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
