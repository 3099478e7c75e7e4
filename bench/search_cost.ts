/**
 * Announced beside measured seconds of searches: `deno task bench:search-cost`. With names of groups, such as
 * `ladder walks`, it measures these alone and writes no results.
 *
 * Seconds measured are processor time of one thread, the median of the rounds, so that work beside it
 * changes them less; `searchCost` announces the same. All ratios should lie within 1/3 and 3.
 */
import process from "node:process";
import { searchEncodings } from "../lib/paper/layers/encodings.ts";
import { analyseLayer } from "../lib/paper/layers/layer_analysis.ts";
import { studyCost } from "../lib/paper/mod.ts";
import {
  blocks as asBlocks,
  discreteTarget,
  gaussianSystem,
  multipletEstimator,
  type MultipletEstimatorName,
  type MultipletEstimatorOptions,
  type TargetEncoding,
  toVariables,
} from "../lib/information/mod.ts";
import { searchable } from "../lib/search/interface.ts";
import { searchCost, SEARCHES, type SearchRequest, searchSpace } from "../lib/search/mod.ts";
import { randomSource } from "../lib/system/random/mod.ts";
import { mixedSignals } from "../test/mixed_signals.ts";
import { median, writeResults } from "./harness.ts";
import { benchFeatures } from "./search_system.ts";

const ROUNDS = 3;
/** Seconds of searches in a round, where one takes less. */
const LEAST = 0.1;
const SAMPLES = 10_000;

/** A search to announce and to measure. */
interface Case {
  readonly name: string;
  readonly announced: number;
  readonly run: () => Promise<unknown>;
}

/** A search of variables of so many columns each, with a target. */
function search(
  widths: readonly number[],
  encoding: TargetEncoding,
  request: SearchRequest,
): Case {
  const { features, target } = benchFeatures(widths.reduce((sum, one) => sum + one, 0), SAMPLES);
  const system = encoding === "none"
    ? gaussianSystem(toVariables(features), undefined)
    : gaussianSystem(toVariables(features), target, { encoding });
  let next = 0;
  const variables = widths.map((width) => Array.from({ length: width }, () => next++));
  const space = searchSpace(system, { variables });
  const { search, sizes, known: _, ...options } = request;
  const different = [...new Set(widths)].map((width) =>
    `${widths.filter((own) => own === width).length} of ${width}`
  );
  const blocks = widths.some((width) => width > 1) ? `, columns: ${different.join(", ")}` : "";
  const asked = [
    ...(sizes === undefined ? [] : [`size${sizes.length === 1 ? "" : "s"} ${sizes}`]),
    ...(options.exhaustiveUpTo === undefined ? [] : [`up to ${options.exhaustiveUpTo}`]),
    ...(options.top === undefined ? [] : [`top ${options.top}`]),
    ...(options.calls === undefined ? [] : [`${options.calls} calls`]),
    ...(options.islands === undefined
      ? []
      : [`${options.islands} island${options.islands === 1 ? "" : "s"}`]),
  ];
  return {
    name: [`${search} of ${widths.length}${blocks}`, ...asked, encoding].join(", "),
    announced: searchCost(space, request).seconds,
    run: () => SEARCHES.get(search).run(searchable(space), { ...options, ...(sizes && { sizes }) }),
  };
}

/** Other estimators of one multiplet of all variables. */
function rescoring(
  name: MultipletEstimatorName,
  widths: readonly number[],
  classes: number,
  options: MultipletEstimatorOptions = {},
  samples = 4000,
): Case {
  const columns = widths.reduce((sum, one) => sum + one, 0);
  const { features, labels } = mixedSignals({
    variables: columns,
    samples,
    signals: columns,
    noise: 0.5,
    classes: Math.max(2, classes),
  });
  let next = 0;
  const own = widths.map((width) => Array.from({ length: width }, () => next++));
  const variables = asBlocks(own).group(toVariables(features), randomSource(1));
  const target = classes === 0 ? undefined : discreteTarget(labels);
  const estimator = multipletEstimator(name, options);
  const shape = { samples, widths, classCounts: target?.counts };
  const settings = Object.entries(options).map(([key, value]) => `${key} ${value}`);
  const of = classes === 0 ? "no classes" : `${classes} classes`;
  return {
    name: [
      `${name} of ${widths.length}`,
      ...(columns > widths.length ? [`columns: ${widths.join("+")}`] : []),
      `${samples} samples`,
      of,
      ...settings,
    ].join(", "),
    announced: estimator.seconds(shape),
    run: () => estimator.measure({ variables, target }, widths.map((_, at) => at), randomSource(1)),
  };
}

