/**
 * Progress of a training on standard error.
 * @module
 */
import type { NetworkProgress } from "../experiments/training.ts";
import { percent } from "../experiments/training_result.ts";
import { type Output, standardError } from "./output.ts";

/**
 * A listener that shows one line per network once it is finished; in a terminal a last line is renewed
 * with the share done and the newest accuracy of every network at work.
 */
export function terminalProgress(
  output: Output = standardError(),
): (progress: NetworkProgress) => void {
  const working = new Map<number, { done: string; accuracy: string }>();
  return ({ index, accepted, requested, step, steps, metrics, finished }) => {
    const accuracy = metrics
      ? `test accuracy ${percent(metrics.testAccuracy)}`
      : working.get(index)?.accuracy ?? "";
    const overwrite = output.isTerminal ? "\r\x1b[K" : "";
    if (finished) {
      working.delete(index);
      output.write(
        `${overwrite}${nameOf(index)}  ${finished.padEnd(7)}  ${accuracy}  ` +
          `(${accepted} of ${requested} accepted)\n`,
      );
      return;
    }
    working.set(index, { done: `${Math.floor(100 * step / steps)}`.padStart(3), accuracy });
    if (!output.isTerminal) return;
    const parts = [...working].sort(([a], [b]) => a - b);
    // One network has room for its accuracy, several have not.
    const line = parts.length === 1
      ? parts.map(([at, own]) => `${nameOf(at)}  ${own.done} %  ${own.accuracy}`).join("")
      : parts.map(([at, own]) => `${nameOf(at)} ${own.done} %`).join("  ");
    output.write(`${overwrite}${line}`);
  };
}

const nameOf = (index: number) => `network ${String(index).padStart(2)}`;
