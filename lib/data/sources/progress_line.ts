/**
 * The progress of downloads on one line of a terminal.
 * @module
 */
import { basename } from "node:path";
import type { DownloadProgress } from "./transfer.ts";

/**
 * Makes an `onProgress` that keeps one line per file up to date, e.g.
 * `train-images-idx3-ubyte.gz  4.2 of 9.9 MB`. It writes only when the text changes, and ends the
 * line when the file is complete or another one begins.
 *
 * @param write puts text on the terminal, e.g. on standard error
 * @example
 * ```ts
 * import { progressLine } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * let shown = "";
 * const onProgress = progressLine((text) => shown += text);
 * const [destination, url] = ["data/mnist/x.gz", "https://example.org/x.gz"];
 * onProgress({ destination, url, receivedBytes: 4_200_000, totalBytes: 9_900_000 });
 * equal(shown, "\rx.gz  4.2 of 9.9 MB");
 * ```
 */
export function progressLine(
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
