/**
 * Pauses in long calculations.
 * @module
 */

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
 * import { giveWay } from "@multiplet/multiplet/workers";
 * import { ok } from "node:assert/strict";
 * const controller = new AbortController();
 * setTimeout(() => controller.abort(), 1);
 * while (!controller.signal.aborted) await giveWay(); // Would never end without it.
 * ok(controller.signal.aborted);
 * ```
 */
export function giveWay(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
