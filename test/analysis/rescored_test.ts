/** Multiplets of an analysis by another estimator: which, in which unit, and in every format. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { parse } from "csv-parse/sync";
import {
  analyse,
  type AnalysisCost,
  AnalysisCostError,
  AnalysisError,
  type AnalysisOptions,
  ranked,
  toCsv,
  toJson,
  toTable,
} from "../../lib/analysis/mod.ts";
import {
  discreteTarget,
  gaussianMoments,
  type MultipletEstimate,
  multipletEstimator,
} from "../../lib/information/mod.ts";
import { deriveSeed, normals, randomSource } from "../../lib/system/random/mod.ts";
import { toVariables } from "../../lib/variables/variables.ts";
import { result as invented } from "./example_result.ts";
import { resultSchema } from "./result_schema.ts";

/** Columns a, b, a + b + noise, ab + noise, and the sign of ab. */
const samples = 300;
const random = randomSource(1);
const values = new Float64Array(4 * samples);
const labels = Array.from({ length: samples }, (_, row) => {
  const [a, b, c, d] = normals(4, random) as unknown as [number, number, number, number];
  values.set([a, b, a + b + c, a * b + 0.3 * d], 4 * row);
  return a * b > 0 ? "same" : "other";
});
const features = { samples, variables: 4, values, names: ["a", "b", "sum", "product"] };
const named = { search: "none", multiplets: [[0, 1, 3]] } as const;

const analysed = async (options: AnalysisOptions, own: typeof labels | undefined = labels) => {
  const result = await analyse(features, own, options);
  resultSchema.parse(result);
  deepEqual(JSON.parse(toJson(result)), result);
  return result;
};

Deno.test("without a search, only the given multiplets are measured, by both estimators", async () => {
  const plain = await analysed({ ...named, search: undefined });
  const result = await analysed({ ...named, rescore: "bins", seed: 3 });
  equal(result.search, "none");
  deepEqual(result.sizes, []);
  const [{ rescored, ...own }] = result.multiplets as unknown as [typeof result.multiplets[0]];
  deepEqual(own, plain.multiplets[0]);
  const estimator = multipletEstimator("bins");
  const subject = { variables: toVariables(features), target: discreteTarget(labels) };
  const seed = deriveSeed(3, "rescoring", 0, 1, 3);
  const expected = await estimator.measure(subject, [0, 1, 3], randomSource(seed));
  ok("measures" in expected && rescored !== undefined && "measures" in rescored);
  for (const [name, { value, reference, difference }] of Object.entries(expected.measures)) {
    const bits = rescored.measures[name as keyof typeof rescored.measures]!;
    const close = (one: number | undefined, nats: number | undefined) => {
      equal(one === undefined, nats === undefined, name);
      ok(one === undefined || Math.abs(one - nats! / Math.LN2) < 1e-12, name);
    };
    close(bits.value, value);
    close(bits.difference, difference);
    close(bits.reference!.mean, reference!.mean);
    close(bits.reference!.standardDeviation, reference!.standardDeviation);
  }
  deepEqual(result.rescoring, {
    estimator: "bins",
    reference: estimator.reference,
    settings: { bins: 3, draws: 10 },
    found: { rescored: 0, reported: 0 },
  });
});

Deno.test("the first multiplet of each extreme is rescored; other numbers stay as they are", async () => {
  const options = { sizes: [2, 3], top: 2 };
  const plain = await analysed(options);
  const result = await analysed({ ...options, rescore: { estimator: "ksg", draws: 2 } });
  const lists = result.sizes.flatMap(({ synergy, redundancy }) => [synergy, redundancy]);
  deepEqual(lists.map((own) => ranked(own).map((one) => one.rescored !== undefined)), [
    [true, false],
    [true, false],
    [true, false],
    [true, false],
  ]);
  deepEqual(result.rescoring!.found, { rescored: 4, reported: 8 });
  const { rescoring: _, ...others } = JSON.parse(
    JSON.stringify(result, (key, value) => key === "rescored" ? undefined : value),
  );
  deepEqual(others, plain);
});

