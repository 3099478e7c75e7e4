/**
 * The ladder beside the annealing of THOI, n = 100, on one core: `deno task bench:ladder-peers`.
 *
 * THOI anneals each size and end by itself, with its defaults and retuned; the ladder searches all sizes at once. The
 * multiplets of both are scored by the one scorer, without the class, which THOI has no variable for.
 */
import { scoreMultiplet } from "../lib/information/mod.ts";
import { ladderSearch, type SizeExtremes } from "../lib/search/mod.ts";
import type { End } from "../lib/search/ladder/moving_set.ts";
import { layersOf100 } from "./ladder/instances.ts";
import { writeResults } from "./harness.ts";
import { runPython } from "./peers/run_python.ts";

const ORDERS = [5, 10, 20, 40];

/** Options of THOI: none, and temperatures that fit an Ω of a few nats. */
const TRIES = {
  defaults: {},
  retuned: {
    repeat: 100,
    max_iterations: 4000,
    early_stop: 4000,
    initial_temp: 0.3,
    cooling_rate: (0.005 / 0.3) ** (1 / 3999),
  },
};

/** Budgets of the ladder in calls, ascending: the first that has all of THOI's retuned values counts. */
const CALLS = [1, 10, 30, 100, 300, 1000, 2000];

interface Try {
  readonly name: keyof typeof TRIES;
  readonly order: number;
  readonly end: End;
  readonly seconds: number;
  readonly multiplet: readonly number[];
}

const space = (await layersOf100()).find(({ name }) => name === "fc1 without y")!.space;
const n = space.variables;
const peer = await runPython<{ version: string; tries: Try[] }>("thoi_annealing.py", {
  covariance: Array.from({ length: n }, (_, i) => [...space.features.subarray(i * n, (i + 1) * n)]),
  samples: 10_000,
  orders: ORDERS,
  tries: TRIES,
});
const valueOf = (multiplet: readonly number[], end: End) =>
  (end === "synergy" ? -1 : 1) * scoreMultiplet(space, multiplet).oInformation;

function sizeOf(found: readonly SizeExtremes[], { order, end }: Try): readonly number[] {
  return found.find(({ size }) => size === order)![end][0]!.multiplet;
}

const ladders: { calls: number; seconds: number; found: SizeExtremes[] }[] = [];
for (const calls of [1, ...CALLS]) {
  const began = performance.now();
  const found = await ladderSearch(space, { calls, islands: 1 });
  ladders.push({ calls, seconds: (performance.now() - began) / 1000, found });
}
// The first one warms up.
ladders.shift();
const retuned = peer.tries.filter(({ name }) => name === "retuned");
const has = (found: readonly SizeExtremes[], tries: readonly Try[]) =>
  tries.every((one) =>
    valueOf(sizeOf(found, one), one.end) >= valueOf(one.multiplet, one.end) - 1e-9
  );
const first = ladders.find(({ found }) => has(found, retuned));
const longest = ladders.at(-1)!;
const mean = retuned.reduce((sum, { seconds }) => sum + seconds, 0) / retuned.length;
// Both ends of 97 sizes by THOI, and both ends of all sizes by the ladder.
const all = mean * 97 * 2;
const results = {
  peer: peer.version,
  layer: "fc1 without y",
  unit: "Ω in nats; s of one core",
  multiplets: peer.tries.map((one) => ({
    ...one,
    multiplet: one.multiplet.join(),
    thoi: (one.end === "synergy" ? -1 : 1) * valueOf(one.multiplet, one.end),
    ladder: (one.end === "synergy" ? -1 : 1) * valueOf(sizeOf(longest.found, one), one.end),
  })),
  ladders: ladders.map(({ calls, seconds, found }) => ({
    calls,
    seconds,
    hasAllRetuned: has(found, retuned),
  })),
  retunedSecondsForAllSizes: all,
  ladderSecondsUntilAllRetuned: first?.seconds ?? null,
  ratio: first === undefined ? null : all / first.seconds,
};
console.log(JSON.stringify(results, null, 2));
await writeResults("ladder-peers", results);
