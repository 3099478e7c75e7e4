import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import {
  discreteTarget,
  gaussianMoments,
  gaussianSurrogate,
  gaussianSystem,
  oInformation,
  rowBootstrap,
  targetSplit,
} from "../../../lib/information/mod.ts";
import { resolveConfig } from "../../../lib/paper/mod.ts";
import { ENCODINGS_REVISION, searchEncodings } from "../../../lib/paper/layers/encodings.ts";
import { analyseLayer } from "../../../lib/paper/layers/layer_analysis.ts";
import {
  estimateRankBias,
  RANK_BIAS_REVISION,
  rankBiasDraws,
} from "../../../lib/paper/layers/rank_bias.ts";
import {
  drawnExtremes,
  SIGNIFICANCE_REVISION,
  testExtremes,
} from "../../../lib/paper/layers/significance.ts";
import { layerRows } from "../../../lib/paper/layers/result.ts";
import { summarise } from "../../../lib/statistics/mod.ts";
import { randomSource } from "../../../lib/system/random/mod.ts";
import { normals } from "../../numpy_random.ts";
import { variablesOf } from "../../information/reference.ts";

const SAMPLES = 240;
const target = discreteTarget(Array.from({ length: SAMPLES }, (_, i) => i % 3));

/** Seven neurons: six with a part of the class, the last nearly the sum of three others. */
function layer(seed: number) {
  const columns = normals(SAMPLES, 7, seed).map((own, j) =>
    own.map((value, i) => value + 0.2 * j * target.classes[i]!)
  );
  const [a, b, c] = columns;
  return variablesOf(
    columns.with(6, columns[6]!.map((e, i) => a![i]! + b![i]! - c![i]! + 0.2 * e)),
  );
}

const samples = { layer: "fc1", trained: layer(1), untrained: layer(2) };
const analysed = analyseLayer(samples, target, { renamings: 0, random: randomSource(1) });
const digits = (values: readonly (number | null)[]) =>
  values.map((value) => value === null ? null : Number(value.toFixed(10)));

Deno.test("golden numbers: when they change, a revision must be raised", async () => {
  deepEqual([ENCODINGS_REVISION, RANK_BIAS_REVISION], [1, 1]);
  const { encodings: { model }, exact } = await analysed;
  const { searches, information } = await searchEncodings(samples, target, model);
  deepEqual(digits(searches.map(({ extremes }) => extremes[4]!.synergy.oInformation)), [
    -1.9376779385,
    -2.0622535767,
    -2.0689886546,
    -1.9964020208,
    -2.3281875937,
    -2.2641109414,
    -1.9964020208,
    -2.3281875937,
    -2.2641109414,
  ]);
  deepEqual(digits(information.map(({ sizes }) => sizes[4]!.redundancy)), [
    0.4375038119,
    0.4375038119,
    0.453865679,
    0.453865679,
  ]);
  const sizes = await estimateRankBias(samples.trained, target, exact, {
    draws: 5,
    surrogates: randomSource(3),
    rows: randomSource(4),
  });
  const { unranked, bias, deviation } = sizes[2]!.synergy;
  deepEqual(digits([unranked, bias, deviation]), [
    -2.7478021741,
    0.3123533013,
    0.0920005285,
  ]);
});

