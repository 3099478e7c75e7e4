/**
 * Many jobs, some at a time.
 * @module
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
