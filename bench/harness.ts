/**
 * Measuring several engines in one run: rounds in turn, so that a drift of the machine's speed
 * meets all of them alike, and the median of each.
 */
import { currentEnvironment } from "../lib/artifacts/mod.ts";

/** Something to measure: `run` does `units` units of work. */
export interface Contestant {
  readonly name: string;
  readonly units: number;
  readonly run: () => void | Promise<void>;
}

/** Microseconds per unit of one contestant. */
export interface Timing {
  readonly name: string;
  readonly median: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Measures all contestants in turn, `rounds` times after one warm-up each. */
export async function measure(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<Timing[]> {
  const samples = contestants.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [at, { run, units }] of contestants.entries()) {
      const started = performance.now();
      await run();
      const microseconds = 1000 * (performance.now() - started) / units;
      if (round >= 0) samples[at]!.push(microseconds);
    }
  }
  return contestants.map(({ name }, at) => {
    const sorted = samples[at]!.sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)]!;
    return { name, median, minimum: sorted[0]!, maximum: sorted.at(-1)! };
  });
}

/** Prints the timings as a table and writes them with the environment to `results/NAME.json`. */
export async function report(name: string, unit: string, timings: readonly Timing[]) {
  const environment = currentEnvironment();
  console.table(Object.fromEntries(timings.map(({ name, median, minimum, maximum }) => [name, {
    [`µs per ${unit}`]: median.toFixed(1),
    "min…max": `${minimum.toFixed(1)} … ${maximum.toFixed(1)}`,
    "ratio to first": (median / timings[0]!.median).toFixed(2),
  }])));
  const path = new URL(`results/${name}.json`, import.meta.url);
  const results = { benchmark: name, unit: `µs per ${unit}`, environment, timings };
  await Deno.writeTextFile(path, JSON.stringify(results, null, 2) + "\n");
}
