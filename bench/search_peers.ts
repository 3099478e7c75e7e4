/**
 * The searches beside THOI, on the same covariance and one core, with the results compared:
 * `deno task bench:search-peers`.
 */
import { ok } from "node:assert/strict";
import { exactSearch, exhaustiveSearch, searchSpace } from "../lib/search/mod.ts";
import { benchSystem } from "./search.ts";
import { writeResults } from "./harness.ts";
import { peersPython } from "./peers/python.ts";

/** What THOI found among all multiplets of one order; nats. */
interface PeerOrder {
  readonly order: number;
  readonly seconds: number;
  readonly multiplets: number;
  readonly minimum: number;
  readonly maximum: number;
}

const python = await peersPython();

/** A system without its target: THOI has no variable that belongs to every multiplet. */
function featuresOnly(variables: number) {
  const system = benchSystem(variables, 10_000);
  return { ...system, target: { encoding: "none" } as const };
}

async function thoi(variables: number, orders: readonly number[]) {
  const { covariance, features } = featuresOnly(variables);
  const rows = Array.from(
    { length: features },
    (_, i) =>
      Array.from(covariance.values.subarray(i * covariance.order, i * covariance.order + features)),
  );
  const child = new Deno.Command(python, {
    args: [new URL("peers/thoi_search.py", import.meta.url).pathname],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(
    new TextEncoder().encode(
      JSON.stringify({ covariance: rows, samples: covariance.samples, orders }),
    ),
  );
  await writer.close();
  const { stdout } = await child.output();
  return JSON.parse(new TextDecoder().decode(stdout)) as { version: string; orders: PeerOrder[] };
}

/** Median seconds of five runs after one warm-up. */
async function seconds(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = -1; round < 5; round++) {
    const started = performance.now();
    await run();
    if (round >= 0) times.push((performance.now() - started) / 1000);
  }
  return times.sort((a, b) => a - b)[2]!;
}

const layer = searchSpace(featuresOnly(20));
const wide = searchSpace(featuresOnly(30));
const orders = [5, 10, 15];
const peerLayer = await thoi(20, orders);
const peerWide = await thoi(30, [6]);

// Same results first.
const found = await exactSearch(layer, { sizes: orders });
const [foundWide] = await exhaustiveSearch(wide, { sizes: [6] });
[...peerLayer.orders, ...peerWide.orders].forEach((peer, at) => {
  const own = found[at] ?? foundWide!;
  const low = Math.abs(own.synergy[0]!.oInformation - peer.minimum);
  const high = Math.abs(own.redundancy[0]!.oInformation - peer.maximum);
  ok(low < 1e-9 && high < 1e-9, `order ${peer.order}: ${low}, ${high}`);
});

const nanoseconds = (peers: readonly PeerOrder[]) =>
  1e9 * peers.reduce((sum, peer) => sum + peer.seconds, 0) /
  peers.reduce((sum, peer) => sum + peer.multiplets, 0);
const ours = {
  exact: 1e9 * await seconds(() => exactSearch(layer)) / (2 ** 20 - 21),
  exhaustive: 1e9 * await seconds(() => exhaustiveSearch(wide, { sizes: [6] })) / 593_775,
};
const theirs = { exact: nanoseconds(peerLayer.orders), exhaustive: nanoseconds(peerWide.orders) };
const results = {
  peer: peerLayer.version,
  unit: "ns per multiplet, one core, features only",
  layerOf20: { ours: ours.exact, thoi: theirs.exact, ratio: theirs.exact / ours.exact },
  size6Of30: {
    ours: ours.exhaustive,
    thoi: theirs.exhaustive,
    ratio: theirs.exhaustive / ours.exhaustive,
  },
  largestDifferenceNats: "below 1e-9 in all extremes compared",
};
console.log(JSON.stringify(results, null, 2));
await writeResults("search-peers", results);
