/**
 * Time of the tests of significance, beside the seconds that they announce, and of an estimate by nearest neighbours:
 * `deno task bench:significance`. With names, such as `split ksg`, it measures these alone and writes no results.
 *
 * - `target`: 1,000 permutations of 10 classes, each with an exact search of all sizes of 20 variables, on two cores.
 * - `max`: 199 permutations of the columns, each with a ladder search of 100 variables, on two cores.
 * - `split`: 1,000 bootstrap draws of the extremes of 20 variables, of 5,000 rows, on one core.
 * - `all`: `split`, and 199 permutations of the classes and of the columns, of 20 variables, on two cores.
 * - `ksg`: the measures of five variables by nearest neighbours, on one core.
 *
 * All have 10,000 samples. Seconds are those of the clock, and those of the processor of all threads: the second change
 * less by work beside it.
 */
import process from "node:process";
import { analyse, type AnalysisOptions } from "../lib/analysis/mod.ts";
import { copulaNormalise, ksgMeasures, toVariables } from "../lib/information/mod.ts";
import { writeResults } from "./harness.ts";
import { benchFeatures } from "./search_system.ts";

const SAMPLES = 10_000;

/** Work to measure; it returns the seconds that were announced, if any. */
interface Case {
  /** Seconds of the clock that it may take. */
  readonly target?: number;
  readonly run: () => Promise<number | undefined>;
}

/** An analysis with tests, and its announced seconds. */
function tests(variables: number, options: AnalysisOptions): Case["run"] {
  const { features, target } = benchFeatures(variables, SAMPLES);
  return async () => {
    let announced: number | undefined;
    await analyse(features, target, {
      maxSeconds: Infinity,
      ...options,
      onPlan: ({ seconds }) => announced ??= seconds,
    });
    return announced;
  };
}

function ksg(variables: number): Case["run"] {
  const { features } = benchFeatures(variables, SAMPLES);
  const { columns } = copulaNormalise(toVariables(features));
  return () => {
    ksgMeasures(columns.map(({ values }) => [values]));
    return Promise.resolve(undefined);
  };
}

const CASES: Readonly<Record<string, () => Case>> = {
  target: () => ({
    target: 45,
    run: tests(20, { significance: "target", draws: 1000, workers: 2 }),
  }),
  max: () => ({
    target: 360,
    run: tests(100, {
      significance: "max",
      draws: 199,
      workers: 2,
      // As the permuted samples are searched by default.
      calls: 100,
      islands: 1,
    }),
  }),
  split: () => ({ run: tests(20, { significance: "split" }) }),
  all: () => ({ run: tests(20, { significance: "all", draws: 199, workers: 2 }) }),
  ksg: () => ({ target: 2.5, run: ksg(5) }),
};

const asked = Deno.args;
for (const name of asked) {
  if (Object.hasOwn(CASES, name)) continue;
  console.error(`There is no case "${name}"; the cases are ${Object.keys(CASES).join(", ")}`);
  Deno.exit(2);
}

const results: {
  name: string;
  seconds: number;
  processorSeconds: number;
  announced: number | null;
  target: number | null;
}[] = [];
for (const [name, make] of Object.entries(CASES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const { target = null, run } = make();
  const before = process.cpuUsage();
  const started = performance.now();
  const announced = await run() ?? null;
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  results.push({ name, seconds, processorSeconds: (user + system) / 1e6, announced, target });
}
console.table(Object.fromEntries(results.map(({ name, ...one }) => [name, {
  "seconds": one.seconds.toFixed(2),
  "of the processor": one.processorSeconds.toFixed(2),
  "announced": one.announced?.toFixed(2) ?? "",
  "at most": one.target ?? "",
}])));
if (asked.length === 0) {
  await writeResults("significance", { unit: "s", samples: SAMPLES, results });
}
