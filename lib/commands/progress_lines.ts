/**
 * Progress on standard error: of many like pieces of work, and of downloads.
 * @module
 */
import { basename } from "node:path";
import type { DownloadProgress } from "../data/mod.ts";
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

/**
 * Makes an `onProgress` that keeps one line per file up to date, e.g.
 * `train-images-idx3-ubyte.gz  4.2 of 9.9 MB`. It writes only when the text changes, and ends the
 * line when the file is complete or another one begins.
 *
 * @param write puts text on the terminal, e.g. on standard error
 */
export function downloadLine(
  write: (text: string) => void,
): (progress: DownloadProgress) => void {
  let shown = "";
  let destination = "";
  const endLine = () => {
    write("\n");
    shown = "";
  };
  return (progress) => {
    const { receivedBytes, totalBytes } = progress;
    if (shown !== "" && progress.destination !== destination) endLine();
    destination = progress.destination;
    const total = totalBytes === undefined ? "" : ` of ${megabytes(totalBytes)}`;
    const line = `${basename(destination)}  ${megabytes(receivedBytes)}${total} MB`;
    // A retry can start lower: padding covers what a longer line has left.
    if (line !== shown) write(`\r${line.padEnd(shown.length)}`);
    shown = line;
    if (receivedBytes === totalBytes) endLine();
  };
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
