import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import fc from "fast-check";
import { trySeeds } from "../../../lib/paper/training/training.ts";

interface Attempt {
  readonly index: number;
  readonly signal: AbortSignal;
  readonly end: (accepted: boolean) => void;
  readonly fail: (error: Error) => void;
}

/** Attempts that end when the test says so. */
function controlled() {
  const begun: Attempt[] = [];
  const attempt = (index: number, signal: AbortSignal) => {
    const { promise, resolve, reject } = Promise.withResolvers<
      { index: number; accepted: boolean }
    >();
    begun.push({
      index,
      signal,
      end: (accepted) => resolve({ index, accepted }),
      fail: reject,
    });
    return promise;
  };
  return { begun, attempt };
}

/** Lets all promises settle that can. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

/** How many seeds are needed when they are tried one after the other. */
function triedOneByOne(accepted: readonly boolean[], requested: number): number {
  let [tried, found] = [0, 0];
  while (tried < accepted.length && found < requested) if (accepted[tried++]) found++;
  return tried;
}

Deno.test("any acceptance, parallelism and order of completion need the seeds of one-by-one trying", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 12 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 1, max: 6 }),
      fc.infiniteStream(fc.nat()),
      async (accepted, requested, parallel, order) => {
        const begun: number[] = [];
        const waiting: (() => void)[] = [];
        const result = trySeeds(
          { requested, most: accepted.length, parallel },
          (index) => {
            begun.push(index);
            const { promise, resolve } = Promise.withResolvers<
              { index: number; accepted: boolean }
            >();
            waiting.push(() => resolve({ index, accepted: accepted[index]! }));
            return promise;
          },
        );
        for (const at of order) {
          ok(waiting.length <= parallel);
          if (waiting.length === 0) break;
          waiting.splice(at % waiting.length, 1)[0]!();
          // The continuations of one completion take a few turns.
          for (let turn = 0; turn < 5; turn++) await Promise.resolve();
        }
        const seeds = [...Array(triedOneByOne(accepted, requested)).keys()];
        deepEqual(begun, seeds);
        deepEqual(await result, seeds.map((index) => ({ index, accepted: accepted[index] })));
      },
    ),
    { seed: 5, numRuns: 500 },
  );
});

Deno.test("as many at once as can be needed, no more", async () => {
  const { begun, attempt } = controlled();
  const result = trySeeds({ requested: 3, most: 9, parallel: 8 }, attempt);
  equal(begun.length, 3);
  begun[1]!.end(true);
  await settle();
  equal(begun.length, 3);
  begun[0]!.end(false);
  await settle();
  equal(begun.length, 4);
  for (const { end } of begun) end(true);
  deepEqual((await result).map(({ accepted }) => accepted), [false, true, true, true]);
});

Deno.test("an error aborts the others, begins nothing more and waits until they have ended", async () => {
  const { begun, attempt } = controlled();
  let settled = false;
  const result = trySeeds({ requested: 9, most: 9, parallel: 3 }, attempt)
    .finally(() => settled = true);
  const refused = rejects(result, /no more room/);
  begun[1]!.fail(new Error("no more room"));
  await settle();
  ok(begun.every(({ signal }) => signal.aborted));
  equal(settled, false);
  begun[0]!.end(true);
  await settle();
  equal(settled, false);
  begun[2]!.fail(new Error("because of the first"));
  await refused;
  equal(begun.length, 3);
});

Deno.test("aborting reaches the attempts and rejects with the signal's reason", async () => {
  const { begun, attempt } = controlled();
  const controller = new AbortController();
  const { signal } = controller;
  const result = trySeeds({ requested: 9, most: 9, parallel: 2, signal }, attempt);
  const refused = rejects(result, /stop here/);
  controller.abort(new Error("stop here"));
  ok(begun.every(({ signal }) => signal.aborted));
  begun[0]!.end(true);
  begun[1]!.fail(new Error("aborted"));
  await refused;
  equal(begun.length, 2);
  await rejects(trySeeds({ requested: 1, most: 1, parallel: 1, signal }, attempt), /stop here/);
  equal(begun.length, 2);
});