Deno.test("significance: golden numbers, and what belongs to which extreme", async () => {
  equal(SIGNIFICANCE_REVISION, 1);
  const result = await analysed;
  const own = { variables: samples.trained, target, seed: 7 };
  const options = { permutations: 19, report: () => {} };
  const sizes = await testExtremes(own, result.exact, { ...options, bootstrapDraws: 100 });
  deepEqual(sizes.map(({ size }) => size), result.exact.map(({ size }) => size));
  const { target: test, contribution, otherHalf } = sizes[2]!.synergy;
  deepEqual(
    digits([
      test!.nullBound,
      test!.effect,
      contribution!.nullMean,
      otherHalf!.value,
      ...otherHalf!.interval,
    ]),
    [-1.7183804946, 58.6201838208, 0.0030431217, -1.6510293128, -2.0257190008, -1.1998555788],
  );
  deepEqual([test!.pValue, otherHalf!.multiplet, otherHalf!.carriedOver], [
    0.05,
    [0, 1, 2, 6],
    false,
  ]);
  // The class of the samples is in the neurons: each permutation has less Δ.
  equal(contribution!.unadjusted, 2 / 20);
  const independent = await drawnExtremes({ ...own, named: [] }, "columns", options);
  const rows = layerRows(3, result, {
    significance: { layer: "fc1", sizes },
    independent: { draws: independent.map(({ extremes }) => extremes) },
  });
  const tested = rows.filter((row) => row.otherHalf !== undefined);
  ok(
    tested.every((row) =>
      row.search === "exact" && row.state === "trained" && row.encoding === "copula" &&
      row.renaming === undefined && row.independentColumns!.pValue >= 1 / 20
    ),
  );
  equal(tested.length, 2 * result.exact.length);
  const row = tested.find(({ size, end }) => size === result.exact[2]!.size && end === "synergy")!;
  deepEqual([row.permutedClasses, row.contributionTest, row.otherHalf], [
    test,
    contribution,
    otherHalf,
  ]);
  // The last neuron is nearly a sum of others: far beyond independent columns.
  equal(row.independentColumns!.pValue, 1 / 20);
});

Deno.test("each search under another encoding is the one that the trained layer gets by itself", async () => {
  const { encodings } = await analysed;
  const turned = { layer: "fc1", trained: samples.untrained, untrained: samples.trained };
  // The trained layer, taken as an untrained one: its exact searches are those of the first step.
  const { searches, information } = await searchEncodings(turned, target, encodings.model);
  equal(searches.length, 3 + 2 * 3);
  for (const encoding of ["none", "model", "one-hot"] as const) {
    const found = searches.find((one) =>
      one.state === "untrained" && one.search === "exact" && one.encoding === encoding
    )!;
    deepEqual(found.extremes, encodings[encoding]);
    const system = gaussianSystem(turned.trained, target, { encoding });
    const greedy = searches.find((one) => one.state === "trained" && one.encoding === encoding)!;
    equal(greedy.search, "greedy");
    for (const { synergy: { multiplet, oInformation } } of greedy.extremes) {
      const split = targetSplit(system, multiplet);
      ok(Math.abs(split.oInformation - oInformation) < 1e-12);
    }
  }
  const states = information.map(({ state, search }) => `${state} ${search}`);
  deepEqual(states, ["trained exact", "trained greedy", "untrained exact", "untrained greedy"]);
  for (const [state, variables] of [["trained", turned.trained], ["untrained", turned.untrained]]) {
    const system = gaussianSystem(variables as typeof turned.trained, target, {
      encoding: "model",
    });
    for (const own of information.filter((one) => one.state === state)) {
      const found = state === "trained" && own.search === "exact"
        ? encodings.model
        : searches.find((one) =>
          one.state === state && one.search === own.search && one.encoding === "model"
        )!.extremes;
      deepEqual(
        own.sizes,
        found.map(({ size, synergy, redundancy }) => ({
          size,
          synergy: targetSplit(system, synergy.multiplet).targetInformation,
          redundancy: targetSplit(system, redundancy.multiplet).targetInformation,
        })),
      );
    }
  }
});

Deno.test("bias and deviation of an extreme are those of plain loops over draws", async () => {
  const { exact } = await analysed;
  const draws = 8;
  const sizes = await estimateRankBias(samples.trained, target, exact, {
    draws,
    surrogates: randomSource(3),
    rows: randomSource(4),
  });
  deepEqual(sizes.map(({ size }) => size), [2, 3, 4, 5, 6, 7]);
  const system = gaussianSystem(samples.trained, target);
  const bootstrap = rowBootstrap(samples.trained, target);
  const raw = gaussianMoments().prepare(samples.trained, target);
  const [surrogates, rows] = [randomSource(3), randomSource(4)];
  const drawn = Array.from({ length: draws }, () => gaussianSurrogate(system, surrogates));
  const repeated = Array.from({ length: draws }, () => bootstrap(rows));
  const known = { ...system.covariance, samples: Infinity };
  for (const end of ["synergy", "redundancy"] as const) {
    for (const [at, extremes] of exact.entries()) {
      const { multiplet } = extremes[end];
      const { unranked, bias, deviation } = sizes[at]![end];
      const of = (systems: typeof drawn) =>
        summarise(systems.map((one) => one.score(multiplet).oInformation));
      const truth = oInformation(known, [...multiplet, 7]);
      const close = (actual: number, expected: number) =>
        ok(Math.abs(actual - expected) < 1e-10, `${actual} ${expected}`);
      close(bias, of(drawn).mean - truth);
      close(deviation!, of(repeated).standardDeviation!);
      close(unranked!, raw.score(multiplet).oInformation);
    }
  }
  // The near-collinear neuron: ranks make its synergy look smaller.
  const { multiplet } = exact[2]!.synergy;
  deepEqual(multiplet, [0, 1, 2, 6]);
  ok(sizes[2]!.synergy.bias > 0);
});

