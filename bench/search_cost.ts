/**
 * Announced beside measured seconds of searches: `deno task bench:search-cost`.
 *
 * Seconds measured are processor time of one thread, the median of the rounds, so that work beside it
 * changes them less; `searchCost` announces the same. All ratios should lie within 1/3 and 3.
 */
import process from "node:process";
import { searchEncodings } from "../lib/paper/layers/encodings.ts";
import { analyseLayer } from "../lib/paper/layers/layer_analysis.ts";
import { studyCost } from "../lib/paper/mod.ts";
import { gaussianSystem, type TargetEncoding, toVariables } from "../lib/information/mod.ts";
import {
  exactSearch,
  exhaustiveSearch,
  greedySearch,
  searchCost,
  type SearchRequest,
  searchSpace,
} from "../lib/search/mod.ts";
import { randomSource } from "../lib/system/random/mod.ts";
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
    ...(sizes === undefined ? [] : [`size ${sizes}`]),
    ...(options.exhaustiveUpTo === undefined ? [] : [`up to ${options.exhaustiveUpTo}`]),
    ...(options.top === undefined ? [] : [`top ${options.top}`]),
  ];
  return {
    name: [`${search} of ${widths.length}${blocks}`, ...asked, encoding].join(", "),
    announced: searchCost(space, request).seconds,
    run: () => {
      if (search === "exact") return exactSearch(space, { ...options, ...(sizes && { sizes }) });
      if (search === "greedy") return greedySearch(space, options);
      return exhaustiveSearch(space, { ...options, sizes: sizes! });
    },
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

/** Made one after the other, since systems of many variables take memory. */
const CASES: readonly (() => Case)[] = [
  ...[16, 18, 20, 22].map((n) => () => search(single(n), "copula", { search: "exact" })),
  () => search(single(20), "none", { search: "exact" }),
  () => search(single(20), "model", { search: "exact" }),
  () => search(blocks(16, 2), "copula", { search: "exact" }),
  () => search(mixed(16), "copula", { search: "exact" }),
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
  () => search(oneBlock(60, 12), "copula", { search: "exact" }),
  () => search(oneBlock(20, 14), "copula", greedy(5)),
  ...[1000, 20_000].flatMap((top) => [
    () => search(single(20), "copula", { search: "exact", top }),
    () => search(single(20), "copula", { search: "exact", sizes: [10], top }),
    () => search(single(16), "model", { search: "exact", top: top / 10 }),
    () => search(single(30), "copula", { ...exhaustive(5), top }),
    () => search(single(20), "copula", { ...greedy(6), top }),
  ]),
  () => search(single(40), "copula", greedy(6)),
  () => search(single(50), "copula", greedy(5)),
  () => search(single(60), "copula", greedy(4)),
  () => search(single(60), "model", greedy(3)),
  () => figure1Layer(18),
];

const results: { name: string; announced: number; measured: number; ratio: number }[] = [];
for (const make of CASES) {
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
await writeResults("search-cost", {
  unit: "s of one thread",
  rounds: ROUNDS,
  lowest,
  highest,
  searches: results,
});
