/** Progress of studies, and of downloads, on standard error. */
import { basename } from "node:path";
import { type LoadingProgress, type StageProgress, stageWords } from "../studies/mod.ts";
import type { Output } from "./output.ts";

/**
 * Shows a text that belongs to `done` of `total` pieces: on one line of a terminal, which is overwritten and
 * ends when all are done, or as a line of a log whenever another tenth is done.
 */
export function progressLines(output: Output) {
  let tenths = 0;
  return (text: string, done: number, total: number): void => {
    if (output.isTerminal) output.write(`\r\x1b[K${text}${done === total ? "\n" : ""}`);
    else if (done === total || done * 10 >= (tenths + 1) * total) {
      tenths = Math.floor(done * 10 / total);
      output.write(`${text}\n`);
    }
  };
}

/**
 * A listener for studies: one line per stage in a terminal, with the work under way; about ten lines per stage
 * in a log, or one if all results come from the store.
 *
 * @param now milliseconds that only grow
 */
export function studyProgress(
  output: Output,
  now: () => number = () => performance.now(),
): (progress: StageProgress) => void {
  let [stage, newest, started] = ["", 0, 0];
  let show = progressLines(output);
  return (progress) => {
    const { done, total, kept, working } = progress;
    if (progress.stage !== stage || done < newest) {
      stage = progress.stage;
      started = now();
      show = progressLines(output);
    }
    newest = done;
    // Reading takes no time: a log gets only its last line.
    if (!output.isTerminal && done === kept && done < total) return;
    const words = stageWords(progress, now() - started);
    show(`${stage}: ${words}${output.isTerminal ? workingWords(working) : ""}`, done, total);
  };
}

/** Shares of the work under way; a single piece of work has space for its note. */
function workingWords(working: StageProgress["working"]): string {
  return working.map(({ label, done, total, note = "" }) => {
    const share = `  ${label} ${Math.floor(100 * done / total)} %`;
    return working.length > 1 || note === "" ? share : `${share}, ${note}`;
  }).join("");
}

/**
 * A listener for downloads. In a terminal, it overwrites one line per file, e.g.
 * `train-images-idx3-ubyte.gz  4.2 of 9.9 MB`, when its text changes, and ends it when the file is complete or
 * another one begins. A log gets a line whenever another tenth of a file has come; without a known size, another
 * 10 MB.
 */
export function downloadLine(
  { isTerminal, write }: Output,
): (progress: LoadingProgress) => void {
  let [shown, destination] = ["", ""];
  let tenths = 0;
  const mayLog = (done: number, total: number | undefined) => {
    const reached = Math.floor(total === undefined ? done / 1e7 : 10 * done / total);
    const isNew = reached > tenths;
    tenths = reached;
    return isNew;
  };
  const endLine = () => {
    write("\n");
    shown = "";
  };
  return (progress) => {
    const { receivedBytes, totalBytes } = progress;
    if (progress.destination !== destination) {
      if (shown !== "") endLine();
      tenths = 0;
    }
    destination = progress.destination;
    const total = totalBytes === undefined ? "" : ` of ${megabytes(totalBytes)}`;
    const line = `${basename(destination)}  ${megabytes(receivedBytes)}${total} MB`;
    if (!isTerminal) {
      if (mayLog(receivedBytes, totalBytes)) write(`${line}\n`);
      return;
    }
    // A retry can start lower: padding covers what a longer line has left.
    if (line !== shown) write(`\r${line.padEnd(shown.length)}`);
    shown = line;
    if (receivedBytes === totalBytes) endLine();
  };
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
