/**
 * Planted systems: their truths beside closed forms, and beside means over samples of the log-ratios of densities
 * that define the information. Such a mean of N samples has a standard error of about 1/√N nats.
 */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { multipletEstimator, plantedSystems } from "../../../lib/information/mod.ts";
import { isDiscrete } from "../../../lib/variables/target.ts";
import { randomSource } from "../../../lib/system/random/mod.ts";

const systems = new Map(plantedSystems().map((one) => [one.name, one]));

function near(actual: number, expected: number, tolerance: number, message: string) {
  ok(Math.abs(actual - expected) <= tolerance, `${message}: ${actual}, expected ${expected}`);
}

/** The columns and classes of samples of a system. */
function sampled(name: string, samples: number) {
  const { variables, target } = systems.get(name)!.sample(samples, randomSource(1));
  equal(variables.samples, samples);
  return {
    columns: variables.columns.map(({ values }) => values),
    classes: target && isDiscrete(target) ? target.classes : new Uint32Array(samples),
  };
}

const mean = (values: ArrayLike<number>, of: (value: number, row: number) => number) =>
  Array.from(values).reduce((sum, value, row) => sum + of(value, row), 0) / values.length;

Deno.test("closed forms", () => {
  near(systems.get("independent")!.truth, 0, 1e-12, "independent");
  near(systems.get("sum")!.truth, Math.log(3 / 4) / 2, 1e-12, "sum");
  near(systems.get("XOR")!.truth, -Math.LN2, 1e-12, "XOR");
  // Three columns with the correlation r = 0.8: |R| = (1 − r)²(1 + 2r), P_jj = (1 − r²)/|R|.
  const determinant = 0.2 ** 2 * 2.6;
  const copies = -Math.log(determinant) - 1.5 * Math.log(0.36 / determinant);
  near(systems.get("copies")!.truth, copies, 1e-12, "copies");
  // Of m columns x and their sum s with noise σ, TC = I(x; s) and H(s | x) is that of the noise, so that with the
  // conditional variance σ²/(1 + σ²) of one x given all others, Ω = I(x; s) − I(x; s) m-fold parts:
  for (const [name, m, noise] of [["sum of five", 5, 1], ["near-collinear", 4, 0.05]] as const) {
    const all = Math.log((m + noise ** 2) / noise ** 2) / 2; // I(x; s)
    // H(x_j) − H(x_j | others) of each x, and H(s) − H(s | x).
    const each = Math.log((1 + noise ** 2) / noise ** 2) / 2;
    // S = TC + DTC = Σ_j I(Z_j; Z₋ⱼ), TC = all.
    near(systems.get(name)!.truth, 2 * all - (m * each + all), 1e-10, name);
  }
});

Deno.test("means: the information of both columns and of each, by the densities of the classes", () => {
  const { columns: [a, b], classes } = sampled("means", 100_000);
  // I(x; y) = ⟨ln p(x | y) / p(x)⟩.
  const information = (exponent: (row: number) => number) =>
    mean(a!, (_, row) => Math.LN2 - Math.log1p(Math.exp((classes[row] ? -2 : 2) * exponent(row))));
  const whole = information((row) => a![row]! + b![row]!);
  const alone = information((row) => a![row]!) + information((row) => b![row]!);
  near(systems.get("means")!.truth, alone - whole, 0.006, "Ω");
});

Deno.test("correlations: the information of both columns, by the densities of the classes", () => {
  const { columns: [a, b], classes } = sampled("correlations", 100_000);
  const whole = mean(a!, (one, row) => {
    // ln of the density for the correlation 0.8 minus that for −0.8.
    const ratio = 2 * 0.8 / 0.36 * one * b![row]!;
    return Math.LN2 - Math.log1p(Math.exp(classes[row] ? -ratio : ratio));
  });
  near(systems.get("correlations")!.truth, -whole, 0.006, "Ω");
});

Deno.test("product: I(x; z) − I(x; z | y), by a density of z from many x", () => {
  const { columns: [x, y, z] } = sampled("product", 20_000);
  const normal = (value: number, variance: number) =>
    Math.exp(-(value ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
  const known = mean(x!, (one, row) => Math.log(normal(z![row]!, one ** 2 + 0.25)));
  const given = mean(y!, (one) => Math.log(1 + one ** 2 / 0.25) / 2);
  const some = x!.subarray(0, 1000);
  const density = (value: number) => mean(some, (one) => normal(value, one ** 2 + 0.25));
  const alone = mean(z!.subarray(1000, 6000), (value) => Math.log(density(value)));
  near(systems.get("product")!.truth, known - alone - given, 0.05, "Ω");
});

Deno.test("estimators find what they can see, and nothing where there is nothing", async () => {
  const seen = async (name: string, estimator: "copula" | "gaussian" | "ksg" | "bounded") => {
    const subject = systems.get(name)!.sample(2000, randomSource(1));
    const all = subject.variables.variables.map((_, at) => at);
    const found = await multipletEstimator(estimator).measure(subject, all, randomSource(2));
    if ("refused" in found) throw new Error(found.refused);
    const { oInformation, featuresOInformation } = found.measures;
    return (oInformation ?? featuresOInformation)!.value!;
  };
  for (const name of ["independent", "copies", "sum", "sum of five"]) {
    const { truth } = systems.get(name)!;
    near(await seen(name, "copula"), truth, 0.03 + 0.05 * Math.abs(truth), `${name}, copula`);
    near(await seen(name, "gaussian"), truth, 0.03 + 0.05 * Math.abs(truth), `${name}, gaussian`);
  }
  const { truth } = systems.get("product")!;
  near(await seen("product", "copula"), 0, 0.01, "product, copula");
  near(await seen("product", "ksg"), truth, 0.05, "product, ksg");
  for (const name of ["means", "correlations"]) {
    near(await seen(name, "bounded"), systems.get(name)!.truth, 0.03, `${name}, bounded`);
  }
  near(await seen("XOR", "ksg"), -Math.LN2, 0.1, "XOR, ksg");
});

Deno.test("names are unique, and samples depend on the source alone", () => {
  const names = plantedSystems().map(({ name }) => name);
  equal(new Set(names).size, names.length);
  for (const name of names) deepEqual(sampled(name, 20), sampled(name, 20));
});
