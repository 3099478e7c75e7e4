/** A study from outside the library through the kernel: its notebook, its report, its page of verdicts. */
import { deepStrictEqual as deepEqual, match, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openRunner } from "@multiplet/multiplet/paper";
import { runStudy } from "@multiplet/multiplet/studies";
import { verdictsHtml } from "@multiplet/multiplet/verdicts";
import { project } from "../../lib/reports/jupyter/environment.ts";
import { executeNotebook, outputProblems } from "../../lib/reports/jupyter/execute.ts";
import { readNotebook } from "../../lib/reports/jupyter/notebook_file.ts";
import { exportReport } from "../../lib/reports/jupyter/report.ts";
import { currentEnvironment } from "../../lib/system/machine.ts";
import { KEPT_VARIANCE, verdicts } from "../beyond/kept_variance/study.ts";
import { browserTest } from "../browser/browser_tests.ts";
import { withVariables } from "../with_variables.ts";
import { environmentWith, sharedFolder } from "./_environment.ts";
import { checkReport, checkViews } from "./_report.ts";

/** What the first test leaves to the others. */
const folder = sharedFolder();
let report = "";
const NOTEBOOK = new URL("../beyond/kept_variance/kept-variance.ipynb", import.meta.url);

Deno.test("its four cells run in workers, and leave figure and table beside the report", async () => {
  const environment = await environmentWith(folder.path);
  const env = { MULTIPLET_DATA: folder.path, MULTIPLET_REPORTS: folder.path, WORKERS: "2" };
  const copy = await executeNotebook(environment, fileURLToPath(NOTEBOOK), { env });
  const executed = await readNotebook(copy);
  deepEqual([executed.cells.length, outputProblems(executed)], [4, []]);
  report = await exportReport(environment, copy);
  const table = await Deno.readTextFile(join(folder.path, "tables", "kept-variance.csv"));
  match(table, /^network,strategy,size,test_accuracy\n0,whole network,6,/);
  equal(await Deno.readTextFile(join(folder.path, "figures", "kept-variance.csv")), table);
});

browserTest("its report and its page of verdicts can be read at every width", async () => {
  await checkReport({
    report,
    figures: 1,
    title: "Units of large variance",
    screenshots: project().reports,
  });
  await withVariables({ MULTIPLET_DATA: folder.path }, async () => {
    // The results are those of the notebook: nothing is computed again.
    using runner = openRunner({ workers: 1, keptOnly: true });
    const rows = verdicts(await runStudy(KEPT_VARIANCE, KEPT_VARIANCE.presets.toy!, runner));
    const page = join(folder.path, "index.html");
    await Deno.writeTextFile(
      page,
      verdictsHtml(rows, {
        title: "Claims of the toy study",
        reports: [{ href: "kept-variance.html", title: "Units of large variance" }],
        configuration: [],
        environment: currentEnvironment(),
      }),
    );
    await checkViews(page, folder.path, async (view) => {
      equal(await view.locator("main tbody tr").count(), 1);
      match(await view.locator("main").innerText(), /more accuracy than random/);
    });
  });
});
