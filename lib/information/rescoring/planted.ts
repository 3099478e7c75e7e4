/** Systems whose O-information is known: what an estimator of multiplets must find. */
import { normals, type RandomSource } from "../../system/random/random.ts";
import { discreteTarget } from "../../variables/target.ts";
import { toVariables } from "../../variables/variables.ts";
import { covarianceFromMatrix } from "../covariance.ts";
import { oInformation } from "../measures.ts";
import type { MultipletSubject } from "./interface.ts";

/** Variables, and often a class, whose O-information is known. */
export interface PlantedSystem {
  /** Unique among {@link plantedSystems}. */
  readonly name: string;
  /** How samples are made, in a few words. */
  readonly description: string;
  /** Ω of all variables, with the class if there is one, in nats. */
  readonly truth: number;
  /** Independent samples. */
  sample(samples: number, random: RandomSource): MultipletSubject;
}

/**
 * Systems whose O-information is known. x₁, x₂, … and e are independent standard normal numbers:
 * - `"independent"`: three variables, Ω = 0;
 * - `"copies"`: x₁ + e/2 three times, with e of its own each;
 * - `"sum"`: x₁, x₂ and x₁ + x₂ + e, Ω = ½ ln ¾;
 * - `"sum of five"`: x₁ to x₅ and their sum + e;
 * - `"near-collinear"`: x₁ to x₄ and their sum + e/20;
 * - `"product"`: x₁, x₂ and x₁x₂ + e/2, no pair of which is correlated;
 * - `"XOR"`: x₁, x₂ and the class x₁x₂ > 0, Ω = −ln 2;
 * - `"means"`: two classes with the means ±1 of two variables;
 * - `"correlations"`: two classes with the correlations ±0.8 of two variables.
 *
 * The truth of Gaussian systems is a closed form; that of `"product"`, `"means"` and `"correlations"` is integrated
 * numerically, to about 10⁻⁹ nats.
 *
 * @example
 * ```ts
 * import { multipletEstimator, plantedSystems } from "@multiplet/multiplet/information";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { ok, strictEqual as equal } from "node:assert/strict";
 * const sum = plantedSystems().find(({ name }) => name === "sum")!;
 * equal(sum.truth.toFixed(6), "-0.143841");
 * const subject = sum.sample(2000, randomSource(1));
 * const found = await multipletEstimator("copula").measure(subject, [0, 1, 2], randomSource(2));
 * ok("measures" in found);
 * ok(Math.abs(found.measures.featuresOInformation!.value! - sum.truth) < 0.02);
 * ```
 */
export function plantedSystems(): PlantedSystem[] {
  return [
    gaussian("independent", "three independent variables", [[1], [0, 1], [0, 0, 1]]),
    gaussian("copies", "one signal with noise, three times", [
      [1, 0.5],
      [1, 0, 0.5],
      [1, 0, 0, 0.5],
    ]),
    gaussian("sum", "x₁, x₂, x₁ + x₂ + e", [[1], [0, 1], [1, 1, 1]]),
    gaussian("sum of five", "x₁ … x₅, their sum + e", sumOf(5, 1)),
    gaussian("near-collinear", "x₁ … x₄, their sum + e/20", sumOf(4, 0.05)),
    product(0.5),
    {
      name: "XOR",
      description: "x₁, x₂; class x₁x₂ > 0",
      truth: -Math.LN2,
      sample: (samples, random) => {
        const [a, b] = columns(2, samples, random) as [Float64Array, Float64Array];
        return subjectOf([a, b], (row) => a[row]! * b[row]! > 0);
      },
    },
    means(1),
    correlations(0.8),
  ];
}

/** Independent variables, and their sum with noise, by the coefficients of independent normal numbers. */
function sumOf(count: number, noise: number): number[][] {
  const ones = Array.from({ length: count }, (_, i) => [...Array(i).fill(0), 1]);
  return [...ones, [...Array(count).fill(1), noise]];
}

/** @param loadings of each variable the coefficients of independent normal numbers; others are 0 */
function gaussian(
  name: string,
  description: string,
  loadings: readonly (readonly number[])[],
): PlantedSystem {
  const sources = Math.max(...loadings.map(({ length }) => length));
  const count = loadings.length;
  const matrix = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      matrix[i * count + j] = loadings[i]!.reduce(
        (sum, one, at) => sum + one * (loadings[j]![at] ?? 0),
        0,
      );
    }
  }
  return {
    name,
    description,
    truth: oInformation(covarianceFromMatrix(matrix, Infinity), loadings.map((_, at) => at)),
    sample: (samples, random) => {
      const z = columns(sources, samples, random);
      return subjectOf(loadings.map((own) =>
        Float64Array.from(
          { length: samples },
          (_, row) => own.reduce((sum, one, at) => sum + one * z[at]![row]!, 0),
        )
      ));
    },
  };
}

