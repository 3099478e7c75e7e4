/** The notebook 03-figure-2, on the smoke preset, from an empty store. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import { executeNotebook, exportReport, project } from "../../lib/jupyter/mod.ts";
import { environmentWith, temporaryFolder } from "./_environment.ts";
import { checkReport } from "./_report.ts";

const NOTEBOOK = join(project().notebooks, "03-figure-2.ipynb");

const FIGURES = [
  "ablation",
  "accuracy-by-size",
  "against-random",
  "figure-2",
  "figure-2-exact",
  "lottery-ticket",
  "selection",
  "shared-neurons",
];

Deno.test("03-figure-2 shows what it declares, keeps figures and numbers, and exports its report", async () => {
  await using folder = await temporaryFolder();
  const reports = join(folder.path, "reports");
  const environment = await environmentWith(reports);
  const copy = await executeNotebook(environment, NOTEBOOK, {
    env: {
      PRESET: "smoke",
      OVERRIDES: "",
      MULTIPLET_DATA: folder.path,
      MULTIPLET_REPORTS: reports,
    },
  });
  const files = await Array.fromAsync(Deno.readDir(join(reports, "figures")), ({ name }) => name);
  deepEqual(files.sort(), FIGURES.flatMap((name) => [`${name}.csv`, `${name}.svg`]).sort());
  const csv = await Deno.readTextFile(join(reports, "figures", "figure-2.csv"));
  for (const strategy of ["synergy", "random", "mi-model", "mi-mixture"]) {
    ok(csv.includes(strategy), `${strategy} is missing in figure-2.csv`);
  }

  await checkReport({
    report: await exportReport(environment, copy),
    figures: FIGURES.length,
    tables: 5,
    formulas: 6,
    title: "Do synergistic neurons carry the network? Sub-networks re-trained",
    screenshots: project().reports,
  });
});
