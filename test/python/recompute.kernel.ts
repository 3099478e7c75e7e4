/** The recomputation in Python of the numbers behind verdicts, on invented results of every kind. */
import { match, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { allClaims, claimTable, layerTable, subnetworkTable } from "../../lib/paper/mod.ts";
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
        await writeTable("layers", layerTable(results.figure1));
        await writeTable("subnetworks", subnetworkTable(results.figure2));
        await writeTable("subnetworks-validation", subnetworkTable(results.figure2Validation));
        const path = join(folder, await writeTable("claims", claimTable(allClaims(results))));
        const whole = await recompute(python!, join(folder, "tables"));
        match(whole.stdout, /^\d+ estimates in \d+ variants recomputed, 0 numbers differ\n$/);
        equal(whole.code, 0, whole.stderr);

        await Deno.writeTextFile(path, withWrongEnd(await Deno.readTextFile(path)));
        const { code, stdout } = await recompute(python!, join(folder, "tables"));
        equal(code, 1);
        for (const column of WRONG) match(stdout, new RegExp(`: ${column}: .* recomputed\\n`));
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
