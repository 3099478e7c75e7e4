/** What makes the synergy optima of an analysis: analytic cases, and the definitions of the library. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import {
  analyse,
  type AnalysisOptions,
  type AnalysisResult,
  type FoundMultiplet,
  ranked,
  type Structure,
} from "../../lib/analysis/mod.ts";
import {
  discreteTarget,
  type FeatureMatrix,
  frustratedTriangles,
  gaussianCopula,
  gaussianMoments,
  gaussianSurrogate,
  gaussianSystem,
  isIrreducible,
  memberDependence,
  scoreMultiplet,
  searchSpace,
  TARGET_ENCODINGS,
  toVariables,
} from "../../lib/information/mod.ts";
import { surrogatePair } from "../../lib/information/resampling.ts";
import { summarise } from "../../lib/statistics/mod.ts";
import { someVariables } from "../../lib/variables/variables.ts";
import { deriveSeed, normals, randomSource } from "../../lib/system/random/mod.ts";
import { close } from "../information/reference.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { matrix } from "./samples.ts";
import { resultSchema } from "./result_schema.ts";

const { features, labels } = mixedSignals({ samples: 400, classes: 3 });

/** Independent normal columns. */
function normal(samples: number, variables: number, seed = 1): FeatureMatrix {
  return { samples, variables, values: normals(samples * variables, randomSource(seed)) };
}

/** x2 = x0 + x1 + noise of this standard deviation, and further independent columns. */
function sum(samples: number, noise: number, variables = 3, seed = 1): FeatureMatrix {
  const { values } = normal(samples, variables, seed);
  return matrix(samples, variables, (row, column) => {
    const at = row * variables;
    return column === 2
      ? values[at]! + values[at + 1]! + noise * values[at + 2]!
      : values[at + column]!;
  });
}

const structureOf = (
  { largestRSquared, frustratedTriangles, irreducible, rankBias }: FoundMultiplet,
): Structure => ({
  ...(largestRSquared !== undefined && { largestRSquared }),
  ...(frustratedTriangles !== undefined && { frustratedTriangles }),
  ...(irreducible !== undefined && { irreducible }),
  ...(rankBias !== undefined && { rankBias }),
});

/** The synergy optima of a result by size. */
const optima = ({ sizes }: AnalysisResult) => sizes.map(({ synergy }) => ranked(synergy)[0]!);

/** The result without what is simulated, and without all of the structure. */
function without(result: AnalysisResult, ...names: (keyof Structure)[]): AnalysisResult {
  return JSON.parse(
    JSON.stringify(result, (name, value) => names.some((one) => one === name) ? undefined : value),
  );
}
const ALL = ["largestRSquared", "frustratedTriangles", "irreducible", "rankBias"] as const;

Deno.test("x2 = x0 + x1 + noise: R² 2/3 of the sum, irreducible; with an independent column it is not", async () => {
  const result = await analyse(sum(20_000, 1, 4), undefined, { sizes: [3, 4] });
  resultSchema.parse(result);
  const [triple, four] = optima(result);
  deepEqual(triple!.multiplet, [0, 1, 2]);
  // Three standard errors of R²: the asymptotic one is 2 R (1 − R²) / √N.
  close(triple!.largestRSquared!, 2 / 3, 3 * 2 * Math.sqrt(2 / 3) / 3 / Math.sqrt(20_000));
  equal(triple!.irreducible, true);
  // The independent column changes R² by little; without it Ω is smaller, but for noise, or the other way round.
  close(four!.largestRSquared!, 2 / 3, 0.02);
  equal(four!.irreducible, four!.oInformation < triple!.oInformation);
  // Correlations of the parts with the sum are positive; those of the parts with each other, noise, decide.
  ok([0, 1].includes(triple!.frustratedTriangles!));
});

Deno.test("three negative correlations are a frustrated triangle, two of them with a positive one are none", async () => {
  const { values } = normal(2000, 3);
  // x2 = −x0 − x1 + noise: both have a negative correlation with it, and that of each other as is chosen.
  for (const [common, share] of [[0.3, 0], [-0.3, 1]]) {
    const data = matrix(2000, 3, (row, column) => {
      const [a, z, e] = [values[3 * row]!, values[3 * row + 1]!, values[3 * row + 2]!];
      const b = common! * a + z;
      return [a, b, -a - b + e][column]!;
    });
    const [triple] = optima(await analyse(data, undefined, { sizes: [3] }));
    equal(triple!.frustratedTriangles, share);
  }
});

