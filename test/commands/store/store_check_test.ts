import { match, strictEqual as equal } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { finishExperiments, SMALL } from "../_experiments.ts";

/** What the task `store:check` does with a data folder. */
async function check(data: string): Promise<{ readonly status: number; readonly told: string }> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "-P=train"],
      ...[
        fileURLToPath(new URL("../../../lib/cli.ts", import.meta.url)),
        "store",
        "check",
        ...SMALL,
      ],
    ],
    env: { MULTIPLET_DATA: data, NO_COLOR: "1" },
  }).output();
  return { status: code, told: new TextDecoder().decode(stderr) };
}

Deno.test(
  "store:check names preset, folder and remedy where a result is missing, else it counts",
  permitted,
  () =>
    inFolder(async (folder) => {
      const empty = await check(folder);
      equal(empty.status, 1);
      match(
        empty.told,
        /^The store lacks network 0, of preset smoke, in \S+runs; deno task reproduce with/m,
      );
      await finishExperiments(folder, SMALL);
      const full = await check(folder);
      equal(full.status, 0, full.told);
      match(
        full.told,
        /^4 networks, 6 layers, 4 choices of neurons, \d+ re-trainings of preset smoke read from \S+, nothing is missing$/m,
      );
    }),
);