Deno.test("one draw has no deviation, nor have fewer rows than draws of different ones need", async () => {
  const { exact } = await analysed;
  const options = { draws: 1, surrogates: randomSource(3), rows: randomSource(4) };
  const [pair] = await estimateRankBias(samples.trained, target, exact, options);
  equal(pair!.synergy.deviation, null);
  // Nine rows for seven columns and the class: a draw has about six different ones.
  const few = (of: typeof samples.trained) =>
    variablesOf(of.columns.map(({ values }) => values.slice(0, 9)));
  const labels = discreteTarget([0, 1, 2, 0, 1, 2, 0, 2, 1]);
  const sizes = await estimateRankBias(few(samples.trained), labels, exact, {
    ...options,
    draws: 3,
  });
  ok(sizes.every(({ synergy }) => synergy.deviation === null && Number.isFinite(synergy.bias)));
});

/** Both ends of a size with one multiplet. */
function withMultiplet(multiplet: readonly number[]) {
  const scores = { oInformation: 0, featuresOInformation: 0, targetContribution: 0 };
  return { synergy: { multiplet, ...scores }, redundancy: { multiplet, ...scores } };
}

Deno.test("Ω without ranks is left out where the raw columns are dependent", async () => {
  const columns = samples.trained.columns.map(({ values }) => values);
  const sum = columns[0]!.map((value, i) => value + columns[1]![i]!);
  const trained = variablesOf(columns.with(2, sum));
  const { exact } = await analyseLayer({ ...samples, trained }, target, {
    renamings: 0,
    random: randomSource(1),
  });
  const sizes = await estimateRankBias(trained, target, exact, {
    draws: 1,
    surrogates: randomSource(3),
    rows: randomSource(4),
  });
  for (const [at, { synergy, redundancy }] of exact.entries()) {
    for (const [end, { multiplet }] of Object.entries({ synergy, redundancy })) {
      const { unranked } = sizes[at]![end as "synergy"];
      equal(unranked === null, [0, 1, 2].every((one) => multiplet.includes(one)), `${multiplet}`);
    }
  }
  // What float32 does not resolve, float64 does.
  const nearly = sum.map((value, i) => value + 2e-6 * columns[3]![i]!);
  const extremes = [{ size: 3, ...withMultiplet([0, 1, 2]) }];
  const unrankedAs = async (type: typeof Float32Array | typeof Float64Array) => {
    const near = variablesOf(columns.with(2, nearly));
    const typed = near.columns.map((one) => ({ ...one, values: new type(one.values) }));
    const options = { draws: 1, surrogates: randomSource(3), rows: randomSource(4) };
    const found = await estimateRankBias({ ...near, columns: typed }, target, extremes, options);
    return found[0]!.synergy.unranked;
  };
  equal(await unrankedAs(Float32Array), null);
  ok((await unrankedAs(Float64Array))! < -10);
});

Deno.test("an aborted estimate rejects with the reason", async () => {
  const { exact } = await analysed;
  const estimated = estimateRankBias(samples.trained, target, exact, {
    draws: 10_000,
    surrogates: randomSource(3),
    rows: randomSource(4),
    signal: AbortSignal.timeout(100),
  });
  await rejects(estimated, { name: "TimeoutError" });
});

Deno.test("layers of more than 24 units have at most 20 draws", () => {
  const config = resolveConfig("paper");
  deepEqual([20, 24, 25].map((units) => rankBiasDraws(config, units)), [100, 100, 20]);
  equal(rankBiasDraws({ rankBiasDraws: 10 }, 25), 10);
});
