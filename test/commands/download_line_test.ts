import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { downloadLine } from "../../lib/commands/progress.ts";

type Progress = [destination: string, receivedBytes: number, totalBytes?: number];

/** What is written in a terminal. */
const written = (...progress: Progress[]) => writtenTo(true, progress);

function writtenTo(isTerminal: boolean, progress: Progress[]): string[] {
  const texts: string[] = [];
  const show = downloadLine({ isTerminal, write: (text) => void texts.push(text) });
  for (const [destination, receivedBytes, totalBytes] of progress) {
    show({ destination, receivedBytes, ...(totalBytes ? { totalBytes } : {}) });
  }
  return texts;
}

Deno.test("one line a file, rewritten when its text changes, ended when it is complete", () => {
  deepEqual(
    written(["d/a.gz", 100_000, 400_000], ["d/a.gz", 110_000, 400_000], ["d/a.gz", 4e5, 4e5]),
    ["\ra.gz  0.1 of 0.4 MB", "\ra.gz  0.4 of 0.4 MB", "\n"],
  );
});

Deno.test("without a known size the line ends when the next file begins", () => {
  deepEqual(written(["a", 1e5], ["b", 2e5]), ["\ra  0.1 MB", "\n", "\rb  0.2 MB"]);
});

Deno.test("a shorter text covers the longer one", () => {
  deepEqual(written(["a", 1e7], ["a", 1e5]), ["\ra  10.0 MB", "\ra  0.1 MB "]);
});

Deno.test("a log gets a line for each tenth of a file that is new, and the last one", () => {
  const pieces = Array.from({ length: 1_000 }, (_, at): Progress => ["a", (at + 1) * 1e5, 1e8]);
  const lines = writtenTo(false, pieces);
  deepEqual(lines.length, 10);
  deepEqual([lines[0], lines.at(-1)], ["a  10.0 of 100.0 MB\n", "a  100.0 of 100.0 MB\n"]);
  deepEqual(writtenTo(false, [["a", 4e5, 4e5], ["b", 1e5, 9e5], ["b", 9e5, 9e5]]), [
    "a  0.4 of 0.4 MB\n",
    "b  0.1 of 0.9 MB\n",
    "b  0.9 of 0.9 MB\n",
  ]);
});

Deno.test("a log gets a line for every 10 MB of a file of unknown size", () => {
  const pieces = Array.from({ length: 25 }, (_, at): Progress => ["a", (at + 1) * 1e6]);
  deepEqual(writtenTo(false, pieces), ["a  10.0 MB\n", "a  20.0 MB\n"]);
});
