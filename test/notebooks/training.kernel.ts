/** The notebook 01-training, on the smoke preset, from an empty store. */
import { ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { ensureEnvironment, project } from "../../lib/reports/jupyter/environment.ts";
import { executeNotebook } from "../../lib/reports/jupyter/execute.ts";
import { exportReport } from "../../lib/reports/jupyter/report.ts";
import { browserTest } from "../browser/browser_tests.ts";
import { environmentWith, sharedFolder, temporaryFolder } from "./_environment.ts";
import { checkInLab } from "./_lab.ts";
import { checkReport } from "./_report.ts";

const NOTEBOOK = join(project().notebooks, "01-training.ipynb");
const FIGURES = 6;

/** What the first test leaves to the second. */
const folder = sharedFolder();
let report = "";

Deno.test("01-training shows what it declares, is quick the second time, and exports its report", async () => {
  const environment = await environmentWith(join(folder.path, "reports"));
  const env = { PRESET: "smoke", OVERRIDES: "", MULTIPLET_DATA: folder.path };
  const tracked = await Deno.readTextFile(NOTEBOOK);
  await executeNotebook(environment, NOTEBOOK, { env });
  const started = performance.now();
  const copy = await executeNotebook(environment, NOTEBOOK, { env });
  ok(performance.now() - started < 30_000, "the second run reads what the first has kept");
  equal(await Deno.readTextFile(NOTEBOOK), tracked);
  report = await exportReport(environment, copy);
});

browserTest(
  "the report of 01-training can be read at every width, by day and by night",
  () =>
    checkReport({
      report,
      figures: FIGURES,
      tables: 5,
      formulas: 8,
      title: "Training the networks of the paper",
      screenshots: project().reports,
    }),
);

browserTest(
  "01-training works in JupyterLab: interrupted while training, restarted, every figure drawn",
  async () => {
    await using folder = await temporaryFolder();
    await checkInLab(await ensureEnvironment(), NOTEBOOK, {
      figures: FIGURES,
      interruptAt: "[role=progressbar]",
      // Long enough to be interrupted in the middle.
      env: {
        PRESET: "smoke",
        OVERRIDES: "samples=null epochs=200",
        MULTIPLET_DATA: folder.path,
        MULTIPLET_REPORTS: join(folder.path, "reports"),
      },
      timeoutMs: 120_000,
    });
  },
);
