/** Studies: stages that depend on earlier results, run and planned; and steps as files. */
import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { z } from "zod";
import {
  type Finding,
  planStages,
  Runner,
  runStages,
  runStudy,
  stage,
  type Stages,
  type Study,
} from "../../lib/studies/mod.ts";
import { importStep, parseStepFile, stepFileBytes } from "../../lib/studies/step.ts";
import { ArtifactStore } from "../../lib/system/artifacts/mod.ts";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { ADDITION, type Addition } from "./_toy_step.ts";

interface Config {
  readonly numbers: readonly number[];
}

/** Sums of a list and each number, then of what the largest sum is added to. */
const SUMS: Study<Config, readonly Addition[], readonly number[], number> = {
  name: "sums",
  title: "Sums with a list",
  schema: z.strictObject({ numbers: z.array(z.number()) }),
  presets: { small: { numbers: [1, 2] } },
  open: ({ numbers }, _, { onLoading }) => {
    onLoading?.({ destination: "list", receivedBytes: 3 });
    return Promise.resolve(numbers.map((add) => ({ add })));
  },
  *stages(_, additions): Stages<readonly number[]> {
    const first = yield* stage("sums", ADDITION, additions);
    const largest = Math.max(...first.map(({ sum }) => sum));
    const next = yield* stage("further sums", ADDITION, [{ add: largest }]);
    const none = yield* stage("no sums", ADDITION, []);
    return [...first, ...next, ...none].map(({ sum }) => sum);
  },
  table: (rows) => ({ columns: { sum: (sum) => sum }, rows }),
  findings: (rows): Finding[] => [{ statement: `The last sum is ${rows.at(-1)}`, estimates: [] }],
};

function withRunner(test: (runner: Runner) => Promise<void>): Promise<void> {
  return inFolder(async (root) => {
    using runner = new Runner({ store: new ArtifactStore(root) });
    await test(runner);
  });
}

Deno.test(
  "a later stage is a function of earlier results; progress names the stages",
  permitted,
  () =>
    withRunner(async (runner) => {
      const told = new Set<string>();
      const result = await runStudy(SUMS, SUMS.presets.small!, runner, {
        onProgress: ({ stage }) => told.add(stage),
        onLoading: ({ destination }) => told.add(`loading ${destination}`),
      });
      deepEqual(result, [7, 8, 14]);
      deepEqual([...told], ["loading list", "sums", "further sums"]);
      deepEqual(SUMS.findings(result).map(({ statement }) => statement), ["The last sum is 14"]);
    }),
);

Deno.test(
  "a plan ends with the first stage that lacks a result, and computes nothing",
  permitted,
  () =>
    withRunner(async (runner) => {
      const additions = [{ add: 1 }, { add: 2 }];
      const plan = async () => {
        const { stages, complete } = await planStages(
          SUMS.stages({ numbers: [] }, additions),
          runner,
        );
        return {
          complete,
          stages: stages.map(({ label, inputs, missing }) => [
            label,
            inputs.size,
            [...missing.values()],
          ]),
        };
      };
      const first = { complete: false, stages: [["sums", 2, additions]] };
      deepEqual([await plan(), await plan()], [first, first]);
      await runner.obtain(ADDITION, [{ add: 2 }]);
      deepEqual(await plan(), { complete: false, stages: [["sums", 2, [{ add: 1 }]]] });
      await runner.obtain(ADDITION, [{ add: 1 }]);
      deepEqual(await plan(), {
        complete: false,
        stages: [["sums", 2, []], ["further sums", 1, [{ add: 8 }]]],
      });
      await runStages(SUMS.stages({ numbers: [] }, additions), runner);
      deepEqual(await plan(), {
        complete: true,
        stages: [["sums", 2, []], ["further sums", 1, []]],
      });
      const reason = new Error("enough");
      await rejects(
        planStages(SUMS.stages({ numbers: [] }, additions), runner, {
          signal: AbortSignal.abort(reason),
        }),
        reason,
      );
    }),
);

Deno.test("a step file is read, or what is wrong with it is said", () => {
  const file = { module: "./step.ts", inputs: [{ add: 1 }, { add: 2 }] };
  const read = (text: string) => parseStepFile("step.json", new TextEncoder().encode(text));
  deepEqual(read(JSON.stringify(file)), { value: [file] });
  const other = { module: "./other.ts", inputs: ["a"] };
  deepEqual(read(JSON.stringify({ steps: [file, other] })), { value: [file, other] });
  for (const steps of [file, [file, other]]) {
    const bytes = stepFileBytes(steps);
    deepEqual(parseStepFile("step.json", bytes), { value: Array.isArray(steps) ? steps : [steps] });
  }
  equal(
    read('{"steps":[]}'),
    "step.json: Too small: expected array to have >=1 items at steps",
  );
  equal(
    read('{"steps":[{"module":"a.ts","inputs":[]}]}'),
    "step.json: Too small: expected array to have >=1 items at steps[0].inputs",
  );
  equal(read("{"), "step.json is not JSON");
  equal(
    read('{"module":"./step.ts","inputs":[]}'),
    "step.json: Too small: expected array to have >=1 items at inputs",
  );
  equal(
    read('{"module":"./step.ts","inputs":[1],"more":1}'),
    'step.json: Unrecognized key: "more"',
  );
});

Deno.test(
  "the step of a module is its default export; a module without one is an error",
  permitted,
  async () => {
    equal(await importStep(ADDITION.module), ADDITION);
    for (const name of ["_unlike_step.ts", "study_test.ts"]) {
      const module = new URL(name, import.meta.url).href;
      await rejects(
        importStep(module),
        new TypeError(`Cannot run a step of ${module}: its default export is no step`),
      );
    }
  },
);
