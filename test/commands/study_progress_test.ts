import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { studyProgress } from "../../lib/commands/progress.ts";
import type { StageProgress } from "../../lib/studies/mod.ts";
import { writtenTo } from "./_written.ts";

/** What is written for reports that come at the given milliseconds. */
function linesOf(
  isTerminal: boolean,
  reports: readonly [ms: number, progress: StageProgress][],
): string[] {
  const { output, written } = writtenTo(isTerminal);
  const clock = { ms: 0 };
  const listen = studyProgress(output, () => clock.ms);
  for (const [ms, progress] of reports) {
    clock.ms = ms;
    listen(progress);
  }
  return written;
}

const at = (
  stage: string,
  done: number,
  total: number,
  kept = 0,
  working: StageProgress["working"] = [],
): StageProgress => ({ stage, done, total, kept, working });

Deno.test("a log tells each stage and what is left by its pace, about ten lines each", () => {
  const lines = linesOf(false, [
    [1000, at("networks", 0, 4)],
    [3000, at("networks", 1, 4)],
    [7000, at("networks", 4, 4)],
    [10_000, at("re-trainings", 0, 240)],
    [11_000, at("re-trainings", 12, 240)],
    [12_000, at("re-trainings", 24, 240)],
    [30_000, at("re-trainings", 240, 240)],
  ]);
  deepEqual(lines, [
    "networks: 1 of 4, about 6.0 s left\n",
    "networks: 4 of 4\n",
    "re-trainings: 24 of 240, about 18 s left\n",
    "re-trainings: 240 of 240\n",
  ]);
});

Deno.test("a log has one line for what all comes from the store, and none for reading the rest", () => {
  const reading = (stage: string, until: number, total: number) =>
    Array.from(
      { length: until },
      (_, done): [number, StageProgress] => [0, at(stage, done + 1, total, done + 1)],
    );
  deepEqual(linesOf(false, reading("networks", 20, 20)), ["networks: all 20 from the store\n"]);
  const lines = linesOf(false, [
    ...reading("re-trainings", 120, 240),
    [10_000, at("re-trainings", 140, 240, 120)],
    [12_000, at("re-trainings", 144, 240, 120)],
  ]);
  deepEqual(lines, [
    "re-trainings: 140 of 240, 120 from the store, about 50 s left\n",
    "re-trainings: 144 of 240, 120 from the store, about 48 s left\n",
  ]);
});

Deno.test("a terminal sees each step on one line per stage, with what is being worked on", () => {
  const half = { label: "network 4", done: 60, total: 120, note: "test accuracy 95.73 %" };
  const lines = linesOf(true, [
    [0, at("networks", 1, 3, 1, [half])],
    [0, at("networks", 1, 3, 1, [half, { label: "network 5", done: 1, total: 4 }])],
    [1000, at("networks", 3, 3, 1)],
    [1000, at("layers", 1, 9)],
    [2000, at("layers", 1, 9, 1)],
  ]);
  deepEqual(lines, [
    "\r\x1b[Knetworks: 1 of 3, 1 from the store  network 4 50 %, test accuracy 95.73 %",
    "\r\x1b[Knetworks: 1 of 3, 1 from the store  network 4 50 %  network 5 25 %",
    "\r\x1b[Knetworks: 3 of 3, 1 from the store\n",
    "\r\x1b[Klayers: 1 of 9, about 0.0 s left",
    "\r\x1b[Klayers: 1 of 9, 1 from the store",
  ]);
});

Deno.test("the same stage of another study begins anew", () => {
  const lines = linesOf(false, [
    [0, at("networks", 20, 20, 20)],
    [0, at("networks", 1, 20, 1)],
    [0, at("networks", 20, 20, 20)],
  ]);
  deepEqual(lines, Array(2).fill("networks: all 20 from the store\n"));
});
