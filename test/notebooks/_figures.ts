/** A notebook that draws the figures of an experiment, on the smoke preset, from an empty store. */
import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { join } from "node:path";
import { project } from "../../lib/reports/jupyter/environment.ts";
import { executeNotebook } from "../../lib/reports/jupyter/execute.ts";
import { exportReport } from "../../lib/reports/jupyter/report.ts";
import { browserTest } from "../browser/browser_tests.ts";
import { environmentWith, sharedFolder } from "./_environment.ts";
import { checkReport } from "./_report.ts";

/** What such a notebook shows. */
export interface FigureNotebook {
  /** Without `.ipynb`. */
  readonly name: string;
  /** Names of the figures that it keeps, in alphabetical order. */
  readonly figures: readonly string[];
  readonly tables: number;
  readonly formulas: number;
  readonly title: string;
  /** Looks at the numbers of one of its figures. */
  readonly checkCsv: (read: (figure: string) => Promise<string>) => Promise<void>;
}

/** Registers the tests of a notebook: the files that it keeps, and the report made of it. */
export function testFigureNotebook(notebook: FigureNotebook): void {
  const { name, figures, tables, formulas, title } = notebook;
  const folder = sharedFolder();
  let report = "";

  Deno.test(`${name} shows what it declares, keeps figures and numbers, and exports its report`, async () => {
    report = await executeAndExport(notebook, folder.path);
  });

  browserTest(
    `the report of ${name} can be read at every width, by day and by night`,
    () =>
      checkReport({
        report,
        figures: figures.length,
        tables,
        formulas,
        title,
        screenshots: project().reports,
      }),
  );
}

/** Executes the notebook in an empty folder, and checks the files that it keeps; returns the report. */
async function executeAndExport(
  { name, figures, checkCsv }: FigureNotebook,
  folder: string,
): Promise<string> {
  const reports = join(folder, "reports");
  const environment = await environmentWith(reports);
  const copy = await executeNotebook(environment, join(project().notebooks, `${name}.ipynb`), {
    env: { PRESET: "smoke", OVERRIDES: "", MULTIPLET_DATA: folder },
  });
  const files = await Array.fromAsync(Deno.readDir(join(reports, "figures")), ({ name }) => name);
  deepEqual(files.sort(), figures.flatMap((figure) => [`${figure}.csv`, `${figure}.svg`]).sort());
  await checkCsv((figure) => Deno.readTextFile(join(reports, "figures", `${figure}.csv`)));
  return await exportReport(environment, copy);
}
