/** The option `significance` of an analysis. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import {
  analyse,
  type AnalysisOptions,
  type AnalysisResult,
  ranked,
  toCsv,
  toJson,
  toTable,
} from "../../../lib/analysis/mod.ts";
import { continuousTarget, gaussianMoments } from "../../../lib/information/mod.ts";
import { normals, randomSource } from "../../../lib/system/random/mod.ts";
import { mixedSignals } from "../../mixed_signals.ts";
import { resultSchema } from "../result_schema.ts";
import { permitted } from "../../permitted.ts";

const { features, labels } = mixedSignals({ variables: 6, samples: 500 });

const tested = (options: AnalysisOptions = {}) =>
  analyse(features, labels, { significance: "all", draws: 39, seed: 2, ...options });

/** Independent columns and labels. */
function noise(samples: number, variables: number, seed: number) {
  const random = randomSource(seed);
  return {
    features: { samples, variables, values: normals(samples * variables, random) },
    labels: Array.from({ length: samples }, () => random.uint32() % 3),
  };
}

Deno.test("all tests of the extremes and of given multiplets; without the option nothing changes", async () => {
  const plain = await analyse(features, labels, { seed: 2, multiplets: [[0, 3, 4]] });
  const result = await tested({ multiplets: [[0, 3, 4]] });
  const without = JSON.parse(
    JSON.stringify(result, (key, value) => key === "significance" ? undefined : value),
  );
  deepEqual(without, JSON.parse(JSON.stringify(plain)));
  deepEqual(result.significance, {
    tests: ["split", "target", "max"],
    draws: 39,
    bootstrapDraws: 1000,
  });
  for (const { synergy, redundancy, size } of result.sizes) {
    for (
      const [end, one] of [["synergy", ranked(synergy)[0]!], [
        "redundancy",
        ranked(redundancy)[0]!,
      ]] as const
    ) {
      const { otherHalf, target, targetContribution, columns, bootstrap, permuted } = one
        .significance!;
      equal(otherHalf!.multiplet.length, size);
      equal(otherHalf!.contained?.length, size < 3 ? undefined : size - 1);
      ok(
        target!.pValue >= 1 / 40 && columns!.pValue >= 1 / 40 &&
          targetContribution!.pValue >= 1 / 40,
      );
      // The signals are strong.
      if (size === 3) equal(columns!.pValue, 1 / 40, end);
      deepEqual([bootstrap, permuted], [undefined, undefined]);
    }
  }
  const { otherHalf, target, bootstrap, permuted, targetContribution } = result.multiplets[0]!
    .significance!;
  deepEqual([otherHalf, target], [undefined, undefined]);
  ok(bootstrap && permuted && targetContribution);
  equal(bootstrap.value.toFixed(12), result.multiplets[0]!.oInformation.toFixed(12));
});

Deno.test("the search of one half exaggerates what noise has; the other half does not", async () => {
  let searched = 0;
  let other = 0;
  for (let seed = 1; seed <= 8; seed++) {
    const { features, labels } = noise(240, 8, seed);
    const { sizes } = await analyse(features, labels, {
      significance: "split",
      sizes: [4],
      units: "nats",
      seed,
    });
    const { otherHalf } = ranked(sizes[0]!.synergy)[0]!.significance!;
    searched += otherHalf!.searched / 8;
    other += otherHalf!.value / 8;
    const [low, high] = otherHalf!.interval;
    ok(low < high);
  }
  ok(searched < -0.003 && Math.abs(other) < -searched / 3, `${searched} ${other}`);
});

Deno.test(
  "the numbers do not depend on workers, nor on the unit but for its factor",
  permitted,
  async () => {
    const one = await tested();
    deepEqual(await tested({ workers: 2 }), one);
    const nats = await tested({ units: "nats" });
    const [a, b] = [one, nats].map(({ sizes }) => ranked(sizes[1]!.synergy)[0]!.significance!);
    const near = (x: number, y: number) => ok(Math.abs(x * Math.LN2 - y) < 1e-12);
    near(a!.otherHalf!.value, b!.otherHalf!.value);
    near(a!.otherHalf!.interval[0], b!.otherHalf!.interval[0]);
    near(a!.columns!.nullBound, b!.columns!.nullBound);
    deepEqual([a!.columns!.effect.toFixed(6), a!.columns!.pValue], [
      b!.columns!.effect.toFixed(6),
      b!.columns!.pValue,
    ]);
  },
);

