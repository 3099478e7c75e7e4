import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { progressLines } from "../../lib/commands/progress.ts";
import { writtenTo } from "./_written.ts";

/** What is written when 0, 1, … of `total` pieces are done. */
function linesOf(total: number, isTerminal: boolean): string[] {
  const { output, written } = writtenTo(isTerminal);
  const show = progressLines(output);
  for (let done = 0; done <= total; done++) show(`${done}`, done, total);
  return written;
}

Deno.test("a log gets a line whenever another tenth is done", () => {
  const tens = (step: number) => Array.from({ length: 10 }, (_, at) => `${(at + 1) * step}\n`);
  deepEqual(linesOf(10, false), tens(1));
  deepEqual(linesOf(300, false), tens(30));
  deepEqual(linesOf(3, false), ["1\n", "2\n", "3\n"]);
  deepEqual(linesOf(25, false), [3, 5, 8, 10, 13, 15, 18, 20, 23, 25].map((done) => `${done}\n`));
});

Deno.test("a log gets a line at the end when there was nothing to do", () => {
  deepEqual(linesOf(0, false), ["0\n"]);
});

Deno.test("pieces that end together, several tenths at once, give one line", () => {
  const { output, written } = writtenTo(false);
  const show = progressLines(output);
  for (const done of [36, 39, 60]) show(`${done}`, done, 100);
  deepEqual(written, ["36\n", "60\n"]);
});

Deno.test("a terminal's line is renewed and ends when all is done", () => {
  deepEqual(linesOf(2, true), ["\r\x1b[K0", "\r\x1b[K1", "\r\x1b[K2\n"]);
});
