/**
 * The ladder on one core, on layers that are trained here: `deno task bench:ladder`.
 *
 * - `n = 20`: the 60 layers of the preset `embedded`, against the exact search, at two budgets.
 * - `n = 100`: the first layer of a network of the full MNIST, with the class and without, at about 3 s and 12 s per end, and
 *   by four islands; against the best known, and against greedy.
 * - `n = 512`: the first layer of an untrained network: greedy paths from both sides, and the settled ladder.
 *
 * The best known at n = 100 is the merge of all runs here and of `REFERENCE`: long runs with other seeds. Seconds are
 * processor time of this process, so that work beside it changes them less; wall time is beside it.
 */
import process from "node:process";
import {
  exactSearch,
  greedySearch,
  ladderSearch,
  type SearchSpace,
  type SizeExtremes,
} from "../lib/search/mod.ts";
import { Climb } from "../lib/search/ladder/climb.ts";
import { movingSet } from "../lib/search/ladder/island.ts";
import { type End, ENDS } from "../lib/search/ladder/moving_set.ts";
import { Rungs } from "../lib/search/ladder/rungs.ts";
import { writeResults } from "./harness.ts";
import { embeddedLayers, type Instance, layersOf100, layersOf512 } from "./ladder/instances.ts";

/** Budgets at n = 20, in calls per end. */
const SMALL_CALLS = [300, 1000];

/** Budgets at n = 100: about 3 s and 12 s per end, enumeration included, and four islands of about 5 s. */
const BUDGETS = {
  "3 s an end": { calls: 1700, islands: 1, seed: 1 },
  "12 s an end": { calls: 8000, islands: 1, seed: 2 },
  "4 islands of 5 s an end": { calls: 3400, islands: 4, seed: 3 },
} as const;

/** The layers of 100 units that are searched. */
const LAYERS = ["fc1 with y", "fc1 without y"];

/** The long runs that the best known is made of. */
const REFERENCE = [{ calls: 2500, islands: 6, seed: 100 }] as const;

/** Seconds of processor and of the clock that work takes. */
async function timed<Result>(work: () => Promise<Result> | Result) {
  const began = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpu: (user + system) / 1e6, wall: (performance.now() - began) / 1000 };
}

const sign = (end: End) => end === "synergy" ? -1 : 1;

/** Ω at an end, larger is better. */
const valueOf = (found: SizeExtremes, end: End) => sign(end) * found[end][0]!.oInformation;

async function small(layers: readonly Instance[]) {
  const exact: SizeExtremes[][] = [];
  const sizes = Array.from({ length: 17 }, (_, at) => at + 3);
  for (const { space } of layers) exact.push(await exactSearch(space, { sizes }));
  const rows = [];
  for (const calls of SMALL_CALLS) {
    const rounds = [];
    for (let round = 0; round < 4; round++) {
      const { result, cpu, wall } = await timed(async () => {
        let hits = 0;
        let total = 0;
        for (const [at, { space }] of layers.entries()) {
          const found = await ladderSearch(space, { calls, islands: 1, seed: round });
          for (const own of found.filter(({ size }) => sizes.includes(size))) {
            const optimum = exact[at]!.find(({ size }) => size === own.size)!;
            for (const end of ENDS) {
              total++;
              if (valueOf(own, end) >= valueOf(optimum, end) - 1e-9) hits++;
            }
          }
        }
        return { hits, total };
      });
      // The first round warms up.
      if (round > 0) {
        rounds.push({
          ...result,
          milliseconds: 1000 * cpu / layers.length,
          wallMilliseconds: 1000 * wall / layers.length,
        });
      }
    }
    rows.push({ calls, rounds });
    console.log(`n = 20, ${calls} calls:`, rounds);
  }
  return rows;
}

/** The best known of each size and end. */
type Known = Record<End, Map<number, number>>;

function enter(known: Known, found: readonly SizeExtremes[]): void {
  for (const own of found) {
    for (const end of ENDS) {
      const value = valueOf(own, end);
      if (value > (known[end].get(own.size) ?? -Infinity)) known[end].set(own.size, value);
    }
  }
}