Deno.test("lists, other objectives, estimators and searches, and groups are tested, too", async () => {
  const listed = await tested({ top: 3, sizes: [3], significance: ["target", "max"] });
  const [first, second] = ranked(listed.sizes[0]!.synergy).map(({ significance }) => significance!);
  // Searches find one extreme; the contribution belongs to each multiplet.
  ok(first!.target && first!.columns && first!.targetContribution);
  deepEqual([second!.target, second!.columns], [undefined, undefined]);
  ok(second!.targetContribution);
  const total = await tested({ objective: "total-correlation", sizes: [3], significance: "max" });
  equal(ranked(total.sizes[0]!.redundancy)[0]!.significance!.columns!.pValue, 1 / 40);
  const moments = await tested({ estimator: gaussianMoments(), significance: "all", sizes: [3] });
  deepEqual(moments.significance!.tests, ["target", "max"]);
  const ladder = await tested({ search: "ladder", significance: "max", draws: 19, sizes: [3] });
  deepEqual(ladder.significance!.budget, { calls: 100, islands: 1 });
  const asked = await tested({
    search: "ladder",
    calls: 20,
    significance: "max",
    draws: 19,
    sizes: [3],
  });
  equal(asked.significance!.budget, undefined);
  const groups = Array.from({ length: 500 }, (_, row) => row >> 1);
  const grouped = await tested({ groups, significance: "split", sizes: [3] });
  ok(ranked(grouped.sizes[0]!.synergy)[0]!.significance!.otherHalf);
  const alone = await analyse(features, undefined, { significance: "all", draws: 19, sizes: [4] });
  deepEqual(alone.significance!.tests, ["split", "max"]);
});

Deno.test("the three formats have the tests", async () => {
  const result = await tested({ multiplets: [[1, 2]] });
  deepEqual(JSON.parse(toJson(result)), JSON.parse(JSON.stringify(result)));
  const [header, ...rows] = toCsv(result).trimEnd().split("\n").map((line) => line.split(","));
  const own = ranked(result.sizes[1]!.synergy)[0]!;
  const row = rows.find(([kind, size]) => kind === "synergy" && size === "3")!;
  const cell = (name: string) => row[header!.indexOf(name)];
  const { otherHalf, columns } = own.significance!;
  equal(cell("otherHalf"), `${otherHalf!.value} ${otherHalf!.interval.join(" ")}`);
  equal(cell("columnsPValue"), `${columns!.pValue}`);
  ok(!toCsv(await analyse(features, labels)).includes("otherHalf"));
  const table = toTable(result);
  match(table, /More than chance\? 39 permutations, 1000 bootstrap draws/);
  match(table, /size {2}extreme +other half {2}carried over {2}target +p +Δ +p {2}columns +p\n/);
  match(table, /given {2}size +95 % interval/);
  for (const line of table.split("\n")) ok(line.length <= 110, line);
});

Deno.test("cost and progress are told; what is too long, unknown or needs a target is refused before any work", async () => {
  let planned = 0;
  let plain = 0;
  const shares: number[] = [];
  await analyse(features, labels, { onPlan: ({ seconds }) => plain = seconds });
  await tested({
    onPlan: ({ seconds }) => planned = seconds,
    onProgress: (share) => shares.push(share),
  });
  ok(planned > plain + 0.01);
  ok(shares.every((share, at) => share >= (shares[at - 1] ?? 0) && share <= 1), `${shares}`);
  ok(Math.max(...shares) > 0.5);
  await rejects(
    tested({ draws: 1e7 }),
    /The analysis would take .*: the search .*, the tests of significance .*; at most 30 min are allowed\. Possible: fewer draws; fewer sizes; more workers; maxSeconds: Infinity to run it anyway$/,
  );
  await rejects(tested({ draws: 5 }), /draws must be an integer from 19/);
  await rejects(tested({ significance: "luck" as never }), /significance/);
  await rejects(
    analyse(features, undefined, { significance: "target" }),
    /"target" permutes the target, and there is none/,
  );
  await rejects(tested({ significance: "split", estimator: gaussianMoments() }), /leave it out/);
  const abort = new AbortController();
  const stopped = tested({
    draws: 5000,
    significance: "max",
    signal: abort.signal,
    onProgress: (share) => share > 0 && share < 1 && abort.abort(new Error("enough")),
  });
  await rejects(stopped, /enough/);
});

/** What has the tests of an extreme or a given multiplet. */
const testsOf = (result: AnalysisResult) =>
  [
    ...result.sizes.flatMap((
      { synergy, redundancy },
    ) => [...ranked(synergy), ...ranked(redundancy)]),
    ...result.multiplets,
  ].flatMap(({ significance }) => significance ?? []);

