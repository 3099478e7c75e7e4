/** `lab`, `report`, `typecheck`, `reproduce` and `refresh`: the commands for the notebooks. */
import { join } from "node:path";
import { reportsFolder } from "../paper/mod.ts";
import {
  ensureEnvironment,
  type JupyterEnvironment,
  project,
  runLab,
} from "../reports/jupyter/environment.ts";
import { executeNotebook, type ExecutionProgress } from "../reports/jupyter/execute.ts";
import {
  refreshNotebook,
  requireTrackedForm,
  typecheckNotebooks,
} from "../reports/jupyter/notebook_file.ts";
import { exportReport } from "../reports/jupyter/report.ts";
import { JupyterError } from "../reports/jupyter/process.ts";
import { atomicWrite } from "../system/files/atomic_write.ts";
import {
  CONFIG_OPTIONS,
  type ConfigChoice,
  notebookVariables,
  runAll,
  runOne,
  type StudyName,
  studyNamed,
} from "./experiments.ts";
import { parseOptions } from "./options.ts";
import { type Output, standardError } from "./output.ts";
import { requireVerdictMarks, writeVerdictGuides, writeVerdicts } from "./verdicts.ts";

/** Opens JupyterLab; all arguments are passed on, e.g. `--no-browser`. */
export async function lab(args: string[], signal: AbortSignal): Promise<void> {
  const status = await runLab(await ensureEnvironment({ signal }), args);
  if (status !== 0) throw new JupyterError(`JupyterLab ended with status ${status}`);
}

/** Executes every notebook in the kernel and exports it to `reports/`. */
export async function report(args: string[], signal: AbortSignal): Promise<void> {
  const choice = parseOptions(args, CONFIG_OPTIONS);
  // Refuses a configuration or a number of workers that is wrong, before anything is installed.
  notebookVariables(choice);
  await reportAll(choice, signal);
}

/** Executes the notebooks whose names begin with `prefix`, and exports their reports. */
async function reportAll(choice: ConfigChoice, signal: AbortSignal, prefix = ""): Promise<void> {
  const environment = await ensureEnvironment({ signal });
  for (const { copy } of await executeAll(environment, choice, signal, prefix)) {
    standardError().write(`report  ${await exportReport(environment, copy, signal)}\n`);
  }
}

async function executeAll(
  environment: JupyterEnvironment,
  choice: ConfigChoice,
  signal: AbortSignal,
  prefix = "",
): Promise<{ readonly notebook: string; readonly copy: string }[]> {
  const onProgress = executionProgress(standardError());
  const options = { env: notebookVariables(choice), signal, onProgress };
  const executed: { notebook: string; copy: string }[] = [];
  for (const notebook of await listNotebooks(prefix)) {
    executed.push({ notebook, copy: await executeNotebook(environment, notebook, options) });
  }
  return executed;
}

/** A listener that shows the running cell: on one line of a terminal, or one line per notebook in a log. */
function executionProgress(output: Output): (progress: ExecutionProgress) => void {
  return ({ notebook, cell, cells, attempt }) => {
    const again = attempt === 2 ? ", once more because the kernel lost an output" : "";
    if (!output.isTerminal) {
      if (cell === 1) output.write(`executing ${notebook}, ${cells} cells${again}\n`);
      return;
    }
    const end = cell === cells ? "\n" : "";
    output.write(`\r\x1b[Kexecuting ${notebook}, cell ${cell} of ${cells}${again}${end}`);
  };
}

async function listNotebooks(prefix = ""): Promise<string[]> {
  const folder = project().notebooks;
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  return names.filter((name) => name.startsWith(prefix) && name.endsWith(".ipynb"))
    .sort().map((name) => join(folder, name));
}

/** Checks the types of all cells, and that the files contain nothing that changes from run to run. */
export async function typecheck(args: string[], signal: AbortSignal): Promise<void> {
  parseOptions(args, {});
  const notebooks = await listNotebooks();
  await typecheckNotebooks(notebooks, signal);
  for (const notebook of notebooks) await requireTrackedForm(notebook);
}

/** The beginnings of the names of the studies' notebooks. */
const NOTEBOOKS = { training: "01", layers: "02", subnetworks: "03" } as const;

/**
 * Runs the studies in the terminal, then executes the notebooks, which read the results from the store,
 * exports their reports and writes the page of all verdicts. Finished results are kept, whatever fails later.
 * With `--only` it does one study and its notebook, and leaves the page unchanged.
 */
export async function reproduce(args: string[], signal: AbortSignal): Promise<void> {
  const { only, ...choice } = parseOptions(args, { ...CONFIG_OPTIONS, only: { type: "string" } });
  if (only !== undefined) {
    const names = Object.keys(NOTEBOOKS) as StudyName[];
    const study = studyNamed("--only", only, names);
    await runOne(study, choice, signal);
    return await reportAll(choice, signal, NOTEBOOKS[study]);
  }
  const results = await runAll(choice, signal);
  await reportAll(choice, signal);
  await writeVerdicts(results);
}

/** Runs all studies, executes every notebook and writes outputs, pictures and verdicts into the checkout. */
export async function refresh(args: string[], signal: AbortSignal): Promise<void> {
  const choice = parseOptions(args, CONFIG_OPTIONS);
  const { root } = project();
  await requireVerdictMarks(root);
  const results = await runAll(choice, signal);
  const executed = await executeAll(await ensureEnvironment({ signal }), choice, signal);
  for (const { notebook, copy } of executed) await refreshNotebook(notebook, copy);
  // Figures that the README shows.
  for (const name of ["figure-1.svg", "figure-2.svg"]) {
    const picture = await Deno.readTextFile(join(reportsFolder(), "figures", name));
    await atomicWrite(join(root, "assets", name), picture);
  }
  await writeVerdictGuides(root, results);
}
