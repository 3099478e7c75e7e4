/**
 * Time of the searches on one core: `deno task bench:search`.
 *
 * - `exact`: all 1,048,555 multiplets of a 20-neuron layer with a copula target, from covariance to all
 *   minima and maxima.
 * - `exhaustive`: all 50,063,860 multiplets of 6 of 60 variables with a target.
 * - `wide`: from 10,000 samples of 2,048 columns with labels to the extreme pairs, reading left out.
 *
 * With the memory that each takes.
 */
import {
  exactSearch,
  exhaustiveSearch,
  multipletCount,
  type SearchOptions,
  searchSpace,
} from "../lib/search/mod.ts";
import { analyse } from "../lib/analysis/mod.ts";
import { measure, report } from "./harness.ts";
import { ALL_OF_20, benchFeatures, benchSystem } from "./search_system.ts";

/** Told how far a search is. */
type Watch = Pick<SearchOptions, "onProgress">;

const layer = benchSystem(20, 10_000);
const wide = benchSystem(60, 10_000);
const exact = async (watch?: Watch) => void await exactSearch(searchSpace(layer), watch);
const exhaustive = async (watch?: Watch) =>
  void await exhaustiveSearch(searchSpace(wide), { sizes: [6], ...watch });
const timings = await measure([
  { name: "exact, n = 20", units: ALL_OF_20, run: () => exact() },
  { name: "exhaustive, k = 6 of 60", units: multipletCount(60, 6), run: () => exhaustive() },
], 7);
const { features, target } = benchFeatures(2048, 10_000);
const [pairs] = await measure([{
  name: "wide",
  units: 1,
  run: async () => void await analyse(features, target, { search: "exhaustive", sizes: [2] }),
}], 3);
await report("search", { work: "multiplet", time: "ns" }, timings, {
  exactMilliseconds: timings[0]!.median * ALL_OF_20 * 1000,
  wideSeconds: pairs!.median,
  exactMebibytes: await memoryOf(exact),
  exhaustiveMebibytes: await memoryOf(exhaustive),
});

/**
 * The most that a search holds beside what was there before, in MiB: objects, garbage among them, and
 * array buffers, looked at whenever it reports and at its end. Needs `--v8-flags=--expose-gc`, or
 * garbage of earlier rounds hides it.
 */
async function memoryOf(search: (watch: Watch) => Promise<void>): Promise<number> {
  const collect = (globalThis as { gc?: () => void }).gc;
  if (collect === undefined) throw new Error("Run with --v8-flags=--expose-gc");
  for (let round = 0; round < 3; round++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20)); // array buffers are freed later
  }
  const before = heldBytes();
  let most = before;
  const look = () => most = Math.max(most, heldBytes());
  await search({ onProgress: look });
  look();
  return (most - before) / 2 ** 20;
}

/** Bytes of objects and of array buffers. */
function heldBytes(): number {
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}