Deno.test("independent columns: about one half of the triangles are frustrated, and R² is about k / N", async () => {
  const [all] = optima(await analyse(normal(1000, 20), undefined, { sizes: [20] }));
  // 1,140 triangles of 190 signs: those of a pair depend on each other, the standard deviation is that of 1,140.
  close(all!.frustratedTriangles!, 0.5, 4 * 0.5 / Math.sqrt(1140));
  ok(all!.largestRSquared! < 0.06);
});

for (const encoding of TARGET_ENCODINGS) {
  Deno.test(`${encoding}: the numbers are those of the information library, at the synergy end alone`, async () => {
    const result = await analyse(features, labels, { encoding, top: 2, units: "nats" });
    resultSchema.parse(result);
    const system = gaussianSystem(toVariables(features), discreteTarget(labels), {
      encoding,
      ties: "average",
    });
    const isRanked = encoding === "copula" || encoding === "none";
    for (const { synergy, redundancy } of result.sizes) {
      for (const one of ranked(redundancy)) deepEqual(structureOf(one), {});
      for (const one of ranked(synergy)) {
        const space = system.determinants;
        const frustrated = frustratedTriangles(space, one.multiplet);
        const { rankBias, ...own } = structureOf(one);
        deepEqual(own, {
          largestRSquared: memberDependence(space, one.multiplet).rSquared,
          ...(frustrated !== undefined && { frustratedTriangles: frustrated }),
          irreducible: isIrreducible(space, one.multiplet, "synergy", system.score),
        });
        equal(rankBias !== undefined, isRanked);
      }
    }
    const pair = ranked(result.sizes[0]!.synergy)[0]!;
    equal(pair.frustratedTriangles, undefined);
  });
}

Deno.test("blocks have the R² of their best linear combination, and no triangles", async () => {
  const blocks = [[0, 3], [1], [2, 4], [5]];
  const result = await analyse(features, labels, { blocks });
  const system = gaussianSystem(toVariables(features), discreteTarget(labels), { ties: "average" });
  const space = searchSpace(system, { variables: blocks });
  for (const one of optima(result)) {
    close(one.largestRSquared!, memberDependence(space, one.multiplet).rSquared, 1e-12);
    const isSingle = one.multiplet.every((block) => blocks[block]!.length === 1);
    ok(isSingle || one.frustratedTriangles === undefined);
    equal(one.irreducible, isIrreducible(space, one.multiplet, "synergy"));
    ok(Number.isFinite(one.rankBias));
  }
});

Deno.test("a single column: R² 0, irreducible, no bias where Ω is 0 by definition", async () => {
  const result = await analyse(features, undefined, { sizes: [1] });
  deepEqual(structureOf(optima(result)[0]!), {
    largestRSquared: 0,
    irreducible: true,
    rankBias: 0,
  });
  const [labelled] = optima(await analyse(features, labels, { sizes: [1] }));
  equal(labelled!.rankBias, 0);
  const alone = matrix(50, 1, (row) => Math.sin(row));
  equal(optima(await analyse(alone, undefined))[0]!.irreducible, true);
});

/** The bias of the ranks by its definition: the columns of all these multiplets, drawn anew. */
function plainBias(
  data: FeatureMatrix,
  own: readonly number[] | undefined,
  multiplets: readonly (readonly number[])[],
  { draws, seed }: { readonly draws: number; readonly seed: number },
): number[] {
  const target = own && discreteTarget(own);
  const columns = [...new Set(multiplets.flat())].sort((a, b) => a - b);
  const system = gaussianSystem(someVariables(toVariables(data), columns), target, {
    ties: "average",
  });
  const { ties: _, ...unranked } = system;
  // The same samples, with ranks and without.
  const surrogates = [system, unranked].map((one) => {
    const random = randomSource(deriveSeed(seed, "rank bias"));
    return Array.from({ length: draws }, () => gaussianSurrogate(one, random));
  });
  return multiplets.map((multiplet) => {
    const at = multiplet.map((one) => columns.indexOf(one));
    const [ranks, values] = surrogates.map((all) =>
      all.reduce((total, one) => total + one.score(at).oInformation, 0) / draws
    );
    return ranks! - values!;
  });
}

