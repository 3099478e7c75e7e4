/**
 * How often every part of the fuzzing tests tries something, and how a case is judged: it works, or it
 * ends in an error of a known kind, soon and without memory that the input only claims to need.
 */
import { ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";

/** Cases by subject and part. Their sum is at least 10,000, which `cases_test.ts` checks. */
export const CASES = {
  idx: { random: 500, mutated: 1200, lies: 900, bombs: 60, folders: 140 },
  cifar: { lies: 500, mutated: 600, folders: 100, archives: 400 },
  npy: { random: 500, mutated: 1200, headers: 1300 },
  csv: { random: 600, mutated: 800, tables: 1000, long: 40 },
  npz: { mutated: 900, bombs: 40 },
  safetensors: { mutated: 500, headers: 700 },
  parquet: { mutated: 500 },
  gzip: { mutated: 300 },
  artifacts: { names: 900, manifests: 900, damages: 60 },
  models: { files: 700 },
  config: { overrides: 1200, texts: 700, environments: 500 },
  commandLine: { analyze: 900, files: 400, others: 400 },
} as const;

/** Milliseconds that a case may take on a busy machine. Most take less than one; a hang takes minutes. */
const PATIENCE = 15_000;

/** Bytes outside the heap that a case may ask for: inputs are of kilobytes. */
const MEMORY = 2 ** 26;

/** How a part is tried. */
export interface FuzzOptions {
  /** Seed of the cases: the same ones every time. */
  readonly seed: number;
  readonly cases: number;
  /** Bytes that a case may ask for outside the heap. Default 64 MiB. */
  readonly memory?: number;
}

/** How many cases worked, and how many ended in an error of a known kind. */
export interface Outcomes {
  readonly worked: number;
  readonly refused: number;
}

/**
 * Tries so many values, each within the limits of time and memory.
 *
 * @param check throws when something else happened than should; returns whether the value worked
 */
export async function fuzz<Value>(
  values: fc.Arbitrary<Value>,
  { seed, cases, memory = MEMORY }: FuzzOptions,
  check: (value: Value) => boolean | Promise<boolean>,
): Promise<Outcomes> {
  let [worked, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      const before = Deno.memoryUsage().external;
      const started = performance.now();
      if (await check(value)) worked++;
      else refused++;
      const took = performance.now() - started;
      ok(took < PATIENCE, `took ${took.toFixed(0)} ms`);
      const grown = Deno.memoryUsage().external - before;
      ok(grown < memory, `asked for ${(grown / 2 ** 20).toFixed(0)} MiB`);
    }),
    { seed, numRuns: cases, timeout: 2 * PATIENCE },
  );
  equal(worked + refused, cases);
  return { worked, refused };
}

/** The result, or `undefined` where an error of one of these kinds was thrown. */
export async function resultOrError<Result>(
  kinds: readonly (new (...args: never[]) => Error)[],
  run: () => Result | Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await run();
  } catch (error) {
    ok(kinds.some((kind) => error instanceof kind), `no typed error: ${error}`);
    const { message } = error as Error;
    ok(message.length > 0 && !message.includes("    at "), message);
    return undefined;
  }
}