/** All searches of figure 1 in a layer of so many units. */
function figure1Layer(units: number): Case {
  const { features, target } = benchFeatures(units, SAMPLES);
  const variables = toVariables(features);
  const samples = { layer: "fc1", trained: variables, untrained: variables };
  const config = { hiddenWidths: [units], networks: 1, subnetworkSizes: [], frozenSizes: [] };
  const both = studyCost("layers", { config, classes: 10, workers: 1 });
  // Without the output layer, which a study has as well.
  const output = studyCost("layers", {
    config: { ...config, hiddenWidths: [] },
    classes: 10,
    workers: 1,
  });
  return {
    name: `figure 1, a layer of ${units} units`,
    announced: both.seconds - output.seconds,
    run: async () => {
      const { encodings } = await analyseLayer(samples, target, {
        renamings: 10,
        random: randomSource(1),
      });
      return await searchEncodings(samples, target, encodings.model);
    },
  };
}

const single = (variables: number) => Array.from({ length: variables }, () => 1);
const blocks = (variables: number, width: number) => Array.from({ length: variables }, () => width);
const mixed = (variables: number) => Array.from({ length: variables }, (_, j) => 1 + j % 3);
/** One block of many columns beside single ones. */
const oneBlock = (width: number, others: number) => [width, ...single(others)];
const exhaustive = (size: number): SearchRequest => ({ search: "exhaustive", sizes: [size] });
const greedy = (exhaustiveUpTo: number): SearchRequest => ({ search: "greedy", exhaustiveUpTo });

/** A ladder of all sizes from few starts; with more, the islands take all of its time. */
const ladder = (calls: number, islands: number, top?: number): SearchRequest => ({
  search: "ladder",
  calls,
  islands,
  ...(top && { top }),
});
/** A search of each size by itself. */
const walk = (name: string, calls: number, sizes: readonly number[]): SearchRequest => ({
  search: name,
  calls,
  sizes,
});

