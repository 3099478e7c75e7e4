/** A study from outside the library: run in workers, kept, planned, run as steps, drawn, judged. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { currentEnvironment } from "@multiplet/multiplet/artifacts";
import { openRunner } from "@multiplet/multiplet/paper";
import {
  csvText,
  planStages,
  type Runner,
  runStages,
  runStudy,
} from "@multiplet/multiplet/studies";
import { verdictsHtml } from "@multiplet/multiplet/verdicts";
import { STUDIES } from "../../lib/beyond/mod.ts";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { withVariables } from "../with_variables.ts";
import { keptVarianceFigure } from "./kept_variance/figure.ts";
import { KEPT_VARIANCE, STEP, verdicts } from "./kept_variance/study.ts";

const config = KEPT_VARIANCE.presets.toy!;

/** Runs it with a number of workers in an empty store. */
const withRunner = (workers: number, use: (runner: Runner) => Promise<void>) =>
  inFolder((folder) =>
    withVariables({ MULTIPLET_DATA: folder }, async () => {
      using runner = openRunner({ workers });
      await use(runner);
    })
  );

Deno.test("a new study is one line in the catalogue", () => {
  deepEqual(STUDIES.with(KEPT_VARIANCE).names.slice(STUDIES.names.length), ["kept-variance"]);
});

Deno.test(
  "workers and this thread give the same table, and a second run computes nothing",
  permitted,
  async () => {
    const tables: string[] = [];
    for (const workers of [1, 2]) {
      await withRunner(workers, async (runner) => {
        const result = await runStudy(KEPT_VARIANCE, config, runner);
        tables.push(csvText(KEPT_VARIANCE.table(result)));
        const kept: boolean[] = [];
        const again = await runStudy(KEPT_VARIANCE, config, runner, {
          onProgress: ({ last }) => last && kept.push(last.kept),
        });
        deepEqual([again, kept], [result, [true, true, true, true]]);
      });
    }
    equal(tables[0], tables[1]);
    equal(tables[0]!.split("\n").length - 2, 4 * 11);
  },
);

Deno.test(
  "a plan lists what is missing and computes nothing",
  permitted,
  () =>
    withRunner(1, async (runner) => {
      const context = await KEPT_VARIANCE.open(config, runner, {});
      const plan = () => planStages(KEPT_VARIANCE.stages(config, context), runner);
      const { stages: [stage], complete } = await plan();
      deepEqual([stage!.label, stage!.inputs.size, stage!.missing.size, complete], [
        "networks",
        4,
        4,
        false,
      ]);
      await runner.obtain(STEP, [
        [...stage!.missing.values()][1] as Parameters<typeof STEP.describe>[0],
      ]);
      equal((await plan()).stages[0]!.missing.size, 3);
      const result = await runStages(KEPT_VARIANCE.stages(config, context), runner);
      deepEqual(await plan(), {
        stages: [{ ...stage, missing: new Map() }],
        complete: true,
        result,
      });
    }),
);

Deno.test(
  "its figure says what its verdict says, and the page of verdicts has it",
  permitted,
  () =>
    withRunner(1, async (runner) => {
      const result = await runStudy(KEPT_VARIANCE, config, runner);
      const [finding] = KEPT_VARIANCE.findings(result);
      const figure = keptVarianceFigure(result);
      equal(figure.title, finding!.statement);
      equal(figure.csv, csvText(KEPT_VARIANCE.table(result)));
      const [row] = verdicts(result);
      ok(row!.reason.startsWith(finding!.statement));
      const page = verdictsHtml([row!], {
        ...{ title: "Toy", reports: [], configuration: [] },
        environment: currentEnvironment(),
      });
      match(page, new RegExp(row!.claim.replace(".", "\\.")));
    }),
);
