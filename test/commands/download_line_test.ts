import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { downloadLine } from "../../lib/commands/progress.ts";

function written(
  ...progress: [destination: string, receivedBytes: number, totalBytes?: number][]
): string[] {
  const texts: string[] = [];
  const show = downloadLine((text) => texts.push(text));
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
