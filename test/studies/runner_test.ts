/** Results of steps: from the store or by working, here and in workers. */
import {
  deepStrictEqual as deepEqual,
  notStrictEqual as notEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import {
  NotKeptError,
  Runner,
  type RunnerOptions,
  type StageProgress,
} from "../../lib/studies/mod.ts";
import { artifactOf } from "../../lib/studies/step.ts";
import { ArtifactStore, type DamageReport } from "../../lib/system/artifacts/mod.ts";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { ADDITION, type Addition, SHARED_LIST } from "./_toy_step.ts";

/** Runs a test with a function that opens runners on one store, and with what was damaged in it. */
function withStore(
  test: (
    open: (options?: Partial<RunnerOptions>) => Runner,
    damages: readonly DamageReport[],
  ) => Promise<void>,
): Promise<void> {
  return inFolder(async (root) => {
    const damages: DamageReport[] = [];
    const store = new ArtifactStore(root, { onDamage: (report) => damages.push(report) });
    await test((options) => new Runner({ store, ...options }), damages);
  });
}

const additions = (...numbers: number[]): Addition[] => numbers.map((add) => ({ add }));
const sumsOf = (values: readonly { readonly sum: number }[]) => values.map(({ sum }) => sum);

Deno.test(
  "results have the order of the inputs; equal inputs are one result",
  permitted,
  () =>
    withStore(async (open) => {
      using runner = open();
      const progress: StageProgress[] = [];
      const values = await runner.obtain(ADDITION, additions(1, 2, 1), {
        onProgress: (one) => progress.push(one),
      });
      deepEqual(sumsOf(values), [7, 8, 7]);
      equal(values[0], values[2]);
      deepEqual(progress.at(-1), {
        stage: "addition",
        done: 2,
        total: 2,
        kept: 0,
        working: [],
        last: { label: "the sum with 2", kept: false, remark: "8" },
      });
      deepEqual(progress[0]!.working, [
        { label: "the sum with 1", done: 1, total: 1, note: "added 1" },
      ]);
      deepEqual(await runner.obtain(ADDITION, []), []);
    }),
);

Deno.test(
  "what is in the store is read, by other runners too; the rest is computed",
  permitted,
  () =>
    withStore(async (open) => {
      using first = open();
      await first.obtain(ADDITION, additions(1, 2));
      using second = open();
      const lasts: StageProgress["last"][] = [];
      const values = await second.obtain(ADDITION, additions(3, 2, 1), {
        onProgress: ({ last }) => last && lasts.push(last),
      });
      deepEqual(sumsOf(values), [9, 8, 7]);
      // Reading is done in any order.
      deepEqual(lasts.map((last) => `${last!.label}: ${last!.kept}`).sort(), [
        "the sum with 1: true",
        "the sum with 2: true",
        "the sum with 3: false",
      ]);
      const { sidecar } = (await second.store.read(artifactOf(ADDITION, { add: 3 })))!;
      const { added, seconds, environment } = sidecar as Record<string, unknown>;
      equal(added, 3);
      ok(typeof seconds === "number" && seconds >= 0 && environment !== undefined);
    }),
);

Deno.test(
  "a runner that only reads names the first result that is missing",
  permitted,
  () =>
    withStore(async (open) => {
      using writing = open();
      await writing.obtain(ADDITION, additions(1));
      using reading = open({ keptOnly: true });
      deepEqual(sumsOf(await reading.obtain(ADDITION, additions(1))), [7]);
      await rejects(
        reading.obtain(ADDITION, additions(1, 5, 6)),
        new NotKeptError("The store lacks the sum with 5"),
      );
      deepEqual(
        [await reading.isKept(ADDITION, { add: 1 }), await reading.isKept(ADDITION, { add: 5 })],
        [true, false],
      );
    }),
);

Deno.test(
  "inputs of one text are worked on together, at most so many at once",
  permitted,
  () =>
    withStore(async (open) => {
      using runner = open();
      const values = await runner.obtain(ADDITION, additions(1, 2, 3, 5, 7, 4));
      deepEqual(values.map(({ together }) => together), [3, 2, 3, 3, 1, 2]);
      const { together: _, ...alone } = ADDITION;
      const apart = await runner.obtain(alone, additions(11, 13));
      deepEqual(apart.map(({ together }) => together), [1, 1]);
    }),
);

Deno.test(
  "workers give the same results, with shared memory where there is some",
  permitted,
  () =>
    withStore(async (open) => {
      using runner = open({ workers: 2 });
      const inputs = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((add) => ({ add, length: 5 }));
      const reports: string[] = [];
      const values = await runner.obtain(ADDITION, inputs, {
        stage: "sums",
        onProgress: ({ stage, working }) =>
          reports.push(...working.map(({ label, note }) => `${stage}: ${label}, ${note}`)),
      });
      deepEqual(sumsOf(values), [16, 17, 18, 19, 20, 21, 22, 23, 24]);
      ok(values.every(({ thread, shared }) => thread === "DedicatedWorkerGlobalScope" && shared));
      deepEqual([...new Set(values.map(({ loads }) => loads))], [0]);
      ok(reports.includes("sums: the sum with 1, added 3"), reports.join("\n"));
      // A list without a shared copy is loaded once per thread, however often it is needed.
      const own = await runner.obtain(ADDITION, inputs.map((one) => ({ ...one, own: true })));
      ok(own.every(({ loads, shared }) => loads === 1 && !shared));
    }),
);

Deno.test(
  "a step reads what earlier ones left; what was removed meanwhile is computed by the same thread",
  permitted,
  () =>
    withStore(async (open) => {
      for (const workers of [1, 2]) {
        using runner = open({ workers });
        const [removed, add] = [20 * workers, 10 * workers];
        await runner.obtain(ADDITION, additions(1));
        deepEqual(sumsOf(await runner.obtain(ADDITION, [{ add, after: 1 }])), [7 + 6 + add]);
        equal(await runner.isKept(ADDITION, { add: removed }), false);
        deepEqual(sumsOf(await runner.obtain(ADDITION, [{ add, after: removed }])), [
          6 + removed + 6 + add,
        ]);
        const [value] = await runner.obtain(ADDITION, additions(removed));
        deepEqual(
          [value!.sum, value!.thread],
          [6 + removed, workers === 1 ? "Window" : "DedicatedWorkerGlobalScope"],
        );
      }
    }),
);

Deno.test(
  "work that stays here is done in this thread, with a value that was provided",
  permitted,
  () =>
    withStore(async (open) => {
      using runner = open({ workers: 2 });
      runner.provide(SHARED_LIST, 4, Float64Array.of(100));
      const [value] = await runner.obtain(ADDITION, [{ add: 1, length: 4, here: true }]);
      deepEqual([value!.sum, value!.thread, value!.loads], [101, "Window", 0]);
      equal(await runner.resource(SHARED_LIST, 7), await runner.resource(SHARED_LIST, 7));
      notEqual(await runner.resource(SHARED_LIST, 7), await runner.resource(SHARED_LIST, 8));
    }),
);

Deno.test(
  "an aborted signal ends the work with its reason; what is finished is kept",
  permitted,
  () =>
    withStore(async (open) => {
      const reason = new Error("enough");
      for (const workers of [1, 2]) {
        using runner = open({ workers });
        const controller = new AbortController();
        const add = 10 * workers + 1;
        await rejects(
          runner.obtain(ADDITION, [{ add }, { add: add + 1, endless: true }], {
            signal: controller.signal,
            // The first one is finished.
            onProgress: ({ done }) => done > 0 && controller.abort(reason),
          }),
          reason,
        );
        ok(await runner.isKept(ADDITION, { add }));
        await rejects(runner.obtain(ADDITION, [], { signal: controller.signal }), reason);
      }
    }),
);

Deno.test(
  "a result that cannot be decoded is damage, and is computed again",
  permitted,
  () =>
    withStore(async (open, damages) => {
      using runner = open();
      const id = artifactOf(ADDITION, { add: 1 });
      await runner.store.write(id, { "sum.json": new TextEncoder().encode("{}") }, {});
      equal(await runner.isKept(ADDITION, { add: 1 }), false);
      deepEqual(sumsOf(await runner.obtain(ADDITION, additions(1))), [7]);
      ok(damages.length > 0);
      deepEqual(
        (await Array.fromAsync(Deno.readDir(join(runner.store.root, ".damaged")))).length > 0,
        true,
      );
      await rejects(
        runner.obtain(ADDITION, [{ add: 2, wrong: true }]),
        /^Error: What was computed as the sum with 2 cannot be read: sum\.json: .* at sum$/,
      );
    }),
);