Deno.test("of many sizes, the smallest five are rescored", async () => {
  const source = randomSource(2);
  const wide = { samples: 400, variables: 8, values: normals(3200, source) };
  const { sizes } = await analyse(wide, undefined, { rescore: "gaussian" });
  deepEqual(
    sizes.map(({ synergy }) => ranked(synergy)[0]!.rescored !== undefined),
    [true, true, true, true, true, false, false],
  );
});

Deno.test("an encoding none leaves the label out of the other estimator, too", async () => {
  const { multiplets: [one] } = await analysed({ ...named, encoding: "none", rescore: "bins" });
  ok(one!.rescored !== undefined && "measures" in one!.rescored);
  deepEqual(Object.keys(one!.rescored.measures), [
    "featuresOInformation",
    "totalCorrelation",
    "dualTotalCorrelation",
    "sInformation",
  ]);
  const model = await analysed({ ...named, encoding: "model", rescore: "gaussian" });
  const [ranks] = model.multiplets;
  ok("measures" in ranks!.rescored!);
  // The Gaussian of each class sees XOR, without ranks as well.
  ok(ranks!.rescored.measures.information!.value! > 0.3);
});

Deno.test("entropies that are not corrected are not corrected by the other estimator either", async () => {
  for (const biasCorrected of [true, false]) {
    const { multiplets: [own] } = await analysed({ ...named, biasCorrected, rescore: "gaussian" });
    const estimator = gaussianMoments({ biasCorrected });
    const { multiplets: [alone] } = await analysed({ ...named, estimator });
    ok("measures" in own!.rescored!);
    const { value } = own!.rescored.measures.totalCorrelation!;
    ok(Math.abs(value! - alone!.totalCorrelation!) < 1e-12, `${biasCorrected}`);
  }
});

Deno.test("float32 columns keep their values for another estimator", async () => {
  const floats = Float32Array.from(values);
  const columns = { ...toVariables({ ...features, values: floats }), overwritable: true } as const;
  const { multiplets: [one] } = await analyse(columns, labels, { ...named, rescore: "gaussian" });
  ok("measures" in one!.rescored!, JSON.stringify(one!.rescored));
});

Deno.test("the table has a row per measure, and reasons below it; CSV has further columns", async () => {
  const result = await analysed({ ...named, rescore: { estimator: "ksg", draws: 3 } });
  const table = toTable(result);
  match(
    table,
    /^300 samples of 4 variables; first by gaussian-copula, below by ksg; label encoding ordinal; no search\n/,
  );
  match(table, /\nBy the estimator ksg \(neighbours 4, scale copula, draws 3\)\nreference: /);
  const rows = table.split("\n").filter((line) => line.includes("   given  "));
  deepEqual(rows.map((line) => line.trim().split(/ +/)[2]), ["Ω(X,y)", "Ω(X)", "Δ", "I(X;y)"]);
  const [row] = parse(toCsv(result), { columns: true }) as [Record<string, string>];
  const { rescored } = result.multiplets[0]!;
  ok("measures" in rescored!);
  const { value, reference, difference } = rescored.measures.targetContribution!;
  equal(row.rescoredBy, "ksg");
  equal(row.rescoredTargetContribution, `${value}`);
  equal(row.rescoredTargetContributionDifference, `${difference}`);
  equal(
    row.rescoredTargetContributionReference,
    `${reference!.mean} ${reference!.standardDeviation} ${reference!.truth}`,
  );
  const { rescoredBy: _, ...plain } = parse(toCsv(await analysed(named)), {
    columns: true,
  })[0] as Record<string, string>;
  ok(Object.keys(plain).every((name) => !name.startsWith("rescored")));
});

/** Estimates of one multiplet, by measure. */
type Measures = Extract<MultipletEstimate, { readonly measures: unknown }>["measures"];