Deno.test("the bias of ranks is that of Gaussian samples of the optima's columns, by the seed", async () => {
  for (const own of [labels, undefined]) {
    for (const [seed, rankBiasDraws] of [[0, undefined], [7, 3]] as const) {
      const options = { sizes: [2, 3], top: 2, units: "nats", seed, rankBiasDraws } as const;
      const { sizes } = await analyse(features, own, options);
      const found = sizes.flatMap(({ synergy }) => ranked(synergy));
      const multiplets = found.map(({ multiplet }) => multiplet);
      const expected = plainBias(features, own, multiplets, { draws: rankBiasDraws ?? 10, seed });
      found.forEach((one, at) => close(one.rankBias!, expected[at]!, 1e-12));
      ok(new Set(multiplets.flat()).size < 6, "some columns are in no optimum");
    }
  }
});

Deno.test("the bias of ranks is upwards for a nearly collinear set, and small for a loose one", async () => {
  const biasOf = async (noise: number) => {
    const [triple] = optima(
      await analyse(sum(400, noise), undefined, { sizes: [3], rankBiasDraws: 200, units: "nats" }),
    );
    return triple!;
  };
  const [tight, loose] = [await biasOf(0.05), await biasOf(1)];
  // The search found what ranks left of Ω = −2.65 nats; samples of that are ranked again.
  ok(tight.rankBias! > 0.1, `${tight.rankBias}`);
  ok(tight.largestRSquared! > 0.95);
  ok(Math.abs(loose.rankBias!) < 0.02, `${loose.rankBias}`);
});

Deno.test("without ranks the mean of Ω is that of the covariance, so the bias is the mean minus that Ω", () => {
  const data = sum(300, 0.3);
  const system = gaussianSystem(toVariables(data), undefined, { ties: "average" });
  const covariance = { ...system.covariance, samples: Infinity };
  const truth = scoreMultiplet(searchSpace({ ...system, covariance }), [0, 1, 2]).oInformation;
  const random = randomSource(5);
  const values = Array.from({ length: 400 }, () => {
    const { ranked: ranks, unranked } = surrogatePair(system, random);
    return {
      ranks: ranks.score([0, 1, 2]).oInformation,
      plain: unranked.score([0, 1, 2]).oInformation,
    };
  });
  const { mean, standardDeviation: spread = 0 } = summarise(values.map(({ plain }) => plain));
  close(mean, truth, 4 * spread / Math.sqrt(400));
  // Pairs have less noise than the ranked samples alone.
  const pairs = summarise(values.map(({ ranks, plain }) => ranks - plain));
  ok(
    pairs.standardDeviation! < summarise(values.map(({ ranks }) => ranks)).standardDeviation! * 0.8,
  );
  ok(pairs.mean > 0.05);
});

Deno.test("bits are nats / ln 2 in the bias; shares and R² have no unit", async () => {
  const [bits, nats] = await Promise.all(
    (["bits", "nats"] as const).map((units) => analyse(features, labels, { units })),
  );
  for (const [at, one] of optima(bits!).entries()) {
    const other = optima(nats!)[at]!;
    close(one.rankBias! * Math.LN2, other.rankBias!, 1e-14);
    deepEqual(
      [one.largestRSquared, one.frustratedTriangles, one.irreducible],
      [other.largestRSquared, other.frustratedTriangles, other.irreducible],
    );
  }
});

Deno.test("no other number depends on the simulation; the same seed gives the same bias, another another", async () => {
  for (const ties of ["average", "index", "random"] as const) {
    const [plain, again, none, other] = await Promise.all(
      [{}, {}, { rankBiasDraws: 0 }, { seed: 3 }].map((more) =>
        analyse(features, labels, { ties, multiplets: [[0, 1, 5]], ...more })
      ),
    );
    deepEqual(again, plain);
    deepEqual(without(plain!, "rankBias"), none);
    const [first, second] = [optima(plain!), optima(other!)];
    ok(first.some(({ rankBias }, at) => rankBias !== second[at]!.rankBias));
  }
});

