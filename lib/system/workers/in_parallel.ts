/** Jobs with limited concurrency, pauses in long calculations, and values in shared memory. */

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

/** Browsers have no such function, and use a timer. */
const { setImmediate = (callback: () => void) => setTimeout(callback, 0) } = globalThis as {
  setImmediate?: (callback: () => void) => unknown;
};

/**
 * Waits until pending messages, signals, timers and output have been handled. Takes microseconds in Deno,
 * where `setTimeout(0)` takes two milliseconds.
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
 * A function to call often during long work: every `interval` milliseconds it reports the progress, waits for
 * {@link yieldToEvents}, and throws the reason of an aborted signal.
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
 * The same values in shared memory: sending them to a worker takes no time and no memory. Values that are in
 * shared memory are returned as they are; so are all where there is none, as on most web pages.
 */
export function inSharedMemory<Array extends Uint8Array | Float32Array | Float64Array>(
  values: Array,
): Array {
  if (typeof SharedArrayBuffer === "undefined") return values;
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const Kind = values.constructor as new (buffer: SharedArrayBuffer) => Array;
  const shared = new Kind(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

/** So many zeros in shared memory; where there is none, as on most web pages, in memory of this thread. */
export function sharedZeros<Array extends Float32Array | Float64Array | Uint32Array>(
  Kind: {
    new (length: number): Array;
    new (buffer: SharedArrayBuffer): Array;
    BYTES_PER_ELEMENT: number;
  },
  length: number,
): Array {
  if (typeof SharedArrayBuffer === "undefined") return new Kind(length);
  return new Kind(new SharedArrayBuffer(length * Kind.BYTES_PER_ELEMENT));
}