Deno.test("an estimator without a reference has values alone; with one, a measure without it has empty cells", () => {
  const found = { rescored: 1, reported: 3 };
  const [given] = invented.multiplets;
  const tableOf = (measures: Measures, reference?: string) => {
    const estimator = reference === undefined ? "gaussian" : "bins";
    const about = { estimator, settings: {}, found } as const;
    const rescoring = reference === undefined ? about : { ...about, reference };
    const own = {
      ...invented,
      rescoring,
      multiplets: [{ ...given!, rescored: { measures, warnings: [] } }],
    };
    const lines = toTable(own).split("\n");
    const at = lines.findIndex((line) => line.startsWith("By the estimator"));
    const end = lines.indexOf("", at);
    const rows: Record<string, string>[] = parse(toCsv(own), { columns: true });
    return { lines: lines.slice(at, end), row: rows.at(-1)! };
  };
  const alone = tableOf({ featuresOInformation: { value: 0.5 }, information: {} });
  deepEqual(alone.lines.map((line) => line.trim().split(/ {2,}/)), [
    ["By the estimator gaussian; 1 of 3 multiplets of the search"],
    ["size", "extreme", "measure", "value", "multiplet"],
    ["1", "given", "Ω(X)", "0.5000", "a,b"],
    ["1", "given", "I(X;y)", "a,b"],
  ]);
  deepEqual(
    [
      alone.row.rescoredFeaturesOInformation,
      alone.row.rescoredFeaturesOInformationReference,
      alone.row.rescoredInformation,
      alone.row.rescoredOInformation,
    ],
    ["0.5", "", "", ""],
  );
  const reference = { mean: 1, standardDeviation: 0.25, truth: 2 };
  const { lines, row } = tableOf({
    oInformation: { reference, difference: 0.125 },
    featuresOInformation: { value: 0.5 },
    information: { value: 3, reference },
  }, "samples of what is known");
  deepEqual(lines.slice(-4).map((line) => line.trim().split(/ {2,}/)), [
    ["size", "extreme", "measure", "value", "reference", "SD", "truth", "difference", "multiplet"],
    ["1", "given", "Ω(X,y)", "1.0000", "0.2500", "2.0000", "0.1250", "a,b"],
    ["1", "given", "Ω(X)", "0.5000", "a,b"],
    ["1", "given", "I(X;y)", "3.0000", "1.0000", "0.2500", "2.0000", "a,b"],
  ]);
  deepEqual([row.rescoredOInformation, row.rescoredOInformationReference], ["", "1 0.25 2"]);
});

Deno.test("a refusal stands in JSON, below the table and in CSV", async () => {
  const result = await analysed({ ...named, rescore: { estimator: "bins", bins: 10 } });
  const refused = "3 columns in 10 bins have 1000 cells, which need 10000 samples or more, got 300";
  deepEqual(result.multiplets[0]!.rescored, { refused });
  ok(toTable(result).endsWith(`a b product: ${refused}.\n`));
  const [row] = parse(toCsv(result), { columns: true }) as [Record<string, string>];
  equal(row.rescoredNotes, refused);
});

Deno.test("the estimator without ranks can search", async () => {
  const result = await analysed({ estimator: gaussianMoments(), sizes: [3] });
  equal(result.estimator, "gaussian-moments");
  deepEqual(ranked(result.sizes[0]!.synergy)[0]!.multiplet, [0, 1, 2]);
});

for (
  const [options, message] of [
    [{ search: "none" }, /search "none" needs multiplets to measure.*got none/],
    [{ ...named, sizes: [2] }, /option sizes is for a search, but search is "none"/],
    [{ ...named, top: 2 }, /option top is for a search/],
    [{ rescore: "kde" }, /option rescore: The estimator must be one of copula, .*, got kde/],
    [{ rescore: { estimator: "ksg", bins: 3 } }, /"ksg" has no option "bins"/],
  ] as const
) {
  Deno.test(`options ${JSON.stringify(options)} are an error before any work`, async () => {
    await rejects(
      analyse(features, labels, options as AnalysisOptions),
      (error) => error instanceof AnalysisError && message.test(error.message),
    );
  });
}

