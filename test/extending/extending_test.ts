/** Additions from outside the library, by its public imports alone, each through `analyse` to a result. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { analyse, AnalysisError, ranked, toCsv, toTable } from "@multiplet/multiplet/analysis";
import {
  discreteTarget,
  type Estimator,
  gaussianCopula,
  soundVariables,
  toVariables,
} from "@multiplet/multiplet/information";
import { deriveSeed, randomSource, shuffle, uniform } from "@multiplet/multiplet/random";
import { type Found, type Search, SearchCostError, SEARCHES } from "@multiplet/multiplet/search";
import type { Grouping } from "@multiplet/multiplet/variables";
import { BINNED } from "./_binned_entropy.ts";
import { randomSearch } from "./_random_search.ts";

/** Two coins, a third column of noise, and as label whether the coins differ. */
const samples = 4000;
const random = randomSource(1);
const coins = Array.from({ length: samples }, () => [
  Math.round(uniform(random)),
  Math.round(uniform(random)),
]);
const values = Float64Array.from(
  coins.flatMap((
    [a, b],
  ) => [a! + 1e-3 * uniform(random), b! + 1e-3 * uniform(random), uniform(random)]),
);
const features = { samples, variables: 3, values };
const target = discreteTarget(coins.map(([a, b]) => a! ^ b!));

Deno.test("estimator: binned entropies see the synergy of exclusive or, the Gaussian copula none", async () => {
  const binned = await analyse(features, target, { estimator: BINNED, multiplets: [[0, 1]] });
  deepEqual([binned.estimator, binned.search], ["binned-entropy", "greedy"]);
  const [best] = ranked(binned.sizes[0]!.synergy);
  deepEqual(best!.multiplet, [0, 1]);
  ok(Math.abs(best!.oInformation - -1) < 0.01, `${best!.oInformation} bits, expected −1`);
  // TC = DTC + Ω, and all of the 3 bits less the 2 that there are.
  ok(Math.abs(binned.multiplets[0]!.totalCorrelation! - 1) < 0.01);
  const gaussian = await analyse(features, target);
  equal(gaussian.estimator, "gaussian-copula");
  ok(Math.abs(ranked(gaussian.sizes[0]!.synergy)[0]!.oInformation) < 0.01);
  ok(toTable(binned).includes("greedy search") && toCsv(binned).split("\n").length > 4);
});

Deno.test("estimator: what it has not is refused, and its cost counts", async () => {
  await rejects(
    analyse(features, target, { estimator: BINNED, search: "exact" }),
    /The exact search needs log-determinants/,
  );
  await rejects(
    analyse(features, target, { estimator: BINNED, encoding: "model" }),
    (error) =>
      error instanceof AnalysisError && /encoding is for the Gaussian copula/.test(error.message),
  );
  await rejects(
    analyse(features, target, { estimator: BINNED, maxSeconds: 0.01 }),
    (error) => error instanceof SearchCostError && error.refusal.cost.seconds > 0.01,
  );
});

/** Pairs of columns, drawn at random; the last one stays alone where their number is odd. */
const RANDOM_PAIRS: Grouping = {
  name: "random-pairs",
  group: (all, source) => {
    const order = shuffle(all.columns.map((_, position) => position), source);
    const pairs = Array.from({ length: Math.ceil(order.length / 2) }, (_, index) => {
      const columns = order.slice(2 * index, 2 * index + 2);
      return { index, name: `pair ${index}`, columns };
    });
    return { ...all, variables: pairs };
  },
};

Deno.test("grouping: random pairs are blocks of those columns", async () => {
  const { variables } = await RANDOM_PAIRS.group({
    samples,
    columns: [0, 1, 2].map((index) => ({
      index,
      name: `x${index}`,
      values: new Float64Array(samples),
    })),
    variables: [],
    leftOut: [],
  }, randomSource(deriveSeed(5, "grouping")));
  const drawn = variables.map(({ columns }) => columns);
  const grouped = await analyse(features, target, {
    grouping: RANDOM_PAIRS,
    seed: 5,
  });
  const blocks = await analyse(features, target, { blocks: drawn, seed: 5 });
  deepEqual(grouped.featureNames, ["pair 0", "pair 1"]);
  deepEqual(grouped.sizes, blocks.sizes);
});

