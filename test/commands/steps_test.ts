/** Studies in pieces: `plan` writes step files, `step` computes one of them in a process of its own. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { STUDIES } from "../../lib/beyond/mod.ts";
import { planReport, study } from "../../lib/commands/steps.ts";
import { KEPT_VARIANCE } from "../beyond/kept_variance/study.ts";
import { inFolder } from "../in_folder.ts";
import { type Checkout, withCheckout } from "../permissions/_checkout.ts";
import { permitted } from "../permitted.ts";
import { withVariables } from "../with_variables.ts";
import { captured, runCaptured } from "./captured.ts";
import { partials, results, SMALL } from "./_experiments.ts";

/** What `plan` says of a study, whose step files it writes to the folder `steps`. */
async function planned({ deno }: Checkout, study: string) {
  const { code, stdout, stderr } = await deno([
    "task",
    "plan",
    study,
    ...SMALL,
    "--write",
    "steps",
  ]);
  equal(code, 0, stderr);
  return JSON.parse(stdout) as {
    readonly complete: boolean;
    readonly stages: readonly { label: string; total: number; missing: number }[];
    readonly files: readonly string[];
  };
}

async function compute({ deno }: Checkout, file: string): Promise<string> {
  const { code, stderr } = await deno(["task", "step", file, "--workers", "1"]);
  equal(code, 0, stderr);
  return stderr;
}

Deno.test(
  "steps of a plan, each in a process of its own, give the results of the study",
  permitted,
  () =>
    withCheckout(async (checkout) => {
      const data = join(checkout.root, "data");
      const first = await planned(checkout, "layers");
      deepEqual(first.stages, [{ label: "networks", total: 2, missing: 2 }]);
      equal(first.complete, false);
      equal(first.files.length, 2);

      // Two processes at once on one step: both succeed, and the result is there once.
      const told = await Promise.all([0, 1].map(() => compute(checkout, first.files[0]!)));
      for (const text of told) ok(!/[Dd]amaged/.test(text), text);
      match(await compute(checkout, first.files[0]!), /networks?: from the store/);
      deepEqual((await planned(checkout, "layers")).stages, [
        { label: "networks", total: 2, missing: 1 },
      ]);

      const seen = new Map<string, number>();
      for (let plan = await planned(checkout, "subnetworks"); !plan.complete;) {
        const { label, missing } = plan.stages.at(-1)!;
        seen.set(label, plan.files.length);
        ok(plan.files.length <= missing);
        for (const file of plan.files) await compute(checkout, file);
        plan = await planned(checkout, "subnetworks");
        equal(plan.stages.find((stage) => stage.label === label)!.missing, 0);
      }
      deepEqual([...seen.keys()], ["networks", "choices of neurons", "re-trainings"]);
      // Sub-networks of one network that are re-trained together share a file.
      ok(seen.get("re-trainings")! < 6, `${seen.get("re-trainings")} files`);
      deepEqual(partials(data), []);

      const found = await results(data);
      const whole = await checkout.deno(["task", "plan", "subnetworks", ...SMALL]);
      const { complete, files } = JSON.parse(whole.stdout);
      deepEqual([complete, files], [true, undefined]);
      const config = [...SMALL, "--set", "selection=test"];
      const again = await checkout.deno(["task", "retrain-subnetworks", ...config]);
      match(again.stderr, /re-trainings: all \d+ from the store/);
      const after = await results(data);
      for (const [name, bytes] of Object.entries(found)) deepEqual(after[name], bytes, name);
    }),
);

Deno.test(
  "plan takes any study of a catalogue, with its own presets and settings",
  permitted,
  () =>
    inFolder(async (folder) => {
      const { signal } = new AbortController();
      const studies = STUDIES.with(KEPT_VARIANCE);
      const report = (...args: string[]) => planReport(["kept-variance", ...args], signal, studies);
      await withVariables({ MULTIPLET_DATA: folder, WORKERS: "1" }, async () => {
        const all = { study: "kept-variance", complete: false };
        const stages = [{ label: "networks", total: 4, missing: 4 }];
        deepEqual(await report(), { ...all, stages, files: undefined });
        const write = ["--set", "networks=3", "--write", join(folder, "steps")];
        const { files } = await report(...write);
        equal(files!.length, 3);
        equal((await runCaptured(["step", files![1]!, "--workers", "1"])).status, 0);
        deepEqual((await report(...write)).stages, [{ label: "networks", total: 3, missing: 2 }]);
        await rejects(() => report("--preset", "smoke"), /Unknown preset "smoke", use one of toy/);
        await rejects(
          () => report("--set", "networks=0"),
          /configuration \(preset toy\) is not valid/,
        );
        await rejects(() => report("--set", "nets=1"), /Unrecognized key: "nets"/);
      });
    }),
);

const network = new URL("../../lib/paper/training/network.ts", import.meta.url).href;
const other = new URL("../../lib/paper/config.ts", import.meta.url).href;

