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

/** Seconds per unit of one contestant. */
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
      if (round >= 0) samples[at]!.push((performance.now() - started) / 1000 / units);
    }
  }
  return contestants.map(({ name }, at) => {
    const sorted = samples[at]!.sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)]!;
    return { name, median, minimum: sorted[0]!, maximum: sorted.at(-1)! };
  });
}

/** How the times of a benchmark are written. */
export interface TimingUnit {
  /** What a unit of work is, e.g. `"step"`. */
  readonly work: string;
  readonly time: "µs" | "ns";
}

/**
 * Prints the timings as a table and writes them with the environment to `results/NAME.json`.
 *
 * @param notes further measurements to keep
 */
export async function report(
  name: string,
  unit: TimingUnit,
  timings: readonly Timing[],
  notes: Readonly<Record<string, number | string>> = {},
): Promise<void> {
  const scale = unit.time === "ns" ? 1e9 : 1e6;
  const inUnit = timings.map(({ name, median, minimum, maximum }) => ({
    name,
    median: median * scale,
    minimum: minimum * scale,
    maximum: maximum * scale,
  }));
  const label = `${unit.time} per ${unit.work}`;
  console.table(Object.fromEntries(inUnit.map(({ name, median, minimum, maximum }) => [name, {
    [label]: median.toFixed(1),
    "min … max": `${minimum.toFixed(1)} … ${maximum.toFixed(1)}`,
    "ratio to first": (median / inUnit[0]!.median).toFixed(2),
  }])));
  for (const [note, value] of Object.entries(notes)) console.log(`${note}: ${value}`);
  const path = new URL(`results/${name}.json`, import.meta.url);
  const environment = currentEnvironment();
  const results = { benchmark: name, unit: label, environment, timings: inUnit, ...notes };
  await Deno.writeTextFile(path, JSON.stringify(results, null, 2) + "\n");
}
