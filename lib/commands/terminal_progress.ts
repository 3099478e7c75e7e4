/**
 * Progress of a training on standard error.
 * @module
 */
import type { NetworkProgress } from "../experiments/training.ts";
import { percent } from "../experiments/training_summary.ts";
import { type Output, standardError } from "./output.ts";

/**
 * A listener that shows one line per network; in a terminal the line of the network at work is
 * renewed with its share done and its newest accuracy.
 */
export function terminalProgress(
  output: Output = standardError(),
): (progress: NetworkProgress) => void {
  let accuracy = "";
  return ({ index, accepted, requested, step, steps, metrics, finished }) => {
    if (metrics) accuracy = `test accuracy ${percent(metrics.testAccuracy)}`;
    const name = `network ${String(index).padStart(2)}`;
    const overwrite = output.isTerminal ? "\r\x1b[K" : "";
    if (finished) {
      output.write(
        `${overwrite}${name}  ${finished.padEnd(7)}  ${accuracy}  ` +
          `(${accepted} of ${requested} accepted)\n`,
      );
    } else if (output.isTerminal) {
      const done = String(Math.floor(100 * step / steps)).padStart(3);
      output.write(`${overwrite}${name}  ${done} %  ${accuracy}`);
    }
  };
}
