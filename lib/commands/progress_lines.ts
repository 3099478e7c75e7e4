/**
 * Progress of many like pieces of work on standard error.
 * @module
 */
import type { Output } from "./output.ts";

/** A log gets a line when another tenth is done. */
const TENTHS = 10;

/**
 * Shows a text that belongs to `done` of `total` pieces: on one line of a terminal that is renewed and
 * ends when all are done, or as about ten lines of a log.
 */
export function progressLines(
  output: Output,
): (text: string, done: number, total: number) => void {
  let tenths = 0;
  return (text, done, total) => {
    if (output.isTerminal) output.write(`\r\x1b[K${text}${done === total ? "\n" : ""}`);
    else if (done === total || done * TENTHS >= (tenths + 1) * total) {
      tenths = Math.floor(done * TENTHS / total);
      output.write(`${text}\n`);
    }
  };
}
