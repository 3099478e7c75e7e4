/**
 * Many jobs some at a time, pauses in long calculations, and values that workers read without a copy.
 */

/**
 * `run` of every item, at most `size` at once, in the order of items; results have that order too.
 * When one fails, or `signal` is aborted, the signal handed to the others is aborted and, once they
 * have ended, the first reason is thrown.
 *
 * @example
 * ```ts
 * import { inParallel } from "@multiplet/multiplet/workers";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(await inParallel([1, 2, 3], 2, (x) => Promise.resolve(x * x)), [1, 4, 9]);
 * ```
 */
export async function inParallel<Item, Result>(
  items: Iterable<Item>,
  size: number,
  run: (item: Item, signal: AbortSignal) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result[]> {
  signal?.throwIfAborted();
  const own = new AbortController();
  const both = signal ? AbortSignal.any([signal, own.signal]) : own.signal;
  const results: Result[] = [];
  const failures: unknown[] = [];
  const waiting = Array.from(items).entries();
  const lane = async () => {
    for (const [at, item] of waiting) {
      if (both.aborted) return;
      try {
        results[at] = await run(item, both);
      } catch (error) {
        failures.push(error);
        own.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: size }, lane));
  signal?.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return results;
}

/** Where there is no such function, as in a browser, a timer takes its place. */
const { setImmediate = (callback: () => void) => setTimeout(callback, 0) } = globalThis as {
  setImmediate?: (callback: () => void) => unknown;
};

/**
 * Lets everything through that waits for this thread: messages, signals, timers, output. Takes
 * microseconds in Deno, where `setTimeout(0)` takes two milliseconds.
 *
 * @example
 * ```ts
 * import { yieldToEvents } from "@multiplet/multiplet/workers";
 * import { ok } from "node:assert/strict";
 * const controller = new AbortController();
 * setTimeout(() => controller.abort(), 1);
 * while (!controller.signal.aborted) await yieldToEvents(); // Would never end without it.
 * ok(controller.signal.aborted);
 * ```
 */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * A function to call often in the middle of long work: every `interval` milliseconds it tells `report` how far
 * the work is, lets everything through that waits, and throws the reason of an aborted signal.
 */
export function pauseEvery<Progress = void>(
  interval: number,
  signal: AbortSignal | undefined,
  report: (progress: Progress) => void,
): (progress: Progress) => Promise<void> | undefined {
  let last = performance.now();
  return (progress) => {
    if (performance.now() - last < interval) return undefined;
    return (async () => {
      report(progress);
      await yieldToEvents();
      signal?.throwIfAborted();
      last = performance.now();
    })();
  };
}

/**
 * The same values in shared memory: sending them to a worker takes no time and no memory. Those that lie
 * there already are used as they are.
 */
export function inSharedMemory<Array extends Uint8Array | Float32Array | Float64Array>(
  values: Array,
): Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const Kind = values.constructor as new (buffer: SharedArrayBuffer) => Array;
  const shared = new Kind(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