/** How a result compares with the best known at the sizes 3 to 99. */
function compared(found: readonly SizeExtremes[], known: Known, end: End) {
  const own = found.filter(({ size }) => size > 2 && size < 100);
  const gaps = own.map((one) => known[end].get(one.size)! - valueOf(one, end));
  const share = (count: number) => Number((100 * count / own.length).toFixed(1));
  return {
    best: share(gaps.filter((gap) => gap <= 1e-9).length),
    withinOnePercent: share(
      own.filter((one, at) => gaps[at]! <= 0.01 * Math.abs(known[end].get(one.size)!)).length,
    ),
    meanGap: Number((gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toFixed(5)),
    exactUpTo: own.filter(({ guarantee }) => guarantee[end] === "optimal")
      .filter(({ size }) => size < 50).at(-1)!.size,
  };
}

async function wide(layers: readonly Instance[]) {
  const rows = [];
  for (const { name, space } of layers) {
    const known: Known = { synergy: new Map(), redundancy: new Map() };
    const runs: { budget: string; cpu: number; wall: number; found: SizeExtremes[] }[] = [];
    for (const [budget, options] of Object.entries(BUDGETS)) {
      const { result, cpu, wall } = await timed(() => ladderSearch(space, options));
      runs.push({ budget, cpu, wall, found: result });
    }
    const reference = [];
    for (const options of REFERENCE) {
      reference.push(await ladderSearch(space, { ...options, maxSeconds: Infinity }));
    }
    for (const found of [...runs.map((run) => run.found), ...reference]) enter(known, found);
    const { result: greedy, cpu, wall } = await timed(() =>
      greedySearch(space, { exhaustiveUpTo: 5 })
    );
    runs.push({ budget: "greedy, exhaustive up to 5", cpu, wall, found: greedy });
    const row = {
      layer: name,
      runs: runs.map((run) => ({
        budget: run.budget,
        cpuSeconds: Number(run.cpu.toFixed(2)),
        wallSeconds: Number(run.wall.toFixed(2)),
        synergy: compared(run.found, known, "synergy"),
        redundancy: compared(run.found, known, "redundancy"),
        worseThanGreedy: run.found.filter((own, at) =>
          own.size >= 7 && ENDS.some((end) =>
            valueOf(own, end) < valueOf(greedy[at]!, end) - 1e-9
          )
        ).length,
      })),
    };
    rows.push(row);
    console.log(JSON.stringify(row, null, 1));
  }
  return rows;
}

async function widest({ space, name }: Instance) {
  const rows = [];
  for (const end of ENDS) {
    const { variables } = space as SearchSpace;
    const all = await timed(() => new Rungs(2, variables, 1));
    const climb = new Climb(movingSet(space, end), all.result);
    const paths = await timed(() => {
      for (const _ of climb.paths([0, 1])) { /* without pauses */ }
    });
    const settled = await timed(() => {
      for (const _ of climb.settle()) { /* without pauses */ }
    });
    const row = {
      layer: name,
      end,
      greedyCpuSeconds: Number(paths.cpu.toFixed(2)),
      settledCpuSeconds: Number(settled.cpu.toFixed(2)),
      settledWallSeconds: Number(settled.wall.toFixed(2)),
    };
    rows.push(row);
    console.log(row);
  }
  return rows;
}

const only = Deno.args[0];
const parts = {
  small: async () => await small(await embeddedLayers()),
  wide: async () => await wide((await layersOf100()).filter(({ name }) => LAYERS.includes(name))),
  widest: async () => await widest((await layersOf512())[0]!),
};
if (only !== undefined && !Object.hasOwn(parts, only)) {
  console.error(`bench:ladder takes nothing or ${Object.keys(parts).join(", ")}, got ${only}`);
  Deno.exit(2);
}
const results: { [part: string]: unknown } = {};
for (const [name, run] of Object.entries(parts)) {
  if (only === undefined || only === name) results[name] = await run();
}
if (only === undefined) {
  await writeResults("ladder", {
    unit: "processor seconds of one thread; shares in percent of the sizes 3 to 99, gaps in nats",
    bestKnown: `merge of the runs here and of ${JSON.stringify(REFERENCE)}`,
    ...JSON.parse(JSON.stringify(results)),
  });
}
