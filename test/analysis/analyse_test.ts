import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import {
  analyse,
  AnalysisError,
  type AnalysisOptions,
  ranked,
  SEARCH_METHODS,
} from "../../lib/analysis/mod.ts";
import {
  discreteTarget,
  fromNats,
  gaussianCopula,
  gaussianSystem,
  multipletMeasures,
  TARGET_ENCODINGS,
  targetSplit,
  toVariables,
} from "../../lib/information/mod.ts";
import {
  multipletCount,
  multiplets as allOfSize,
  searchCost,
  SearchError,
} from "../../lib/search/mod.ts";
import { searchOf } from "../../lib/analysis/options.ts";
import { sampleSizeOf } from "../../lib/analysis/sample_size.ts";
import { close } from "../information/reference.ts";
import { plainSearch } from "../search/plain_search.ts";
import { replacedWorker } from "../system/workers/replaced_worker.ts";
import { permitted } from "../permitted.ts";
import { blocks } from "../../lib/variables/mod.ts";
import { resultSchema } from "./result_schema.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";

const { features, labels } = mixedSignals({ samples: 200 });
const target = discreteTarget(labels);
const variables = toVariables(features);

/** Every multiplet of the six variables. */
const all = [1, 2, 3, 4, 5, 6].flatMap((size) => [...allOfSize(6, size)]);

for (const encoding of TARGET_ENCODINGS) {
  for (const units of ["bits", "nats"] as const) {
    for (const biasCorrected of [true, false]) {
      const title = `${encoding}, ${units}, ${biasCorrected ? "" : "not "}corrected`;
      Deno.test(`all multiplets have the numbers of the information library: ${title}`, async () => {
        const system = gaussianSystem(variables, target, { encoding, ties: "average" });
        const result = await analyse(features, target, {
          encoding,
          units,
          biasCorrected,
          multiplets: all,
        });
        resultSchema.parse(result);
        deepEqual([result.units, result.biasCorrected], [units, biasCorrected]);
        deepEqual(result.multiplets.map(({ multiplet }) => multiplet), all);
        for (const measured of result.multiplets) {
          const { multiplet } = measured;
          const what = `multiplet ${multiplet}`;
          const split = targetSplit(system, multiplet, { biasCorrected });
          for (
            const key of ["oInformation", "featuresOInformation", "targetContribution"] as const
          ) {
            close(measured[key], fromNats(split[key], units), 1e-12, `${key} of ${what}`);
          }
          if (system.target.encoding === "model") continue; // has no joint covariance to measure
          const block = system.target.encoding === "none" ? [] : [system.target.block];
          const whole = multipletMeasures(system.covariance, [...multiplet, ...block], {
            biasCorrected,
          });
          for (
            const key of ["totalCorrelation", "dualTotalCorrelation", "sInformation"] as const
          ) {
            close(measured[key]!, fromNats(whole[key], units), 1e-12, `${key} of ${what}`);
          }
        }
      });
    }
  }
}

Deno.test("with encoding model TC gains I(X; y) on TC(X), and Ω = TC − DTC, S = TC + DTC", async () => {
  const multiplet = [0, 2, 5];
  const system = gaussianSystem(variables, target, { encoding: "model" });
  const { multiplets: [measured] } = await analyse(features, target, {
    encoding: "model",
    units: "nats",
    multiplets: [multiplet],
  });
  const { oInformation } = measured!;
  const totalCorrelation = measured!.totalCorrelation!;
  const dualTotalCorrelation = measured!.dualTotalCorrelation!;
  const alone = multipletMeasures(system.covariance, multiplet).totalCorrelation;
  const { targetInformation } = targetSplit(system, multiplet);
  close(totalCorrelation, alone + targetInformation, 1e-12);
  close(totalCorrelation - dualTotalCorrelation, oInformation, 1e-12);
  close(totalCorrelation + dualTotalCorrelation, measured!.sInformation!, 1e-12);
});

