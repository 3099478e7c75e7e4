/** Passages of `docs/reading.md` on the values of Ω: what they mean, how large, from how many samples. */
import { ok, rejects, strictEqual as equal } from "node:assert/strict";
import { analyse, ranked } from "../../lib/analysis/mod.ts";
import {
  discreteTarget,
  fromNats,
  gaussianSystem,
  TooFewSamplesError,
} from "../../lib/information/mod.ts";
import { multipletCount } from "../../lib/search/mod.ts";
import { variablesOf } from "../information/reference.ts";
import { normals } from "../numpy_random.ts";
import { count, decimals, row, word } from "./guide.ts";
import { copiesCovariance, estimate, noisySum, sumCovariance, trueOmega } from "./simulated.ts";

/** Columns of a layer of the paper. */
const LAYER = 20;

export function multiplet(): string[] {
  const [x, y] = [trueOmega([[1, 0.5], [0.5, 1]]), trueOmega([[1, -0.9], [-0.9, 1]])];
  ok(Math.abs(x) < 1e-12 && Math.abs(y) < 1e-12);
  return [
    `A layer of ${LAYER} neurons has ${count(multipletCount(LAYER, 3))} multiplets of size 3`,
    "Two variables alone always have Ω = 0",
  ];
}

/** The formulas of the guide, and what they are in a program. */
const FORMULAS: readonly (readonly [string, (s: number) => number])[] = [
  ["I(x; z) = ½ log₂ ((2 + s²) / (1 + s²))", (s) => Math.log2((2 + s ** 2) / (1 + s ** 2)) / 2],
  ["I(x; z | y) = ½ log₂ ((1 + s²) / s²)", (s) => Math.log2((1 + s ** 2) / s ** 2) / 2],
  [
    "Ω(x, y, z) = −½ log₂ ((1 + s²)² / (s² (2 + s²)))",
    (s) => -Math.log2((1 + s ** 2) ** 2 / (s ** 2 * (2 + s ** 2))) / 2,
  ],
];

export function meaning(): string[] {
  const rows = [0.18, 0.5, 1, 2].map((s) => {
    const [alone, given, omega] = FORMULAS.map(([, of]) => of(s)) as [number, number, number];
    ok(Math.abs(omega - (alone - given)) < 1e-12);
    ok(Math.abs(omega - trueOmega(sumCovariance(2, s))) < 1e-12);
    const shown = `${decimals(omega, 2)} bits`;
    const emphasised = s === 0.18 || s === 1 ? `**${shown}**` : shown;
    return row(`${s}`, decimals(alone, 2), decimals(given, 2), emphasised);
  });
  const whole = decimals(trueOmega(sumCovariance(2, 0.18)), 0);
  return [
    ...FORMULAS.map(([text]) => text),
    ...rows,
    `## What ${whole} bits mean`,
    `So ${whole} bits mean: when y is known, x gives ${whole.slice(1)} bits more information`,
    "independent with standard deviation 1,",
    `three noisy copies of one signal, with noise as strong as the signal, have Ω = ${
      decimals(trueOmega(copiesCovariance(3)), 2)
    } bits`,
    `ten such copies have ${
      decimals(trueOmega(copiesCovariance(10)), 2)
    } bits, and a sum of nine ` +
    `independent variables and noise has ${decimals(trueOmega(sumCovariance(9, 1)), 2)} bits, ` +
    "with the same noise as in the row s = 1",
    `(1 bit = ${decimals(1 / fromNats(1, "bits"), 3)} nats)`,
  ];
}

/** Mean extremes of independent columns, by size, in bits. */
async function floors(samples: number, draws: number): Promise<Map<number, [number, number]>> {
  const means = new Map<number, [number, number]>();
  for (let draw = 0; draw < draws; draw++) {
    const columns = variablesOf(normals(samples, LAYER, 1000 + draw));
    for (const { size, synergy, redundancy } of (await analyse(columns, undefined)).sizes) {
      const [low, high] = means.get(size) ?? [0, 0];
      means.set(size, [
        low + ranked(synergy)[0]!.oInformation / draws,
        high + ranked(redundancy)[0]!.oInformation / draws,
      ]);
    }
  }
  return means;
}

/** Simulated data sets per row of the table of floors. */
const DRAWS = 5;