Deno.test("search: random multiplets, never better than all of them, and said to be best found", async () => {
  const sizes = [2, 3];
  const drawn = await analyse(features, target, { search: randomSearch(20, 3), sizes });
  const all = await analyse(features, target, { sizes });
  equal(drawn.search, "random");
  drawn.sizes.forEach((size, at) => {
    deepEqual(size.guarantee, { synergy: "best found", redundancy: "best found" });
    deepEqual(all.sizes[at]!.guarantee, { synergy: "optimal", redundancy: "optimal" });
    const [own, best] = [size, all.sizes[at]!].map(({ synergy }) => ranked(synergy)[0]!);
    ok(own!.oInformation >= best!.oInformation);
  });
  // Twenty draws of the three pairs meet each.
  deepEqual(ranked(drawn.sizes[0]!.synergy), ranked(all.sizes[0]!.synergy));
});

Deno.test("search: it is refused by its own cost, and found by its name in a catalogue", async () => {
  const searches = SEARCHES.with(randomSearch(20, 3));
  equal(searches.get("random").name, "random");
  await rejects(
    analyse(features, target, { search: randomSearch(1e12, 3), sizes: [2] }),
    (error) => error instanceof SearchCostError && /A random search at size 2/.test(error.message),
  );
  await rejects(
    analyse(features, target, { search: "random", searches, sizes: [2], exhaustiveUpTo: 2 }),
    /The search "random" has no option exhaustiveUpTo; searches with this option: greedy/,
  );
});

Deno.test("search: without sizes it gets all; top, plan and progress reach it", async () => {
  const told: number[] = [];
  const { sizes } = await analyse(features, target, {
    search: randomSearch(50, 3),
    top: 2,
    onPlan: ({ multiplets }) => told.push(multiplets),
    onProgress: (share) => told.push(share),
  });
  deepEqual(sizes.map(({ size, synergy }) => [size, ranked(synergy).length]), [[2, 2], [3, 1]]);
  deepEqual(told, [100, 0.5, 1]);
});

/** The random search with something wrong about what it finds. */
function spoilt(spoil: (found: Found) => Found): Search {
  const search = randomSearch(20, 3);
  return { ...search, run: async (system, run) => spoil(await search.run(system, run)) };
}

const first = (found: Found, change: object): Found => ({
  ...found,
  sizes: found.sizes.map((size, at) => at === 0 ? { ...size, ...change } : size),
});
const wrongResults: [string, (found: Found) => Found, RegExp][] = [
  [
    "another size",
    (found) => ({ ...found, sizes: found.sizes.slice(1) }),
    /sizes 3, needed are 2,3/,
  ],
  ["an empty end", (found) => first(found, { synergy: [] }), /0 multiplets of size 2 for synergy/],
  [
    "no guarantee",
    (found) => first(found, { guarantee: undefined }),
    /no guarantee for the synergy/,
  ],
  [
    "a place that there is not",
    (found) =>
      first(found, { redundancy: [{ ...found.sizes[0]!.synergy[0]!, multiplet: [0, 9] }] }),
    /multiplet 0,9 for redundancy of size 2, Ω/,
  ],
];
for (const [what, spoil, message] of wrongResults) {
  Deno.test(`search: ${what} in its result is refused`, async () => {
    await rejects(analyse(features, target, { search: spoilt(spoil) }), message);
  });
}

Deno.test("search: sizes, top and a cost that cannot be are refused", async () => {
  const search = randomSearch(20, 3);
  await rejects(analyse(features, target, { search, sizes: [99] }), /1\.\.3, got 99/);
  await rejects(analyse(features, target, { search, sizes: [] }), /at least one/);
  await rejects(analyse(features, target, { search, top: 0 }), /top must be a positive integer/);
  const cost: Search["cost"] = (...asked) => ({ ...search.cost(...asked), seconds: NaN });
  await rejects(
    analyse(features, target, { search: { ...search, cost } }),
    /invalid cost: NaN seconds/,
  );
});

Deno.test("estimator: an O-information that is no number is refused with its variables", async () => {
  const broken: Estimator = {
    ...BINNED,
    prepare: (variables, labels) => ({
      ...BINNED.prepare(variables, labels),
      score: (multiplet) => ({
        multiplet,
        oInformation: NaN,
        featuresOInformation: 0,
        targetContribution: NaN,
      }),
    }),
  };
  await rejects(
    analyse(features, target, { estimator: broken, sizes: [2] }),
    /for multiplet 0,1 it returned an O-information of NaN/,
  );
});