for (const search of SEARCH_METHODS) {
  Deno.test(`${search} search finds the extremes of every size`, async () => {
    const system = gaussianSystem(variables, target, { ties: "average" });
    const sizes = [2, 3, 4, 5, 6];
    const result = await analyse(features, target, { search, sizes, top: 4, units: "nats" });
    equal(result.search, search);
    deepEqual(result.sizes.map(({ size }) => size), sizes);
    for (const { size, multipletCount: count, synergy, redundancy } of result.sizes) {
      equal(count, multipletCount(6, size));
      const plain = plainSearch(system, size);
      for (const [found, expected] of [[synergy, plain.synergy], [redundancy, plain.redundancy]]) {
        const list = ranked(found as typeof synergy);
        const best = (expected as typeof plain.synergy).slice(0, 4);
        deepEqual(list.map(({ multiplet }) => multiplet), best.map(({ multiplet }) => multiplet));
        list.forEach((one, i) => close(one.oInformation, best[i]!.oInformation, 1e-12));
      }
    }
  });
}

Deno.test(
  "workers share an exhaustive search and do not change its result",
  permitted,
  async () => {
    let started = 0;
    class Counted extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        started++;
      }
    }
    await replacedWorker(Counted, async () => {
      const search = (workers: number) =>
        analyse(features, target, { search: "exhaustive", sizes: [3, 4], top: 5, workers });
      const alone = await search(1);
      equal(started, 0);
      deepEqual(await search(2), alone);
      equal(started, 2);
    });
  },
);

Deno.test("threads for long columns do not change a result", permitted, async () => {
  const samples = 80_000;
  const random = randomSource(3);
  const noise = Float32Array.from({ length: samples * 100 }, () => Math.fround(uniform(random)));
  // Each column shares a third of the one before it.
  const values = noise.map((value, at) => value + (at % 100 === 0 ? 0 : noise[at - 1]! / 3));
  const labels = Float64Array.from(
    { length: samples },
    (_, row) => Math.floor(3 * noise[row * 100]!),
  );
  const before = values.slice();
  const found = (workers?: number | "cores") =>
    analyse({ samples, variables: 100, values }, labels, { sizes: [3], workers });
  let started = 0;
  class Counted extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      started++;
    }
  }
  await replacedWorker(Counted, async () => {
    const alone = await found();
    equal(started, 0);
    deepEqual(await found(2), alone);
    ok(started >= 2);
  });
  // The matrix of the caller is not changed.
  deepEqual(values, before);
});

Deno.test("an extreme is the best multiplet; with top it is a list, of one too", async () => {
  const plain = await analyse(features, target, { sizes: [3] });
  const one = await analyse(features, target, { sizes: [3], top: 1 });
  const best = plain.sizes[0]!.synergy;
  ok("multiplet" in best);
  deepEqual(one.sizes[0]!.synergy, { top: [best] });
  deepEqual(ranked(best), [best]);
  const many = await analyse(features, target, { sizes: [6], top: 5 });
  equal(ranked(many.sizes[0]!.redundancy).length, 1); // there is one multiplet of all variables
});

Deno.test("bits are nats / ln 2, in every value", async () => {
  const [bits, nats] = await Promise.all(
    (["bits", "nats"] as const).map((units) => analyse(features, target, { units, sizes: [3] })),
  );
  const [inBits] = ranked(bits!.sizes[0]!.redundancy);
  const [inNats] = ranked(nats!.sizes[0]!.redundancy);
  close(inBits!.oInformation * Math.LN2, inNats!.oInformation, 1e-15);
  close(inBits!.featuresOInformation * Math.LN2, inNats!.featuresOInformation, 1e-15);
  close(inBits!.targetContribution * Math.LN2, inNats!.targetContribution, 1e-15);
});

Deno.test("without a target Ω(X, y) is Ω(X) and the target contributes 0", async () => {
  const result = await analyse(features, undefined, { multiplets: [[0, 1, 2]] });
  equal(result.targetEncoding, "none");
  for (const one of [...result.multiplets, ...ranked(result.sizes[1]!.synergy)]) {
    equal(one.targetContribution, 0);
    equal(one.oInformation, one.featuresOInformation);
  }
  const ignored = await analyse(features, target, { encoding: "none", multiplets: [[0, 1, 2]] });
  deepEqual(ignored, result);
});