/** z = xy + σe. Ω = I(x; z) − I(x; z | y), because x and y are independent. */
function product(noise: number): PlantedSystem {
  const variance = noise ** 2;
  const given = expectation((y) => Math.log(1 + y ** 2 / variance) / 2);
  const known = expectation((x) => Math.log(2 * Math.PI * Math.E * (x ** 2 + variance)) / 2);
  const density = (z: number) =>
    expectation((x) => {
      const spread = x ** 2 + variance;
      return Math.exp(-(z ** 2) / (2 * spread)) / Math.sqrt(2 * Math.PI * spread);
    });
  // The density is even, and below 10⁻¹⁴ beyond 30.
  const entropy = 2 * integral(0, 30, 1500, (z) => {
    const own = density(z);
    return -own * Math.log(own);
  });
  return {
    name: "product",
    description: "x₁, x₂, x₁x₂ + e/2",
    truth: entropy - known - given,
    sample: (samples, random) => {
      const [x, y, e] = columns(3, samples, random) as [Float64Array, Float64Array, Float64Array];
      return subjectOf([x, y, x.map((one, row) => one * y[row]! + noise * e[row]!)]);
    },
  };
}

/** Ω = I(x₁; y) + I(x₂; y) − I(x₁, x₂; y): the sum of both columns tells all, with √2 of the distance. */
function means(mean: number): PlantedSystem {
  // I = ln 2 − E ln(1 + exp(−δx)) for classes of variance 1 with the distance δ, x of the upper one.
  const information = (distance: number) =>
    Math.LN2 -
    expectation((z) => Math.log1p(Math.exp(-distance * (z + distance / 2))));
  return {
    name: "means",
    description: `x₁, x₂ ± ${mean}; class of two means`,
    truth: 2 * information(2 * mean) - information(2 * Math.SQRT2 * mean),
    sample: (samples, random) =>
      ofClasses(samples, random, ([a, b], sign) => [a + sign * mean, b + sign * mean]),
  };
}

/** Ω = −I(x₁, x₂; y): alone, neither variable depends on the class. */
function correlations(correlation: number): PlantedSystem {
  // In the axes (x₁ ± x₂)/√2, of variances 1 ± ρ: I = ln 2 − E ln(1 + exp(−(u² − v²) ρ/(1 − ρ²))).
  const factor = correlation / (1 - correlation ** 2);
  const lost = expectation((a) =>
    expectation((b) =>
      Math.log1p(Math.exp(-factor * ((1 + correlation) * a ** 2 - (1 - correlation) * b ** 2)))
    )
  );
  const rest = Math.sqrt(1 - correlation ** 2);
  return {
    name: "correlations",
    description: `x₁, x₂ with correlation ±${correlation}; class of its sign`,
    truth: lost - Math.LN2,
    sample: (samples, random) =>
      ofClasses(samples, random, ([a, b], sign) => [a, sign * correlation * a + rest * b]),
  };
}

/** Two variables of two classes in turn, made of two independent normal numbers and the sign of the class. */
function ofClasses(
  samples: number,
  random: RandomSource,
  made: (normal: readonly [number, number], sign: number) => readonly [number, number],
): MultipletSubject {
  const [a, b] = columns(2, samples, random) as [Float64Array, Float64Array];
  const pairs = Array.from(a, (one, row) => made([one, b[row]!], row % 2 === 0 ? -1 : 1));
  const own = [0, 1].map((at) => Float64Array.from(pairs, (pair) => pair[at]!));
  return subjectOf(own, (row) => row % 2 === 1);
}

function columns(count: number, samples: number, random: RandomSource): Float64Array[] {
  return Array.from({ length: count }, () => normals(samples, random));
}

function subjectOf(
  own: readonly Float64Array[],
  classOf?: (row: number) => boolean,
): MultipletSubject {
  const { length: samples } = own[0]!;
  const values = new Float64Array(samples * own.length);
  own.forEach((column, at) =>
    column.forEach((value, row) => values[row * own.length + at] = value)
  );
  const variables = toVariables({ samples, variables: own.length, values });
  if (classOf === undefined) return { variables };
  return {
    variables,
    target: discreteTarget(Array.from({ length: samples }, (_, row) => classOf(row))),
  };
}

/** The mean of a function of a standard normal number. */
function expectation(of: (x: number) => number): number {
  return integral(-9, 9, 900, (x) => of(x) * Math.exp(-(x ** 2) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Simpson's rule with an even number of steps. */
function integral(from: number, to: number, steps: number, of: (x: number) => number): number {
  const width = (to - from) / steps;
  let sum = of(from) + of(to);
  for (let step = 1; step < steps; step++) {
    sum += (step % 2 === 0 ? 2 : 4) * of(from + step * width);
  }
  return sum * width / 3;
}
