import { deepStrictEqual as deepEqual, ok, rejects } from "node:assert/strict";
import { join } from "node:path";
import { project } from "../../lib/reports/jupyter/environment.ts";
import { executeNotebook } from "../../lib/reports/jupyter/execute.ts";
import { exportReport } from "../../lib/reports/jupyter/report.ts";
import { joinText, readNotebook, writeNotebook } from "../../lib/reports/jupyter/notebook_file.ts";
import { browserTest } from "../browser/browser_tests.ts";
import { environmentWith, fixture, sharedFolder, temporaryFolder } from "./_environment.ts";
import { checkReport } from "./_report.ts";
import { JupyterError } from "../../lib/reports/jupyter/process.ts";

/** What the first test leaves to the second. */
const reports = sharedFolder();
let report = "";
let small = "";

Deno.test("a report lies beside the executed copy, and has fonts only with formulas", async () => {
  const environment = await environmentWith(reports.path);
  const copy = await executeNotebook(environment, fixture("showcase"));
  report = await exportReport(environment, copy);
  deepEqual(report, join(reports.path, "showcase.html"));

  const size = (await Deno.stat(report)).size;
  const { cells, ...rest } = await readNotebook(copy);
  const plain = join(reports.path, "plain.ipynb");
  const isCodeWithoutFormulas = ({ cell_type, source }: typeof cells[number]) =>
    cell_type === "code" && !joinText(source).includes("markdown(");
  await writeNotebook(plain, { ...rest, cells: cells.filter(isCodeWithoutFormulas) });
  small = await exportReport(environment, plain);
  ok((await Deno.stat(small)).size < size / 10);
});

browserTest(
  "a report shows figures, tables and formulas, asks for nothing and fits a phone",
  async () => {
    await checkReport({
      report,
      figures: 1,
      tables: 1,
      formulas: 4,
      title: "Every kind of output",
      screenshots: project().reports,
    });
    await checkReport({ report: small, figures: 1, title: "plain", screenshots: reports.path });
  },
);

Deno.test("a formula that cannot be typeset is an error, and no report is written", async () => {
  await using reports = await temporaryFolder();
  const environment = await environmentWith(reports.path);
  const source = join(reports.path, "wrong.ipynb");
  const cell = { id: "a", cell_type: "markdown" as const, metadata: {}, source: "$\\frac{1$" };
  await writeNotebook(source, { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 });
  await rejects(() => exportReport(environment, source), JupyterError);
  await rejects(() => Deno.stat(join(reports.path, "wrong.html")), Deno.errors.NotFound);
});