Deno.test("the default search compares all multiplets where that is quick, else it climbs", async () => {
  const few = mixedSignals({ samples: 500, variables: 20 });
  equal((await analyse(few.features, undefined, { sizes: [2] })).search, "exact");
  // Too few samples for a covariance of all columns.
  const short = mixedSignals({ samples: 15, variables: 15 });
  equal((await analyse(short.features, undefined)).search, "exhaustive");
  const more = mixedSignals({ samples: 500, variables: 21 });
  const name = async (options: AnalysisOptions) =>
    (await analyse(more.features, undefined, options)).search;
  equal(await name({ sizes: [2, 20] }), "exhaustive");
  equal(await name({ sizes: [2], exhaustiveUpTo: 2 }), "greedy");
  equal(await name({ sizes: [2], calls: 1 }), "ladder");
  equal(await name({ sizes: [2], islands: 1 }), "ladder");
  const pairs = Array.from({ length: 10 }, (_, i) => [2 * i, 2 * i + 1]);
  equal(await name({ sizes: [2], blocks: pairs }), "exact");

  const wide = mixedSignals({ samples: 1000, variables: 45 });
  const { variables } = wide.features;
  const system = gaussianSystem(toVariables(wide.features), undefined);
  const size = sampleSizeOf(toVariables(wide.features), undefined, "none", undefined);
  const searched = (sizes?: number[]) => searchOf({}, system, size, sizes).name;
  deepEqual([variables, searched(), searched([20]), searched([2, 3, 44])], [
    45,
    "ladder",
    "ladder",
    "exhaustive",
  ]);
});

Deno.test("a ladder search in an analysis depends on the seed alone", async () => {
  const { features, labels } = mixedSignals({ samples: 600, variables: 24 });
  const options = { search: "ladder", calls: 60, islands: 2, sizes: [3, 12, 20] };
  const result = await analyse(features, labels, options);
  equal(result.search, "ladder");
  resultSchema.parse(result);
  deepEqual(result.sizes.map(({ guarantee }) => guarantee.synergy), [
    "optimal",
    "best found",
    "best found",
  ]);
  deepEqual(await analyse(features, labels, options), result);
});

Deno.test("one variable has one multiplet, of size 1 and without O-information", async () => {
  const single = mixedSignals({ variables: 1 });
  const { sizes } = await analyse(single.features, discreteTarget(single.labels));
  deepEqual(sizes.map(({ size, multipletCount: count }) => [size, count]), [[1, 1]]);
  const [best] = ranked(sizes[0]!.synergy);
  deepEqual(best!.multiplet, [0]);
  close(best!.oInformation, 0, 1e-15);
});

Deno.test("names of features are kept, or x0, x1, … by column", async () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  deepEqual((await analyse({ ...features, names }, undefined)).featureNames, names);
  const { featureNames } = await analyse(features, undefined);
  deepEqual(featureNames, ["x0", "x1", "x2", "x3", "x4", "x5"]);
});

Deno.test("random ties depend on the seed, and the same seed gives the same result", async () => {
  const rounded = { ...features, values: features.values.map((value) => Math.round(4 * value)) };
  const run = async (seed: number) =>
    (await analyse(rounded, target, { ties: "random", seed, sizes: [3] })).sizes;
  deepEqual(await run(1), await run(1));
  ok(JSON.stringify(await run(1)) !== JSON.stringify(await run(2)));
});

const refused: [string, AnalysisOptions, new (...args: never[]) => Error, RegExp][] = [
  ["exhaustive without sizes", { search: "exhaustive" }, AnalysisError, /needs the option sizes/],
  ["a size beyond the variables", { sizes: [2, 7] }, SearchError, /1\.\.6, got 7/],
  ["no size at all", { sizes: [] }, SearchError, /at least one/],
  ["top 0", { top: 0 }, SearchError, /top must be a positive integer, got 0/],
  ["a variable that does not exist", { multiplets: [[0, 6]] }, AnalysisError, /0\.\.5, got 6/],
  [
    "a variable twice",
    { multiplets: [[0, 1, 0]] },
    AnalysisError,
    /0,1,0 contains a variable twice/,
  ],
  ["a multiplet of none", { multiplets: [[]] }, AnalysisError, /needs a variable, got none/],
  ["a fraction as variable", { multiplets: [[0.5]] }, AnalysisError, /0\.\.5, got 0\.5/],
  ["no worker", { search: "exhaustive", sizes: [3], workers: 0 }, SearchError, /workers must be/],
  ["a seed below 0", { seed: -1 }, AnalysisError, /seed must be an integer from 0, got -1/],
  ["a sample without group", { groups: [1, 2] }, AnalysisError, /200 samples, 2 groups/],
  ["one group", { groups: new Uint8Array(200) }, AnalysisError, /at least 2 groups, got 1/],
];

