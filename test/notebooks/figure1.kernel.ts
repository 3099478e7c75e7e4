/** The notebook 02-figure-1, on the smoke preset, from an empty store. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import { executeNotebook, exportReport, project } from "../../lib/jupyter/mod.ts";
import { environmentWith, temporaryFolder } from "./_environment.ts";
import { checkReport } from "./_report.ts";

const NOTEBOOK = join(project().notebooks, "02-figure-1.ipynb");

const FIGURES = [
  "class-specificity",
  "exact-against-greedy",
  "figure-1",
  "label-renaming",
  "multiplet-weights",
  "parts",
  "parts-against-whole",
  "target-encodings",
  "trained-against-untrained",
];

Deno.test("02-figure-1 shows what it declares, keeps figures and numbers, and exports its report", async () => {
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
  const csv = await Deno.readTextFile(join(reports, "figures", "figure-1.csv"));
  ok(csv.startsWith("search,network,layer,size,"), csv.slice(0, 200));

  await checkReport({
    report: await exportReport(environment, copy),
    figures: FIGURES.length,
    tables: 3,
    formulas: 20,
    title: "Synergy and redundancy of neurons, layer by layer",
    screenshots: project().reports,
  });
});