Deno.test("without determinants nothing is known; of other estimators the bias of ranks is not", async () => {
  const prepared = gaussianCopula();
  const estimator = {
    name: "scores alone",
    revision: 1,
    prepare: (...own: Parameters<typeof prepared.prepare>) => {
      const { variables, leftOut, shape, encoding, score } = prepared.prepare(...own);
      return { variables, leftOut, shape: { ...shape, secondsPerScore: 1e-5 }, encoding, score };
    },
  };
  const scored = await analyse(features, labels, { estimator, sizes: [3] });
  deepEqual(structureOf(optima(scored)[0]!), {});
  const moments = await analyse(features, labels, { estimator: gaussianMoments(), sizes: [3] });
  deepEqual(Object.keys(structureOf(optima(moments)[0]!)), ALL.slice(0, 3));
});

Deno.test("of a long list the first hundred have a structure", async () => {
  const { features: many, labels: own } = mixedSignals({ samples: 300, variables: 12 });
  const { sizes: [size] } = await analyse(many, own, { sizes: [4], top: 120 });
  const list = ranked(size!.synergy);
  equal(list.length, 120);
  for (const name of ALL) {
    deepEqual(list.map((one) => one[name] !== undefined), list.map((_, at) => at < 100), name);
  }
});

Deno.test("the bias is simulated for the smallest sizes, up to a fixed number of values and columns", async () => {
  // 10 draws of 45,000 samples and 30 columns are above the limit, of 2 columns below.
  const data = normal(45_000, 30);
  const sizes = [2, 30];
  const [pair, all] = optima(await analyse(data, undefined, { sizes, search: "exhaustive" }));
  deepEqual([pair!.rankBias, all!.rankBias], [0, undefined]);
  ok(all!.largestRSquared !== undefined);
  const asked: AnalysisOptions = { sizes, search: "exhaustive", rankBiasDraws: 10 };
  const [, given] = optima(await analyse(data, undefined, asked));
  ok(Number.isFinite(given!.rankBias));
});

Deno.test("of no more samples than columns of the optima there is no bias, and no error", async () => {
  const data = normal(12, 30);
  const { sizes: [few] } = await analyse(data, undefined, { sizes: [2], top: 5 });
  ok(ranked(few!.synergy).every((one) => one.rankBias === 0));
  const { sizes: [many] } = await analyse(data, undefined, { sizes: [2], top: 40 });
  ok(ranked(many!.synergy).every((one) => one.rankBias === undefined));
  ok(ranked(many!.synergy).every((one) => one.irreducible === true));
  // Smaller sizes have one all the same.
  const { sizes: [pairs, triples] } = await analyse(normal(40, 60), undefined, {
    sizes: [2, 3],
    top: 20,
  });
  ok(ranked(pairs!.synergy).every((one) => one.rankBias === 0));
  ok(ranked(triples!.synergy).every((one) => one.rankBias === undefined));
});

Deno.test("x2 = x0 + x1 without noise, dependence ignored: R² near 1, a large bias", async () => {
  const options = { dependence: "ignored", sizes: [3], units: "nats" } as const;
  const [triple] = optima(await analyse(sum(1000, 0), undefined, options));
  ok(triple!.largestRSquared! > 0.99 && triple!.largestRSquared! <= 1);
  ok(triple!.rankBias! > 0.1, `${triple!.rankBias}`);
});

Deno.test("draws are integers from 0, of ranked columns, of the Gaussian copula", async () => {
  for (const rankBiasDraws of [-1, 1.5, NaN, Infinity]) {
    await rejects(
      analyse(features, labels, { rankBiasDraws }),
      new RegExp(`AnalysisError: rankBiasDraws must be an integer from 0, got ${rankBiasDraws}`),
    );
  }
  for (const encoding of ["model", "one-hot"] as const) {
    await rejects(
      analyse(features, labels, { encoding, rankBiasDraws: 5 }),
      /rankBiasDraws needs the encoding "copula" or "none", .* got "(model|one-hot)"/,
    );
    equal(
      (await analyse(features, labels, { encoding, rankBiasDraws: 0 })).targetEncoding,
      encoding,
    );
  }
  await rejects(
    analyse(features, labels, { estimator: gaussianMoments(), rankBiasDraws: 5 }),
    /The option rankBiasDraws is for the Gaussian copula/,
  );
});

Deno.test("an abort ends the simulation", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("enough")), 200);
  await rejects(
    analyse(features, labels, { rankBiasDraws: 1e9, signal: controller.signal }),
    /enough/,
  );
});
