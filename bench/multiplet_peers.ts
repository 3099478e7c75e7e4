/**
 * From samples to the O-information of all multiplets of 3 to 5 of 20 variables, beside THOI and HOI,
 * one thread each: `deno task bench:multiplet-peers`.
 *
 * The peers give the value of every multiplet, ours the best ones. Minima and maxima have to agree
 * before a time is told: with THOI to double precision, with HOI, which computes in single, to 1e-4.
 */
import { ok } from "node:assert/strict";
import { analyse, ranked } from "../lib/analysis/mod.ts";
import { measure, median, writeResults } from "./harness.ts";
import { runPython } from "./peers/run_python.ts";
import { benchFeatures } from "./search_system.ts";

const ROUNDS = 5;
const SIZES = [3, 4, 5];

/** What `peers/multiplets.py` prints; nats. */
interface PeerResult {
  readonly version: string;
  readonly seconds: readonly number[];
  readonly multiplets: number;
  readonly minimum: number;
  readonly maximum: number;
}

const { features } = benchFeatures(20, 1000);
const { samples, variables, values } = features;
const rows = Array.from(
  { length: samples },
  (_, sample) => [...values.subarray(sample * variables, (sample + 1) * variables)],
);

const search = () =>
  analyse(features, undefined, { search: "exhaustive", sizes: SIZES, units: "nats" });
const { sizes } = await search();
const ends = sizes.flatMap(({ synergy, redundancy }) => [...ranked(synergy), ...ranked(redundancy)])
  .map(({ oInformation }) => oInformation);
const [timing] = await measure(
  [{ name: "ours", units: 1, run: async () => void await search() }],
  ROUNDS,
);
const multiplets = sizes.reduce((sum, { multipletCount }) => sum + multipletCount, 0);
const ours = 1e9 * timing!.median / multiplets;

const peers = [];
for (const [peer, tolerance] of [["thoi", 1e-9], ["hoi", 1e-4]] as const) {
  const job = { peer, samples: rows, sizes: [SIZES[0], SIZES.at(-1)], rounds: ROUNDS };
  const theirs = await runPython<PeerResult>("multiplets.py", job);
  const difference = Math.max(
    Math.abs(theirs.minimum - Math.min(...ends)),
    Math.abs(theirs.maximum - Math.max(...ends)),
  );
  ok(theirs.multiplets === multiplets, `${peer} has ${theirs.multiplets} of ${multiplets}`);
  ok(difference < tolerance, `the extremes of ${peer} differ by ${difference} nats`);
  const time = 1e9 * median(theirs.seconds) / multiplets;
  peers.push({ name: theirs.version, median: time, timesOurs: time / ours, difference });
}
const results = {
  unit: "ns per multiplet, one thread, from 1,000 samples of 20 variables to values",
  multiplets,
  ours,
  peers,
};
console.log(JSON.stringify(results, null, 2));
await writeResults("multiplet-peers", results);
