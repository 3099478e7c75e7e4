/** Progress of the experiments, and of downloads, on standard error. */
import { basename } from "node:path";
import type { DownloadProgress } from "../data/mod.ts";
import type { LayerProgress, SubnetworkProgress } from "../paper/mod.ts";
import type { NetworkProgress } from "../paper/training/training.ts";
import { percent } from "../paper/training/result.ts";
import { duration } from "../reports/notebook/progress.ts";
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
 * A listener that shows one line per network once it is finished; in a terminal a last line is renewed
 * with the share done and the newest accuracy of every network at work.
 */
export function trainingProgress(output: Output): (progress: NetworkProgress) => void {
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

/**
 * A listener that shows how many sub-networks are re-trained and about how long the others will take:
 * on one line of a terminal, or about ten lines in a log.
 *
 * @param now milliseconds that only grow
 */
export function subnetworkProgress(
  output: Output,
  now: () => number = () => performance.now(),
): (progress: SubnetworkProgress) => void {
  let phase: SubnetworkProgress["phase"] | undefined;
  let started = 0;
  let show = progressLines(output);
  return (progress) => {
    const { done, total, kept } = progress;
    if (progress.phase !== phase) {
      phase = progress.phase;
      started = now();
      show = progressLines(output);
    }
    const what = phase === "selecting" ? "neurons chosen in" : "re-trained";
    const things = phase === "selecting" ? "networks" : "sub-networks";
    const left = (now() - started) * (total - done) / (done - kept);
    const estimate = done > kept && done < total ? `, about ${duration(left)} left` : "";
    const before = kept > 0 ? `, ${kept} kept` : "";
    show(`${what} ${done} of ${total} ${things}${before}${estimate}`, done, total);
  };
}

/** A listener that shows the layers done: on one line of a terminal, or about ten lines in a log. */
export function layerProgress(output: Output): (progress: LayerProgress) => void {
  const show = progressLines(output);
  return ({ network, layer, done, total, finished }) => {
    const text = `${nameOf(network)}  ${layer.padEnd(6)}  ${finished.padEnd(8)}`;
    show(`${text}  ${done} of ${total} layers`, done, total);
  };
}

/**
 * Makes an `onProgress` that keeps one line per file up to date, e.g.
 * `train-images-idx3-ubyte.gz  4.2 of 9.9 MB`. It writes only when the text changes, and ends the
 * line when the file is complete or another one begins.
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
