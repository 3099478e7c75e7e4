/**
 * Measuring several engines in one run: rounds in turn, so that a drift of the machine's speed
 * meets all of them alike, and the median of each.
 */
import { currentEnvironment, type Json } from "../lib/system/artifacts/mod.ts";

/** Something to measure: `run` does `units` units of work; it may tell the seconds it took itself. */
export interface Contestant {
  readonly name: string;
  readonly units: number;
  readonly run: () => void | number | Promise<void | number>;
}

/** Seconds per unit of one contestant. */
export interface Timing {
  readonly name: string;
  readonly median: number;
  readonly minimum: number;
  readonly maximum: number;
  /** One value a round, in the order of rounds. */
  readonly rounds: readonly number[];
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
      const told = await run();
      const seconds = told ?? (performance.now() - started) / 1000;
      if (round >= 0) samples[at]!.push(seconds / units);
    }
  }
  return contestants.map(({ name }, at) => {
    const rounds = samples[at]!;
    return {
      name,
      median: median(rounds),
      minimum: Math.min(...rounds),
      maximum: Math.max(...rounds),
      rounds,
    };
  });
}

/**
 * How many times as long as `fast` `slow` takes: the median over rounds of the two times of one
 * round, in which the machine was as fast for both.
 */
export function ratio(slow: Timing, fast: Timing): number {
  return median(slow.rounds.map((seconds, round) => seconds / fast.rounds[round]!));
}

/** The middle one of the values, the upper one of two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
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
  notes: { readonly [note: string]: Json } = {},
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
  for (const [note, value] of Object.entries(notes)) console.log(`${note}:`, value);
  await writeResults(name, { unit: label, timings: inUnit, ...notes });
}

/** Writes results with the environment to `results/NAME.json`, whole or not at all. */
export async function writeResults(name: string, results: { [key: string]: Json }): Promise<void> {
  const environment = { ...currentEnvironment() };
  const text = JSON.stringify({ benchmark: name, environment, ...results }, null, 2) + "\n";
  const path = new URL(`results/${name}.json`, import.meta.url);
  const temporary = new URL(`results/.${name}.json.${crypto.randomUUID()}`, import.meta.url);
  await Deno.writeTextFile(temporary, text);
  await Deno.rename(temporary, path);
}
