import { deepStrictEqual as deepEqual, ok, rejects } from "node:assert/strict";
import { inParallel } from "../../../lib/system/workers/mod.ts";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

Deno.test("never more than size at once, results in the order of items", async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel([30, 10, 20, 5], 2, async (milliseconds) => {
    most = Math.max(most, ++running);
    await pause(milliseconds);
    running--;
    return milliseconds;
  });
  deepEqual(results, [30, 10, 20, 5]);
  deepEqual(most, 2);
});

Deno.test("the first failure aborts the others, is thrown when they have ended, and nothing begins after it", async () => {
  const begun: number[] = [];
  let ended = false;
  await rejects(
    inParallel([0, 1, 2, 3], 2, async (item, signal) => {
      begun.push(item);
      if (item === 1) throw new Error("first");
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await pause(10);
      ended = true;
      throw new Error("second");
    }),
    /first/,
  );
  ok(ended);
  deepEqual(begun, [0, 1]);
});

Deno.test("an abort from outside reaches the work and is the reason thrown", async () => {
  const controller = new AbortController();
  const work = inParallel([0, 1, 2], 2, (_, signal) =>
    new Promise<void>((_, reject) => {
      signal.addEventListener("abort", () => reject(new Error("stopped inside")));
    }), controller.signal);
  controller.abort(new Error("from outside"));
  await rejects(work, /from outside/);
  await rejects(inParallel([0], 1, () => Promise.resolve(), controller.signal), /from outside/);
});
