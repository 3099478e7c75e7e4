/**
 * The searches beside THOI, on the same covariance and one core, with the results compared:
 * `deno task bench:search-peers`.
 */
import { ok } from "node:assert/strict";
import { gaussianSystem, toVariables } from "../lib/information/mod.ts";
import { exactSearch, exhaustiveSearch, multipletCount, searchSpace } from "../lib/search/mod.ts";
import { measure, writeResults } from "./harness.ts";
import { runPython } from "./peers/run_python.ts";
import { ALL_OF_20, benchFeatures } from "./search_system.ts";

/** What THOI found among all multiplets of one order; nats. */
interface PeerOrder {
  readonly order: number;
  readonly seconds: number;
  readonly multiplets: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** A system without its target: THOI has no variable that belongs to every multiplet. */
function featuresOnly(variables: number) {
  const { features } = benchFeatures(variables, 10_000);
  return gaussianSystem(toVariables(features), undefined);
}

async function thoi(variables: number, orders: readonly number[]) {
  const { covariance } = featuresOnly(variables);
  const features = covariance.columnCount;
  const rows = Array.from(
    { length: features },
    (_, i) =>
      Array.from(
        covariance.values.subarray(
          i * covariance.columnCount,
          i * covariance.columnCount + features,
        ),
      ),
  );
  return await runPython<{ version: string; orders: PeerOrder[] }>("thoi_search.py", {
    covariance: rows,
    samples: covariance.samples,
    orders,
  });
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
const [exact, exhaustive] = await measure([
  { name: "exact", units: ALL_OF_20, run: async () => void await exactSearch(layer) },
  {
    name: "exhaustive",
    units: multipletCount(30, 6),
    run: async () => void await exhaustiveSearch(wide, { sizes: [6] }),
  },
], 5);
const ours = { exact: 1e9 * exact!.median, exhaustive: 1e9 * exhaustive!.median };
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
