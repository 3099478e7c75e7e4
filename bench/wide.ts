/**
 * Wide and long files: `deno task bench:wide`.
 *
 * - Ratios within one run: covariances of ranked columns on one thread and on all cores, triples walked and filtered.
 * - Whole analyses on all cores, each in a process of its own, with its peak memory; columns are in memory, as a
 *   reader gives them.
 */
import process from "node:process";
import { analyse, type AnalysisOptions } from "../lib/analysis/mod.ts";
import { ColumnThreads } from "../lib/information/column_threads.ts";
import { gaussianSystem } from "../lib/information/mod.ts";
import { multipletCount, searchSpace } from "../lib/search/mod.ts";
import { Extremes } from "../lib/search/ranking.ts";
import { SubsetWalk } from "../lib/search/subset_walk.ts";
import { TripleWalk } from "../lib/search/triple_walk.ts";
import { measure, ratio, report } from "./harness.ts";
import { peakMiB } from "./peak_memory.ts";
import { wideColumns } from "./wide_columns.ts";

/** A whole analysis. */
interface Case {
  readonly samples: number;
  readonly columns: number;
  readonly labelled: boolean;
  readonly sizes: readonly number[];
}

const CASES: Readonly<Record<string, Case>> = {
  "10,000 × 2,048, sizes 2 and 3": {
    samples: 10_000,
    columns: 2048,
    labelled: false,
    sizes: [2, 3],
  },
  "10,000 × 2,048, sizes 2 and 3, labels": {
    samples: 10_000,
    columns: 2048,
    labelled: true,
    sizes: [2, 3],
  },
  "200,000 × 100, sizes 2 to 4, labels": {
    samples: 200_000,
    columns: 100,
    labelled: true,
    sizes: [2, 3, 4],
  },
  "1,000,000 × 512, size 2": { samples: 1_000_000, columns: 512, labelled: false, sizes: [2] },
};

/** What a case took. */
interface Taken {
  readonly seconds: number;
  /** Of all threads: other work on the machine changes it less. */
  readonly processorSeconds: number;
  readonly peakMiB: number | null;
}

/** Runs a case in this process, and prints what it took. */
async function runCase({ samples, columns, labelled, sizes }: Case): Promise<void> {
  const { variables, labels } = wideColumns(samples, columns);
  const began = performance.now();
  const before = process.cpuUsage();
  const options: AnalysisOptions = { sizes, workers: "cores" };
  await analyse(variables, labelled ? labels : undefined, options);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  const processorSeconds = (user + system) / 1e6;
  const taken: Taken = { seconds, processorSeconds, peakMiB: await peakMiB(Deno.pid) };
  console.log(JSON.stringify(taken));
}

/** The same in a process of its own. */
async function inProcess(name: string): Promise<Taken> {
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--cached-only", new URL(import.meta.url).pathname, name],
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`The case "${name}" failed`);
  return JSON.parse(new TextDecoder().decode(stdout));
}

async function measureAll(): Promise<void> {
  const cores = navigator.hardwareConcurrency;
  const long = wideColumns(20_000, 512).variables;
  using threads = new ColumnThreads({ workers: cores });
  const scored = { ...long, columns: await threads.scored(long.columns, "average", false) };
  using alone = new ColumnThreads({ workers: 1 });
  const { variables, labels } = wideColumns(4000, 400);
  const space = searchSpace(gaussianSystem(variables, {
    labels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    classes: Uint32Array.from(labels),
    counts: Array.from({ length: 10 }, (_, own) => labels.filter((one) => one === own).length),
  }));
  const firsts = Array.from({ length: 398 }, (_, at) => at);
  const timings = await measure([
    {
      name: "covariance of 20,000 × 512, one thread",
      units: 512 * 513 / 2,
      run: async () => void await alone.covariance(scored),
    },
    {
      name: `… on ${cores} cores`,
      units: 512 * 513 / 2,
      run: async () => void await threads.covariance(scored),
    },
    {
      name: "triples of 400 and a target, walked",
      units: multipletCount(400, 3),
      run: () => void new SubsetWalk(space, 3).visit([], new Extremes(1)),
    },
    {
      name: "… filtered",
      units: multipletCount(400, 3),
      run: () => {
        const walk = new TripleWalk(space);
        const extremes = new Extremes(1);
        for (let at = 0; at < firsts.length; at += walk.rows) {
          walk.visit(firsts.slice(at, at + walk.rows), extremes);
        }
      },
    },
  ], 5);
  const [one, many, walked, filtered] = timings;
  const whole: Record<string, { [taken: string]: number | null }> = {};
  for (const name of Object.keys(CASES)) whole[name] = { ...await inProcess(name) };
  await report("wide", { work: "pair of columns or triple", time: "ns" }, timings, {
    coresRatio: ratio(one!, many!),
    filterRatio: ratio(walked!, filtered!),
    whole,
  });
}

const [name] = Deno.args;
if (name === undefined) await measureAll();
else if (CASES[name]) await runCase(CASES[name]);
else {
  console.error(`There is no case "${name}"; there are: ${Object.keys(CASES).join("; ")}`);
  Deno.exit(2);
}