/** Groups of cases. Each is made when it is measured, since systems of many variables take memory. */
const CASES: Readonly<Record<string, readonly (() => Case)[]>> = {
  exact: [
    ...[16, 18, 20, 22].map((n) => () => search(single(n), "copula", { search: "exact" })),
    () => search(single(20), "none", { search: "exact" }),
    () => search(single(20), "model", { search: "exact" }),
    () => search(blocks(16, 2), "copula", { search: "exact" }),
    () => search(mixed(16), "copula", { search: "exact" }),
    () => search(oneBlock(60, 12), "copula", { search: "exact" }),
  ],
  exhaustive: [
    ...[3, 4, 5, 6, 7].map((k) => () => search(single(30), "copula", exhaustive(k))),
    ...[3, 4, 5, 6].map((k) => () => search(single(60), "copula", exhaustive(k))),
    ...[3, 4, 5].map((k) => () => search(single(100), "copula", exhaustive(k))),
    () => search(single(24), "copula", exhaustive(12)),
    () => search(single(40), "copula", exhaustive(38)),
    ...[3, 4].map((k) => () => search(single(30), "model", exhaustive(k))),
    () => search(single(24), "model", exhaustive(5)),
    () => search(single(20), "model", exhaustive(6)),
    () => search(single(90), "model", exhaustive(3)),
    () => search(blocks(20, 2), "copula", exhaustive(4)),
    () => search(blocks(16, 4), "copula", exhaustive(4)),
    () => search(mixed(24), "copula", exhaustive(4)),
    () => search(oneBlock(200, 40), "copula", exhaustive(3)),
    () => search(oneBlock(150, 30), "copula", exhaustive(3)),
    () => search(oneBlock(30, 24), "model", exhaustive(3)),
  ],
  top: [1000, 20_000].flatMap((top) => [
    () => search(single(20), "copula", { search: "exact", top }),
    () => search(single(20), "copula", { search: "exact", sizes: [10], top }),
    () => search(single(16), "model", { search: "exact", top: top / 10 }),
    () => search(single(30), "copula", { ...exhaustive(5), top }),
    () => search(single(20), "copula", { ...greedy(6), top }),
  ]),
  greedy: [
    () => search(oneBlock(20, 14), "copula", greedy(5)),
    () => search(single(40), "copula", greedy(6)),
    () => search(single(50), "copula", greedy(5)),
    () => search(single(60), "copula", greedy(4)),
    () => search(single(60), "model", greedy(3)),
  ],
  ladder: [
    ...(["copula", "none"] as const).flatMap((encoding) => [
      () => search(single(50), encoding, ladder(300, 2)),
      () => search(single(100), encoding, ladder(150, 2)),
      () => search(single(200), encoding, ladder(40, 1)),
    ]),
    () => search(single(50), "copula", { search: "ladder" }),
    () => search(single(100), "copula", ladder(150, 2, 20)),
    () => search(single(100), "copula", { ...ladder(150, 2), sizes: [5, 10, 20] }),
    () => search(single(50), "model", ladder(50, 1)),
    () => search(single(100), "model", ladder(10, 1)),
    () => search(blocks(25, 2), "copula", ladder(200, 2)),
    () => search(blocks(50, 2), "none", ladder(40, 1)),
    () => search(mixed(30), "copula", ladder(100, 1)),
    () => search(mixed(24), "model", ladder(10, 1)),
  ],
  walks: [
    ...["annealing", "genetic", "cross-entropy"].flatMap((name) => [
      () => search(single(50), "copula", walk(name, 10_000, [5, 20])),
      () => search(single(100), "copula", walk(name, 5000, [8, 50])),
      () => search(single(100), "none", walk(name, 5000, [8, 50])),
      () => search(single(200), "copula", walk(name, 2000, [10, 40])),
      () => search(single(50), "model", walk(name, 2000, [5, 20])),
      () => search(blocks(30, 2), "copula", walk(name, 3000, [5, 15])),
    ]),
  ],
  rescoring: [
    ...[2, 3, 4, 6, 10].map((count) => () => rescoring("ksg", single(count), 0, { draws: 2 })),
    ...[2, 3, 4].flatMap((count) =>
      [2, 10].map((classes) => () => rescoring("ksg", single(count), classes, { draws: 2 }))
    ),
    () => rescoring("ksg", single(3), 0, { draws: 2 }, 500),
    () => rescoring("ksg", single(3), 10, { draws: 2 }, 20_000),
    () => rescoring("ksg", [2, 2], 2, { draws: 2 }),
    () => rescoring("ksg", single(3), 0, { draws: 2, neighbours: 50 }),
    () => rescoring("ksg", single(3), 0, { draws: 2, neighbours: 400 }),
    () => rescoring("ksg", single(6), 0, { draws: 2, scale: "raw" }),
    ...[2, 4, 5].map((count) => () => rescoring("bins", single(count), 0)),
    ...[2, 3].map((count) => () => rescoring("bins", single(count), 10)),
    () => rescoring("bins", [1, 2], 2, { bins: 4 }),
    ...[2, 5, 10, 20].flatMap((count) =>
      [2, 10].map((classes) => () => rescoring("bounded", single(count), classes, { draws: 2 }))
    ),
    ...[3, 20].flatMap((count) => [
      () => rescoring("copula", single(count), 10),
      () => rescoring("gaussian", single(count), 10),
    ]),
  ],
  "figure 1": [() => figure1Layer(18)],
};

const asked = Deno.args;
for (const name of asked) {
  if (Object.hasOwn(CASES, name)) continue;
  console.error(`There is no group "${name}"; the groups are ${Object.keys(CASES).join(", ")}`);
  Deno.exit(2);
}
const cases = Object.entries(CASES)
  .flatMap(([name, own]) => asked.length === 0 || asked.includes(name) ? own : []);

const results: { name: string; announced: number; measured: number; ratio: number }[] = [];
for (const make of cases) {
  const { name, announced, run } = make();
  const times = Math.max(1, Math.ceil(LEAST / announced));
  const rounds: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time++) await run();
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) rounds.push((user + system) / 1e6 / times);
  }
  const measured = median(rounds);
  results.push({ name, announced, measured, ratio: announced / measured });
}
console.table(Object.fromEntries(results.map(({ name, announced, measured, ratio }) => [name, {
  "announced (s)": announced.toPrecision(2),
  "measured (s)": measured.toPrecision(2),
  ratio: ratio.toFixed(2),
}])));
const ratios = results.map(({ ratio }) => ratio);
const [lowest, highest] = [Math.min(...ratios), Math.max(...ratios)];
console.log(`ratios ${lowest.toFixed(2)} to ${highest.toFixed(2)}`);
if (asked.length === 0) {
  await writeResults("search-cost", {
    unit: "s of one thread",
    rounds: ROUNDS,
    lowest,
    highest,
    searches: results,
  });
}