export async function largeOrSmall(): Promise<string[]> {
  const rows: string[] = [];
  for (const samples of [100, 400, 2000, 10_000]) {
    const found = await floors(samples, DRAWS);
    const cells = [3, 5, 10].map((size) => {
      const [low, high] = found.get(size)!;
      return `${decimals(low, 4)}, ${decimals(high, 4)}`;
    });
    rows.push(row(count(samples), ...cells));
    if (samples !== 20 * LAYER) continue;
    const [low, high] = found.get(5)!;
    rows.push(
      `**Recommended**: 20 samples per column. For ${LAYER} columns these are the ${samples} samples ` +
        `of the table above, where the extremes of size 5 are ${decimals(low, 4)} and ` +
        `${decimals(high, 4)} bits on average`,
    );
  }
  return [
    ...rows,
    `among all multiplets of a size in ${LAYER} **independent** columns, on average over ` +
    `${word(DRAWS)} simulated data sets`,
    row("samples", "size 3", "size 5", "size 10"),
  ];
}

/** The smallest number of samples of more columns from which a multiplet with a label can be scored. */
function leastSamples(size: number): number {
  // With fewer, columns have equal ranks by chance.
  for (let samples = 4;; samples++) {
    const label = discreteTarget(Array.from({ length: samples }, (_, i) => i % 2));
    const system = gaussianSystem(variablesOf(normals(samples, 5, 3)), label);
    try {
      system.score(Array.from({ length: size }, (_, i) => i));
      return samples;
    } catch (error) {
      ok(error instanceof TooFewSamplesError);
    }
  }
}

export async function samplesNeeded(): Promise<string[]> {
  const [few, wide] = [200, 333];
  const independent = variablesOf(normals(few, wide, 1));
  const largest = few / 10;
  const larger = { sizes: [largest + 1] };
  await rejects(analyse(independent, undefined, larger), new RegExp(`here up to ${largest}$`));
  const blocks = [[0], [3], [7]];
  const { variables } = await analyse(variablesOf(normals(9, 8, 1)), undefined, { blocks });
  const draws = 20;
  const rows: string[] = [];
  for (const s of [0.05, 0.18, 1]) {
    const cells = [decimals(trueOmega(sumCovariance(2, s)), 2)];
    for (const samples of [100, 1000, 10_000]) {
      let mean = 0;
      for (let draw = 1; draw <= draws; draw++) {
        mean += await estimate(noisySum(samples, s, draw)) / draws;
      }
      cells.push(decimals(mean, 2));
    }
    rows.push(row(`${s}`, ...cells));
  }
  return [
    `A multiplet of three columns and a label needs ${leastSamples(3)} samples`,
    "**Fewer than 20 samples per column**",
    `Of ${few} samples of ${wide} columns, sizes up to ${largest} can be searched`,
    `\`--blocks "${blocks.join(";")}"\` analyses ${word(variables)} columns of many`,
    `mean estimate of ${draws} data sets`,
    row("s", "true Ω", "100 samples", "1,000 samples", "10,000 samples"),
    ...rows,
  ];
}

export async function structure(): Promise<string[]> {
  const [tight, loose] = [0.18, 1];
  const rSquared = (s: number) => decimals(2 / (2 + s ** 2), 2);
  const samples = 1000;
  const found = await analyse(noisySum(samples, tight, 1), undefined, { sizes: [3] });
  const { largestRSquared, rankBias, oInformation } = ranked(found.sizes[0]!.synergy)[0]!;
  equal(decimals(largestRSquared!, 2), rSquared(tight));
  const all = await analyse(variablesOf(normals(samples, LAYER, 1)), undefined, { sizes: [LAYER] });
  equal(Math.round(10 * ranked(all.sizes[0]!.synergy)[0]!.frustratedTriangles!), 5);
  return [
    "**R²** of the member that the others determine best",
    `z = x + y + noise has R² = ${rSquared(tight)} with s = ${tight}, and ${
      rSquared(loose)
    } with ` +
    `s = ${loose}. Near 1, a small error`,
    `It is above 0 for nearly collinear sets: ${decimals(rankBias!, 2)} bits for ${
      count(samples)
    } samples with s = ${tight}, where the estimate of Ω is ${decimals(oInformation, 2)}`,
  ];
}
