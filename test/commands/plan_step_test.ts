/** `plan` and `step`: what a study lacks as files, each of which can be computed alone. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import type { StepFile } from "../../lib/studies/step.ts";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { withVariables } from "../with_variables.ts";
import { runCaptured } from "./captured.ts";

const SMALL = [
  'samples={"train":240,"test":100}',
  "hiddenWidths=[4,4]",
  "networks=2",
  "epochs=1",
].reduce<string[]>((args, override) => [...args, "--set", override], ["--preset", "smoke"]);

const inDataFolder = (test: (folder: string) => Promise<void>) =>
  inFolder((folder) => withVariables({ MULTIPLET_DATA: folder }, () => test(folder)));

/** What `plan` prints. */
interface Plan {
  readonly study: string;
  readonly complete: boolean;
  readonly stages: readonly { label: string; total: number; missing: number }[];
  readonly steps: readonly StepFile[];
}

async function planOf(study: string): Promise<Plan> {
  const { status, stdout, text } = await runCaptured(["plan", study, ...SMALL]);
  equal(status, 0, text);
  return JSON.parse(stdout);
}

Deno.test(
  "each step of a plan can be run alone; then the next stage is planned",
  permitted,
  () =>
    inDataFolder(async (folder) => {
      const plan = await planOf("layers");
      deepEqual(plan.stages, [{ label: "networks", total: 2, missing: 2 }]);
      deepEqual([plan.study, plan.complete, plan.steps.length], ["layers", false, 2]);
      deepEqual(
        new Set(plan.steps.map(({ module }) => module)),
        new Set(["./lib/paper/training/network.ts"]),
      );
      for (const step of plan.steps) {
        const file = join(folder, "step.json");
        await Deno.writeTextFile(file, JSON.stringify(step));
        const { status, text } = await runCaptured(["step", file, "--workers", "1"]);
        equal(status, 0, text);
        match(text, /network: 1 of 1$/);
        match((await runCaptured(["step", file])).text, /network: from the store$/);
      }
      const next = await planOf("layers");
      deepEqual(next.stages[0], { label: "networks", total: 2, missing: 0 });
      ok(next.stages.length === 2 && next.stages[1]!.missing > 0 && !next.complete);
      equal(next.steps.length, next.stages[1]!.missing);
      const training = await planOf("training");
      deepEqual([training.complete, training.steps], [true, []]);
    }),
);

Deno.test(
  "what is wrong with a call of plan or step is one line, with status 2",
  permitted,
  () =>
    inDataFolder(async (folder) => {
      const file = join(folder, "step.json");
      await Deno.writeTextFile(file, '{"module":"./lib/mod.ts"}');
      const cases: [string[], RegExp][] = [
        [["plan"], /^plan takes the name of one study, training, layers, subnetworks, got ""$/],
        [["plan", "toString"], /got "toString"$/],
        [["plan", "layers", "training"], /got "layers training"$/],
        [["step"], /^step takes the name of one file, as plan lists them: step FILE\.json$/],
        [["step", file, file], /^step takes the name of one file/],
        [
          ["step", join(folder, "none.json")],
          /^Cannot read the step file .*none\.json: .*No such file/,
        ],
        [["step", file], /^The step file .*step\.json: .* at inputs$/],
      ];
      for (const [args, message] of cases) {
        const { status, text } = await runCaptured(args);
        equal(status, 2, text);
        match(text, message);
      }
    }),
);