for (const samples of [4, 5, 6, 8, 11, 16, 24, 40]) {
  Deno.test(
    `of ${samples} samples, each test has numbers or a warning with the reason, and no interval is a point`,
    async () => {
      const { features, labels: drawn } = noise(samples, 3, samples);
      const quantity = continuousTarget(normals(samples, randomSource(samples + 50)));
      const twoClasses = drawn.map((_, row) => row % 2);
      const groups = drawn.map((_, row) => row < samples / 2 ? 0 : 1);
      const own = drawn.map((_, row) => row);
      const uneven = drawn.map((_, row) => row === 0 ? 0 : 1);
      for (
        const [labels, options] of [
          [undefined, {}],
          [quantity, {}],
          [drawn, {}],
          [own, {}],
          [twoClasses, { encoding: "model" }],
          [twoClasses, { encoding: "one-hot" }],
          [twoClasses, { groups }],
          [twoClasses, { groups: uneven }],
          [undefined, { groups: uneven }],
        ] as const
      ) {
        let result: AnalysisResult;
        const title = `${JSON.stringify(options)} ${labels && "classes"}`;
        try {
          result = await analyse(features, labels, {
            sizes: [2],
            multiplets: [[0, 1]],
            ...options,
          });
        } catch {
          continue; // Too few samples for an analysis at all.
        }
        const tested = await analyse(features, labels, {
          sizes: [2],
          multiplets: [[0, 1]],
          significance: "all",
          draws: 19,
          ...options,
        });
        resultSchema.parse(tested);
        const { tests } = tested.significance!;
        deepEqual(tests, labels === undefined ? ["split", "max"] : ["split", "target", "max"]);
        for (const test of tests) {
          const missing = tested.warnings.filter((text) =>
            text.startsWith(`The significance test "${test}" has no result: `)
          );
          const found = testsOf(tested).some(({ otherHalf, bootstrap, ...others }) =>
            test === "split"
              ? otherHalf ?? bootstrap
              : test === "target"
              ? others.target ?? others.targetContribution
              : others.columns ?? others.permuted
          );
          equal(missing.length, found ? 0 : 1, `${title} ${test}`);
        }
        for (const { otherHalf, bootstrap } of testsOf(tested)) {
          for (const one of [otherHalf, bootstrap]) {
            // Ω of two variables without a label is 0 in each draw.
            if (one !== undefined && labels) ok(one.interval[0] < one.interval[1], title);
          }
        }
        // The other numbers and warnings stay as they are.
        ok(result.warnings.every((text) => tested.warnings.includes(text)), title);
      }
    },
  );
}

Deno.test(
  "which permutation cannot be analysed does not depend on the workers",
  permitted,
  async () => {
    const { features } = noise(5, 3, 5);
    const target = continuousTarget(normals(5, randomSource(9)));
    const run = (workers: number) =>
      analyse(features, target, { sizes: [2], significance: ["target", "max"], workers });
    const one = await run(1);
    equal(one.warnings.filter((text) => /the permuted samples cannot be/.test(text)).length, 2);
    deepEqual(await run(2), one);
  },
);

Deno.test("p values that cannot be small are told: of few permutations, and of few groups", async () => {
  const { features, labels } = noise(40, 3, 2);
  const groups = Array.from({ length: 40 }, (_, row) => Math.floor(row / 10));
  const coarse = async (options: AnalysisOptions) =>
    (await analyse(features, labels, { sizes: [2], significance: "target", ...options })).warnings
      .filter((text) => /is below|seldom below/.test(text));
  deepEqual(await coarse({ draws: 39 }), []);
  const [few, ...more] = await coarse({ draws: 19 });
  match(few!, /^With 19 permutations, no two-sided p .* is below 0\.10: 0\.05 needs at least 39$/);
  deepEqual(more, []);
  // Four groups of ten samples: 4! orders.
  const [grouped] = await coarse({ draws: 39, groups });
  match(grouped!, /in 24 ways only: p of the test "target" is seldom below 0\.042,/);
  deepEqual(
    await coarse({ draws: 39, groups: Array.from({ length: 40 }, (_, row) => row >> 1) }),
    [],
  );
});

Deno.test("the table marks values of another multiplet in the other half", async () => {
  const { features } = noise(60, 5, 4);
  const result = await analyse(features, undefined, { sizes: [3], significance: "split" });
  const [size] = result.sizes;
  const differ = [size!.synergy, size!.redundancy].filter((end) => {
    const [one] = ranked(end);
    return one!.significance!.otherHalf!.multiplet.join() !== one!.multiplet.join();
  });
  const table = toTable(result);
  ok(differ.length > 0);
  equal(table.split(" †").length - 1, differ.length);
  match(table, /†: that half has another multiplet, which JSON and CSV name/);
  match(table, /the column split above has another random division of the samples/);
});
