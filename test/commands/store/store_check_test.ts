import { match, strictEqual as equal } from "node:assert/strict";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { runDeno } from "../../processes.ts";
import { ROOT } from "../../sources.ts";
import { finishExperiments, SMALL } from "../_experiments.ts";

/** What the task `store:check` does with a data folder. */
const check = (data: string) =>
  runDeno(
    ["run", "--quiet", "--no-prompt", "-P=train", "lib/cli.ts", "store", "check", ...SMALL],
    { cwd: ROOT, env: { MULTIPLET_DATA: data } },
  );

Deno.test(
  "store:check names preset, folder and remedy where a result is missing, else it counts",
  permitted,
  () =>
    inFolder(async (folder) => {
      const empty = await check(folder);
      equal(empty.code, 1);
      match(
        empty.stderr,
        /^The store lacks network 0, of preset smoke, in \S+runs; deno task reproduce with/m,
      );
      await finishExperiments(folder, SMALL);
      const full = await check(folder);
      equal(full.code, 0, full.stderr);
      match(
        full.stderr,
        /^4 networks, 6 layers, 6 label encodings, 6 biases of the ranks, 6 tests of extremes, 2 extremes of independent columns, 3 analyses, 4 choices of neurons, \d+ re-trainings of preset smoke read from \S+, nothing is missing$/m,
      );
    }),
);