Deno.test("the time of another estimator is planned and limited with that of the search", async () => {
  const planOf = async (options: AnalysisOptions) => {
    const plans: AnalysisCost[] = [];
    await analyse(features, labels, { onPlan: (cost) => plans.push(cost), ...options });
    equal(plans.length, 1);
    return plans[0]!;
  };
  const searched = await planOf({ sizes: [2, 3] });
  equal(searched.rescoring, undefined);
  const multiplets = [[0, 1], [1, 0], [0, 1, 3]];
  const both = await planOf({ sizes: [2, 3], multiplets, rescore: "ksg" });
  const { seconds, ...rescoring } = both.rescoring!;
  // Both ends of two sizes, and two multiplets: one is given twice.
  deepEqual(rescoring, { estimator: "ksg", multiplets: 6, draws: 10 });
  ok(Math.abs(both.seconds - searched.seconds - seconds) < 1e-12);
  const estimator = multipletEstimator("ksg");
  const { counts } = discreteTarget(labels);
  const of = (size: number) =>
    estimator.seconds({ samples, widths: Array(size).fill(1), classCounts: counts });
  ok(Math.abs(seconds - 3 * of(2) - 3 * of(3)) < 1e-12);
  const alone = await planOf({ ...named, rescore: "ksg" });
  ok(Math.abs(alone.seconds - of(3)) < 1e-12 && alone.multiplets === 0);
  // Of all sizes from 2 on the five smallest, and of blocks the widest.
  const wide = await planOf({ blocks: [[0], [1, 2], [3]], rescore: "bins" });
  equal(wide.rescoring!.multiplets, 4);
  const blocks = [[2, 1], [2, 1, 1]].map((widths) =>
    2 * multipletEstimator("bins").seconds({ samples, widths, classCounts: counts })
  );
  ok(Math.abs(wide.rescoring!.seconds - blocks[0]! - blocks[1]!) < 1e-12);
});

Deno.test("what is estimated to take too long is refused before any work, with its parts and ways out", async () => {
  const refused = async (options: AnalysisOptions, message: RegExp) => {
    let told = 0;
    const work = analyse(features, labels, {
      onPlan: () => told++,
      onProgress: () => told++,
      ...options,
    });
    await rejects(work, (error) => {
      ok(error instanceof AnalysisCostError && error.cost.seconds > error.maxSeconds);
      match(error.message, message);
      return true;
    });
    equal(told, 0);
  };
  await refused(
    { ...named, rescore: { estimator: "ksg", draws: 5000 }, maxSeconds: 1 },
    /^The estimate of 1 multiplet by ksg would take about \d+ s; at most 1 s are allowed\. Possible: fewer draws in rescore; fewer multiplets; fewer samples; maxSeconds: Infinity to run it anyway$/,
  );
  await refused(
    {
      sizes: [3],
      rescore: { estimator: "bins", draws: 200_000 },
      significance: "max",
      draws: 19,
      maxSeconds: 1,
    },
    /^The analysis would take .*: the search less than 1 s, the tests of significance .*, 2 multiplets by bins about .*; at most 1 s are allowed\. Possible: fewer draws in rescore; fewer multiplets/,
  );
  await refused({ ...named, rescore: "copula", maxSeconds: 1e-9 }, /by copula .*; at most 1e-9 s/);
  for (const maxSeconds of [0, -1, NaN]) {
    await rejects(
      analyse(features, labels, { ...named, maxSeconds }),
      /maxSeconds must be a positive/,
    );
  }
});

Deno.test("the search, another estimator and the tests are equal parts of the progress", async () => {
  const shares: number[] = [];
  await analyse(features, labels, {
    sizes: [2, 3],
    rescore: { estimator: "ksg", draws: 60 },
    significance: "max",
    draws: 199,
    onProgress: (share) => shares.push(share),
  });
  ok(shares.every((share, at) => share >= (shares[at - 1] ?? 0) && share <= 1), `${shares}`);
  ok(shares.some((share) => share > 1 / 3 && share < 2 / 3), `${shares}`);
});

Deno.test("rescoring can be aborted", async () => {
  const controller = new AbortController();
  const work = analyse(features, labels, {
    ...named,
    multiplets: Array.from({ length: 200 }, () => [0, 1, 2]).map((one, at) => at ? [0, 1, 3] : one),
    rescore: { estimator: "ksg", draws: 400 },
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(), 20);
  await rejects(work, { name: "AbortError" });
});