for (const [what, options, kind, message] of refused) {
  Deno.test(`${what} is refused`, async () => {
    await rejects(
      analyse(features, target, options),
      (error) => error instanceof kind && message.test(error.message),
    );
  });
}

Deno.test("unknown options and values are refused where types do not catch them", async () => {
  const call = (options: object) => analyse(features, target, options);
  const refuse = (options: object, message: RegExp) =>
    rejects(
      call(options),
      (error) => error instanceof AnalysisError && message.test(error.message),
    );
  await refuse({ unit: "bits" }, /analyse has no option "unit"; it takes .*units/);
  await refuse({ units: "bit" }, /units must be one of bits, nats, got bit/);
  await refuse({ search: "best" }, /search must be one of exact, .*, got best/);
  await rejects(call({ degenerate: "keep" }), /degenerate must be one of error, drop/);
  await rejects(call({ encoding: "label" }), /encoding must be one of copula/);
});

Deno.test("labels that do not match are refused, even where the encoding leaves them out", async () => {
  const short = discreteTarget(labels.slice(1));
  const told = /200 samples, 199 labels/;
  await rejects(analyse(features, short), told);
  await rejects(analyse(features, short, { encoding: "none" }), told);
});

Deno.test("an aborted analysis rejects with the reason, and progress never goes back", async () => {
  const wide = mixedSignals({ variables: 40, samples: 100 });
  const controller = new AbortController();
  const shares: number[] = [];
  await rejects(
    analyse(wide.features, undefined, {
      search: "exhaustive",
      sizes: [8],
      signal: controller.signal,
      onProgress: (share) => {
        shares.push(share);
        if (shares.length === 3) controller.abort(new Error("enough"));
      },
    }),
    /enough/,
  );
  deepEqual(shares, shares.toSorted((a, b) => a - b));
  ok(shares.every((share) => share >= 0 && share <= 1));
});

Deno.test("exhaustiveUpTo asks for a greedy search, and is of no other", async () => {
  const { features } = mixedSignals({ variables: 8 });
  const { search, sizes } = await analyse(features, undefined, { exhaustiveUpTo: 2, sizes: [4] });
  equal(search, "greedy");
  // Grown: one multiplet a candidate, not all of the size.
  deepEqual(sizes.map(({ multipletCount }) => multipletCount), [5]);
  await rejects(
    analyse(features, undefined, { search: "exact", exhaustiveUpTo: 2 }),
    /The search "exact" has no option exhaustiveUpTo; searches with this option: greedy/,
  );
});

Deno.test("workers of an exhaustive search: one per core where it takes long", async () => {
  const { features } = mixedSignals({ variables: 60, samples: 200 });
  const planned = async (sizes: number[]) => {
    let workers = 0;
    const search = analyse(features, undefined, {
      search: "exhaustive",
      sizes,
      workers: "cores",
      onPlan: (cost) => {
        workers = cost.workers;
        throw new Error("planned");
      },
    });
    await rejects(search, /^Error: planned/);
    return workers;
  };
  equal(await planned([3]), 1); // 34,220 multiplets.
  equal(await planned([6]), navigator.hardwareConcurrency); // 50,063,860.
});

Deno.test("a search on all cores is admitted by its time on all cores", permitted, async () => {
  const { features: wide } = mixedSignals({ variables: 60, samples: 1200 });
  const alone = searchCost({ variables: 60, hasTarget: false }, {
    search: "exhaustive",
    sizes: [6],
  });
  const controller = new AbortController();
  const planned = new Error("planned");
  const cores = navigator.hardwareConcurrency;
  let seconds = 0;
  const attempt = analyse(wide, undefined, {
    search: "exhaustive",
    sizes: [6],
    workers: "cores",
    maxSeconds: 1.1 * alone.seconds / cores,
    signal: controller.signal,
    onPlan: (cost) => {
      seconds = cost.seconds;
      controller.abort(planned);
    },
  });
  await rejects(attempt, planned);
  close(seconds, alone.seconds / cores, 1e-9);
});

Deno.test("blocks beside a grouping, and options of the estimator of the library for another, are refused", async () => {
  const grouping = blocks([[0, 1], [2, 3]]);
  await rejects(
    analyse(features, target, { grouping, blocks: [[0, 1]] }),
    new AnalysisError("Give blocks or a grouping, got both"),
  );
  await rejects(
    analyse(features, target, { grouping, estimator: gaussianCopula(), encoding: "model" }),
    /The option encoding is for the Gaussian copula/,
  );
});
