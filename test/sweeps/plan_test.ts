/** Sweeps planned, computed and read: what readings share, what is left, what it takes. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { Runner, runStages, stage, type Stages } from "../../lib/studies/mod.ts";
import { groupsOf } from "../../lib/sweeps/groups.ts";
import { inStep } from "../../lib/sweeps/in_step.ts";
import { sweepOutcomes } from "../../lib/sweeps/outcomes.ts";
import { type MissingResult, planSweep, runSweep } from "../../lib/sweeps/plan.ts";
import { ArtifactStore } from "../../lib/system/artifacts/mod.ts";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { ADDITION } from "../studies/_toy_step.ts";
import { TOY, TOY_SWEEP, type ToyConfig } from "./_toy_sweep.ts";

const withRunner = (test: (runner: Runner) => Promise<void>) =>
  inFolder(async (root) => {
    using runner = new Runner({ store: new ArtifactStore(root), workers: 1 });
    await test(runner);
  });

Deno.test(
  "a plan counts shared results once, and bounds what depends on missing ones",
  permitted,
  () =>
    withRunner(async (runner) => {
      const before = await planSweep(TOY_SWEEP, runner);
      deepEqual(before.readings, { total: 4, complete: 0 });
      deepEqual(before.stages, [
        { label: "sums", total: 2, missing: 2, seconds: 200, bytes: 2000, measured: false },
      ]);
      deepEqual(before.later, [
        { label: "further sums", least: 1, most: 8, seconds: 80, bytes: 80 },
      ]);
      deepEqual(before.missing.map(({ label, input }) => [label, input]), [
        ["sums", { add: 1 }],
        ["sums", { add: 2 }],
      ]);

      await runner.obtain(ADDITION, [{ add: 1 }]);
      const { stages, missing, later } = await planSweep(TOY_SWEEP, runner);
      const [sums, further] = stages;
      deepEqual([sums!.total, sums!.missing, sums!.measured], [2, 1, true]);
      // The kept one took far less than the 100 seconds that were announced for it.
      ok(sums!.seconds! < 10, `${sums!.seconds}`);
      ok(sums!.bytes! < 1000);
      deepEqual([further!.total, further!.missing], [2, 2]);
      equal(missing.length, 3);
      deepEqual(later.map(({ label, least, most }) => [label, least, most]), [
        ["further sums", 1, 4],
      ]);

      await runSweep(TOY_SWEEP, runner);
      const after = await planSweep(TOY_SWEEP, runner);
      deepEqual(after.readings, { total: 4, complete: 4 });
      deepEqual([after.missing, after.later], [[], []]);
      // 1 + 2 and 2 + 1 are the same sum.
      deepEqual(after.stages.map(({ label, total }) => [label, total]), [
        ["sums", 2],
        ["further sums", 3],
      ]);
    }),
);

Deno.test(
  "a damaged result is found when it is read, and computed again",
  permitted,
  () =>
    inFolder(async (root) => {
      const store = new ArtifactStore(root, { onDamage: () => {} });
      using runner = new Runner({ store, workers: 1 });
      await runSweep(TOY_SWEEP, runner);
      const [{ name: key }] = [...Deno.readDirSync(join(root, "addition"))] as [Deno.DirEntry];
      await Deno.writeTextFile(join(root, "addition", key, "sum.json"), "{}");
      const plan = await planSweep(TOY_SWEEP, runner);
      equal(plan.missing.length, 1);
      equal(plan.missing[0]!.key, key);
      await runSweep(TOY_SWEEP, runner);
      equal((await planSweep(TOY_SWEEP, runner)).readings.complete, 4);
    }),
);

Deno.test(
  "readings that are known to be complete are not looked at again",
  permitted,
  () =>
    withRunner(async (runner) => {
      await runSweep(TOY_SWEEP, runner);
      const isComplete = new Set<number>();
      await planSweep(TOY_SWEEP, runner, { isComplete });
      deepEqual([...isComplete], [0, 1, 2, 3]);
      const plan = await planSweep(TOY_SWEEP, runner, { isComplete });
      deepEqual([plan.readings.complete, plan.stages], [4, []]);
    }),
);

Deno.test(
  "what readings say: rows in their order",
  permitted,
  () =>
    withRunner(async (runner) => {
      await runSweep({ ...TOY_SWEEP, readings: TOY_SWEEP.readings.slice(0, 3) }, runner);
      await rejects(
        sweepOutcomes(TOY_SWEEP, runner),
        /The sweep toy lacks results of reading 4 \(first 2, second 2\): run it first/,
      );
      await runSweep(TOY_SWEEP, runner);
      const rows = await sweepOutcomes(TOY_SWEEP, runner);
      deepEqual(
        rows.map((row) => [row.reading, row.statement, row.estimate?.mean, row.sameAs]),
        [
          [1, "The sum is 18", 18, undefined],
          [2, "The sum is 19", 19, undefined],
          // The same number by chance: each axis matters elsewhere.
          [3, "The sum is 19", 19, undefined],
          [4, "The sum is 20", 20, undefined],
        ],
      );
    }),
);

Deno.test(
  "studies in step: each gets its own values, shared stages are asked for once",
  permitted,
  () =>
    withRunner(async (runner) => {
      const asked: [string, number][] = [];
      function* watched<Result>(stages: Stages<Result>): Stages<Result> {
        let next = stages.next([]);
        while (!next.done) {
          asked.push([next.value.label, next.value.inputs.length]);
          next = stages.next(yield next.value);
        }
        return next.value;
      }
      const configs = TOY_SWEEP.readings.map(({ config }) => config as ToyConfig);
      function* longer(): Stages<readonly number[]> {
        const [one] = yield* stage("sums", ADDITION, [{ add: 5 }]);
        const [two] = yield* stage("more sums", ADDITION, [{ add: 6 }]);
        return [one!.sum, two!.sum];
      }
      // deno-lint-ignore require-yield
      function* nothing(): Stages<readonly number[]> {
        return [];
      }
      const all = [...configs.map((config) => TOY.stages(config, null)), longer(), nothing()];
      const results = await runStages(watched(inStep(all)), runner);
      deepEqual(results, [[7, 18], [7, 19], [8, 19], [8, 20], [11, 12], []]);
      deepEqual(asked, [["sums", 5], ["further sums", 4], ["more sums", 1]]);
      deepEqual(await runStages(inStep<number>([]), runner), []);
    }),
);

const missing = (seconds: readonly (number | undefined)[]): MissingResult[] =>
  seconds.map((one, at) => ({
    label: "sums",
    step: ADDITION as unknown as MissingResult["step"],
    key: `${at}`,
    // Inputs of the same parity are worked on together, three at most.
    input: { add: at },
    seconds: one,
  }));

Deno.test("groups: every result once, in jobs of limited time; batches stay together", () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.double({ min: 0, max: 400, noNaN: true }), { nil: undefined }), {
        maxLength: 60,
      }),
      fc.integer({ min: 1, max: 20 }),
      (seconds, jobs) => {
        const all = missing(seconds);
        const groups = groupsOf(all, { seconds: 600, jobs });
        const inputs = groups.flatMap(({ steps }) => steps.flatMap((one) => one.inputs));
        deepEqual(
          inputs.map((input) => (input as { add: number }).add).sort((a, b) => a - b),
          seconds.map((_, at) => at),
        );
        const timeOf = (add: number) => seconds[add] ?? 30;
        const total = seconds.reduce<number>((sum, _, at) => sum + timeOf(at), 0);
        for (const group of groups) {
          const own = group.steps.flatMap((one) => one.inputs as { add: number }[]);
          const sum = own.reduce((time, { add }) => time + timeOf(add), 0);
          ok(Math.abs(sum - group.seconds) < 1e-6);
          // A batch is not divided.
          ok(sum <= 600 || own.length <= 3, `${sum}`);
        }
        const limit = Math.min(600, Math.max(120, total / (3 * jobs)));
        ok(groups.length >= Math.floor(total / (limit + 3 * 400)));
      },
    ),
    { seed: 1 },
  );
});

Deno.test("groups: little work is divided among jobs, down to two minutes", () => {
  const even = missing(Array.from({ length: 100 }, () => 36));
  const counts = [1, 4, 100].map((jobs) => groupsOf(even, { seconds: 1200, jobs }).length);
  // 3,600 seconds in batches of 108 or fewer: in jobs of at most 20 minutes, of 5 minutes, of 2 minutes.
  deepEqual(counts, [4, 16, 34]);
});
