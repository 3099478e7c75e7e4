/** The recomputation in Python of the numbers behind verdicts, on invented results of every kind. */
import { match, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import {
  allClaims,
  claimTable,
  layerTable,
  subnetworkTable,
  TRAINING,
  verdictTable,
} from "../../lib/paper/mod.ts";
import { writeTable } from "../../lib/studies/study.ts";
import { inFolder } from "../in_folder.ts";
import { analysedLayers } from "../paper/layers/invented.ts";
import { ARMS, invented } from "../paper/subnetworks/invented.ts";
import { inventedResult } from "../paper/training/figures/invented_results.ts";
import { withVariables } from "../with_variables.ts";
import { testPython } from "./_environment.ts";
import { recompute } from "./recompute.ts";

const python = await testPython();

/** Columns of which a wrong value must be seen. */
const WRONG = [
  "mean",
  "lower",
  "level",
  "median",
  "networks_above_0",
  "bootstrap_upper",
  "outcome",
];

Deno.test({
  name:
    "another program finds the same numbers, outcomes and verdicts in the tables, and sees a wrong one",
  ignore: python === undefined,
  fn: () =>
    inFolder((folder) =>
      withVariables({ MULTIPLET_REPORTS: folder }, async () => {
        const plan = { networks: 7, noise: 0.4, arms: ARMS } as const;
        const results = {
          training: inventedResult({ networks: 7 }),
          figure1: await analysedLayers(3),
          figure2: invented({ ...plan, sizes: ["k*", "k* exact"] }),
          figure2Validation: invented({
            ...plan,
            arms: [],
            sizes: ["k*"],
            selection: "validation",
            seed: 2,
          }),
        };
        await writeTable("training", TRAINING.table(results.training));
        await writeTable("layers", layerTable(results.figure1));
        await writeTable("subnetworks", subnetworkTable(results.figure2));
        await writeTable("subnetworks-validation", subnetworkTable(results.figure2Validation));
        const claims = allClaims(results);
        const path = join(folder, await writeTable("claims", claimTable(claims)));
        const list = join(folder, await writeTable("verdicts", verdictTable(claims)));
        const whole = await recompute(python!, join(folder, "tables"));
        match(
          whole.stdout,
          /^\d+ estimates in \d+ variants and \d+ headlines recomputed, 0 differ\n$/,
        );
        equal(whole.code, 0, whole.stderr);

        await Deno.writeTextFile(path, withWrongEnd(await Deno.readTextFile(path)));
        const lines = (await Deno.readTextFile(list)).split("\n");
        const rest = lines.filter((line) => !/^minimal change,1,,|fc1 alone/.test(line));
        await Deno.writeTextFile(list, rest.join("\n").replaceAll("partly", "wholly"));
        const { code, stdout } = await recompute(python!, join(folder, "tables"));
        equal(code, 1);
        for (const column of WRONG) match(stdout, new RegExp(`: ${column}: .* recomputed\\n`));
        match(stdout, /missing: minimal change: all, zero, k\*, /);
        match(stdout, /missing: lowest accuracy drop: fc1, frozen, /);
        match(
          stdout,
          /missing: minimal change, MI model by the same criterion: fc1, zero, k\*, chosen on test/,
        );
      })
    ),
});

/** The table with another value in each of these columns of its last row. */
function withWrongEnd(table: string): string {
  const lines = table.trimEnd().split("\n");
  const header = lines[0]!.split(",");
  const cells = lines.at(-1)!.split(",");
  for (const column of WRONG) {
    // Texts with commas stand further left.
    const at = cells.length - header.length + header.indexOf(column);
    cells[at] = column === "outcome" ? "wrong" : String(Number(cells[at]) + 1e-6);
  }
  return [...lines.slice(0, -1), cells.join(",")].join("\n") + "\n";
}
