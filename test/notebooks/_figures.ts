/** A notebook that draws the figures of an experiment, on the smoke preset, from an empty store. */
import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { join } from "node:path";
import { executeNotebook, exportReport, project } from "../../lib/jupyter/mod.ts";
import { environmentWith, temporaryFolder } from "./_environment.ts";
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

/** Executes the notebook and checks the files that it keeps and the report made of it. */
export async function checkFigureNotebook(notebook: FigureNotebook): Promise<void> {
  const { name, figures, tables, formulas, title, checkCsv } = notebook;
  await using folder = await temporaryFolder();
  const reports = join(folder.path, "reports");
  const environment = await environmentWith(reports);
  const copy = await executeNotebook(environment, join(project().notebooks, `${name}.ipynb`), {
    env: { PRESET: "smoke", OVERRIDES: "", MULTIPLET_DATA: folder.path },
  });
  const files = await Array.fromAsync(Deno.readDir(join(reports, "figures")), ({ name }) => name);
  deepEqual(files.sort(), figures.flatMap((figure) => [`${figure}.csv`, `${figure}.svg`]).sort());
  await checkCsv((figure) => Deno.readTextFile(join(reports, "figures", `${figure}.csv`)));
  await checkReport({
    report: await exportReport(environment, copy),
    figures: figures.length,
    tables,
    formulas,
    title,
    screenshots: project().reports,
  });
}
