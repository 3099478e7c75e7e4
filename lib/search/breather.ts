/**
 * Letting messages and signals through in the middle of long synchronous work.
 * @module
 */
import { giveWay } from "../system/workers/in_parallel.ts";
import type { SearchOptions } from "./interface.ts";

/** Milliseconds of work between two breaths. */
const INTERVAL = 50;

/**
 * A function to call often with the share of work done: every 50 ms it reports that share, gives way
 * to other tasks, and throws the reason of an aborted signal.
 */
export function breather(
  { signal, onProgress }: SearchOptions,
): (share: number) => Promise<void> | undefined {
  let last = performance.now();
  return (share) => {
    if (performance.now() - last < INTERVAL) return undefined;
    return (async () => {
      onProgress?.(share);
      await giveWay();
      signal?.throwIfAborted();
      last = performance.now();
    })();
  };
}