const refused: [what: string, text: string, reason: RegExp][] = [
  ["text that is not JSON", "{", /step\.json is not JSON$/],
  ["other keys", `{"module": "${network}"}`, /step\.json: Invalid input: .* at inputs$/],
  ["no inputs", `{"module": "${network}", "inputs": []}`, /step\.json: .* at inputs$/],
  ["a module that is not there", '{"module": "./none.ts", "inputs": [1]}', /none\.ts/],
  [
    "a module without a step",
    `{"module": "${other}", "inputs": [1]}`,
    /default export is no step$/,
  ],
  ["inputs of another step", `{"module": "${network}", "inputs": [1]}`, /input 1 does not fit/],
  ...["https://example.org/step.ts", "http://localhost/step.ts", "data:text/javascript,", "npm:zod"]
    .map((module): [string, string, RegExp] => [
      module,
      `{"module": "${module}", "inputs": [1]}`,
      /its module must be a file, got /,
    ]),
];

for (const [what, text, reason] of refused) {
  Deno.test(`step refuses a file with ${what}`, permitted, () =>
    inFolder(async (folder) => {
      const path = join(folder, "step.json");
      await Deno.writeTextFile(path, text);
      await withVariables({ MULTIPLET_DATA: folder }, async () => {
        const { status, text: told } = await runCaptured(["step", path]);
        equal(status, 2, told);
        ok(told.startsWith(`Cannot run the step file ${path}: `), told);
        match(told, reason);
      });
    }));
}

const calls: [args: string[], message: RegExp][] = [
  [["step"], /^step takes one file .* got 0 names$/],
  [["step", "a.json", "b.json"], /^step takes one file .* got 2 names$/],
  [["step", "none.json"], /^Cannot run the step file none\.json: No such file/],
  [
    ["plan"],
    /^plan takes training, layers, subnetworks, subnetworks-validation, wide-layers, wide-subnetworks, trust, map-layers, map-subnetworks, readings, all-readings, got ""$/,
  ],
  [
    ["plan", "layer"],
    /^plan takes training, layers, subnetworks, subnetworks-validation, wide-layers, wide-subnetworks, trust, map-layers, map-subnetworks, readings, all-readings, got "layer"$/,
  ],
  [["plan", "toString"], /^plan takes training, .* got "toString"$/],
  [["plan", "layers", "training"], /^plan takes .* got "layers training"$/],
  [["plan", "layers", "--write", ""], /^--write takes the name of a folder, got none$/],
  [["plan", "layers", "--preset", "huge"], /^Unknown preset "huge"/],
];

for (const [args, message] of calls) {
  Deno.test(
    `${JSON.stringify(args)} ends with status 2 and says what is wrong`,
    permitted,
    async () => {
      const { status, text } = await runCaptured(args);
      equal(status, 2, text);
      match(text, message);
    },
  );
}

Deno.test(
  "a relative module begins in the folder of the step file",
  permitted,
  () =>
    inFolder(async (folder) => {
      await Deno.writeTextFile(
        join(folder, "square.ts"),
        `export default {
          kind: "square", module: import.meta.url, identify: (input) => ({ input }),
          describe: (input) => "the square of " + input,
          encode: (value) => ({ "square.txt": new TextEncoder().encode(String(value)) }),
          decode: ({ files }) => ({ value: Number(new TextDecoder().decode(files["square.txt"])) }),
          run: (inputs) => Promise.resolve(inputs.map((input) => input ** 2)),
        };`,
      );
      const path = join(folder, "step.json");
      await Deno.writeTextFile(path, '{"module": "./square.ts", "inputs": [3, 4]}');
      await withVariables({ MULTIPLET_DATA: folder }, async () => {
        const { status, text } = await runCaptured(["step", path, "--workers", "1"]);
        equal(status, 0, text);
      });
      const values = Object.entries(await results(folder)).filter(([name]) =>
        /square\.txt$/.test(name)
      );
      deepEqual(
        values.map(([, bytes]) => new TextDecoder().decode(bytes)).sort(),
        ["16", "9"],
      );
    }),
);

Deno.test(
  "a study of a list runs by its name: table in the reports folder, findings in the terminal",
  permitted,
  () =>
    inFolder((folder) =>
      withVariables({ MULTIPLET_DATA: folder, MULTIPLET_REPORTS: folder }, async () => {
        const { stderr } = await captured(
          () =>
            study(
              ["kept-variance", "--set", "networks=2", "--workers", "1"],
              new AbortController().signal,
              STUDIES.with(KEPT_VARIANCE),
            ),
        );
        match(stderr, /^Accuracy with the units of large variance$/m);
        match(stderr, /^Variance keeps .* than random$/m);
        const table = await Deno.readTextFile(join(folder, "tables", "kept-variance.csv"));
        equal(table.split("\n").length, 2 * 11 + 2);
      })
    ),
);