Deno.test("estimator: the result says of its entropies and ties what the estimator says", async () => {
  const own = await analyse(features, target, { estimator: BINNED, sizes: [2] });
  deepEqual([own.biasCorrected, own.warnings], [false, []]);
  ok(toTable(own).includes("3 variables; estimator binned-entropy; label encoding classes"));
  const plain = gaussianCopula({ biasCorrected: false });
  equal((await analyse(features, target, { estimator: plain })).biasCorrected, false);
  // Columns with one value in most samples, ranked by index: told of the library's own estimator alone.
  const rare = {
    samples: 50,
    variables: 2,
    values: Float64Array.from({ length: 100 }, (_, at) => at < 60 ? 0 : (7 * at) % 41),
  };
  const tied = async (estimator?: Estimator) =>
    (await analyse(rare, undefined, { ...(estimator && { estimator }), sizes: [2] })).warnings
      .filter((one) => one.includes("these ties in random order")).length;
  deepEqual([await tied(), await tied(gaussianCopula())], [1, 0]);
});

Deno.test("grouping: columns that no variable uses take no part", async () => {
  const last: Grouping = {
    name: "last-two",
    group: (all) => ({ ...all, variables: all.variables.slice(1) }),
  };
  const copied = {
    samples,
    variables: 3,
    values: values.map((value, at) => at % 3 === 0 ? values[at + 2]! : value),
  };
  const { sizes, featureNames, variables } = await analyse(copied, target, { grouping: last });
  deepEqual(sizes[0]!.multipletCount, 1);
  deepEqual([featureNames, variables], [["variable 0", "x1", "x2"], 3]);
});

Deno.test("variables of which some were left out before keep numbers and names in every format", async () => {
  const dead = {
    samples,
    variables: 4,
    values: Float64Array.from(
      { length: 4 * samples },
      (_, at) =>
        at % 4 === 1 ? 0 : values[3 * Math.floor(at / 4) + (at % 4 === 0 ? 0 : at % 4 - 1)]!,
    ),
  };
  const before = await analyse(dead, target, { degenerate: "drop" });
  const after = await analyse(soundVariables(toVariables(dead), { degenerate: "drop" }), target);
  deepEqual(after, before);
  equal(toCsv(after), toCsv(before));
  equal(toTable(after), toTable(before));
});

Deno.test("blocks and names go by own numbers where columns were left out before", async () => {
  const all = toVariables(features);
  const rest = {
    ...all,
    columns: all.columns.slice(1),
    variables: [
      { index: 1, name: "x1", columns: [0] },
      { index: 2, name: "x2", columns: [1] },
    ],
  };
  const { featureNames, blocks } = await analyse(rest, target, { blocks: [[2], [1]] });
  deepEqual([featureNames, blocks], [["x2", "x1"], [[2], [1]]]);
  await rejects(analyse(rest, target, { blocks: [[2], [0]] }), /No column has the number 0/);
});

Deno.test("estimator: other variables than it was given, and entropies that are no numbers, are refused", async () => {
  const renamed: Estimator = {
    ...BINNED,
    prepare: (variables, labels) => {
      const system = BINNED.prepare(variables, labels);
      return { ...system, variables: system.variables.map((one) => ({ ...one, name: "other" })) };
    },
  };
  await rejects(analyse(features, target, { estimator: renamed }), /it has a variable "other"/);
  const broken: Estimator = {
    ...BINNED,
    prepare: (variables, labels) => ({
      ...BINNED.prepare(variables, labels),
      entropy: () => ({ alone: NaN, information: 0 }),
    }),
  };
  await rejects(
    analyse(features, target, { estimator: broken, multiplets: [[0, 1]] }),
    /multiplet 0,1 their sum is NaN/,
  );
});

Deno.test("search: one that asks a search of the library keeps its own name and tells its plan once", async () => {
  const wrapped: Search = {
    ...randomSearch(1, 1),
    name: "wrapped",
    run: (system, run) => SEARCHES.get("greedy").run(system, run),
  };
  let plans = 0;
  const { search } = await analyse(features, target, { search: wrapped, onPlan: () => plans++ });
  deepEqual([search, plans], ["wrapped", 1]);
});
