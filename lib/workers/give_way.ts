/**
 * Pauses in long calculations.
 * @module
 */
import { setImmediate } from "node:timers";

/**
 * Lets everything through that waits for this thread: messages, signals, timers, output. Takes
 * microseconds, where `setTimeout(0)` takes two milliseconds.
 */
export function giveWay(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
