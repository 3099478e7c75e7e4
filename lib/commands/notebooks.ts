/** `lab`, `report`, `typecheck`, `reproduce` and `refresh`: the commands for the notebooks. */
import { join } from "node:path";
import { PAPER_SETTINGS } from "../paper/config.ts";
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
  ONLY_OPTION,
  runOne,
  type StudyName,
  studyNamed,
} from "./experiments.ts";
import { parseOptions } from "./options.ts";
import { type Output, standardError } from "./output.ts";
import { type Part, PART_NAMES, partsNamed, runPart } from "./parts.ts";

/** Opens JupyterLab; all arguments are passed on, e.g. `--no-browser`. */
export async function lab(args: string[], signal: AbortSignal): Promise<void> {
  const status = await runLab(await ensureEnvironment({ signal }), args);
  if (status !== 0) throw new JupyterError(`JupyterLab ended with status ${status}`);
}

/** Executes the notebooks of a part in the kernel and exports them to `reports/`. */
export async function report(args: string[], signal: AbortSignal): Promise<void> {
  const { only, ...choice } = parseOptions(args, { ...CONFIG_OPTIONS, ...ONLY_OPTION });
  const { parts, leftOut } = partsNamed(only, choice);
  // Refuses a configuration or a number of workers that is wrong, before anything is installed.
  for (const { settings } of parts) notebookVariables(choice, settings);
  standardError().write(leftOut);
  for (const part of parts) await reportAll(part, choice, signal);
}

/** Notebooks, and the configurations that they take. */
type Notebooks = Pick<Part, "notebooks" | "settings">;

/** Executes notebooks, and exports their reports. */
async function reportAll(
  part: Notebooks,
  choice: ConfigChoice,
  signal: AbortSignal,
): Promise<void> {
  const environment = await ensureEnvironment({ signal });
  for (const { copy } of await executeAll(environment, part, choice, signal)) {
    standardError().write(`report  ${await exportReport(environment, copy, signal)}\n`);
  }
}

async function executeAll(
  environment: JupyterEnvironment,
  { notebooks, settings }: Notebooks,
  choice: ConfigChoice,
  signal: AbortSignal,
): Promise<{ readonly notebook: string; readonly copy: string }[]> {
  const onProgress = executionProgress(standardError());
  const options = { env: notebookVariables(choice, settings), signal, onProgress };
  const executed: { notebook: string; copy: string }[] = [];
  for (const notebook of await listNotebooks(notebooks)) {
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

/** The notebooks whose names have one of these beginnings; default: all. */
async function listNotebooks(beginnings: readonly string[] = [""]): Promise<string[]> {
  const folder = project().notebooks;
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  return names.filter((name) =>
    name.endsWith(".ipynb") && beginnings.some((beginning) => name.startsWith(beginning))
  ).sort().map((name) => join(folder, name));
}

/** Checks the types of all cells, and that the files contain nothing that changes from run to run. */
export async function typecheck(args: string[], signal: AbortSignal): Promise<void> {
  parseOptions(args, {});
  const notebooks = await listNotebooks();
  await typecheckNotebooks(notebooks, signal);
  for (const notebook of notebooks) await requireTrackedForm(notebook);
}

/** The beginnings of the names of the notebooks of the paper's studies. */
const NOTEBOOKS: Readonly<Record<StudyName, string>> = {
  training: "01",
  layers: "02",
  subnetworks: "03",
};

/**
 * Runs the studies of the paper in the terminal, then executes the notebooks, which read the results from the store,
 * exports their reports and writes the page of all verdicts. Finished results are kept, whatever fails later.
 * `--only` names another part, `all`, or one study of the paper, whose notebook is executed; the page of verdicts is left
 * unchanged by one study.
 */
export async function reproduce(args: string[], signal: AbortSignal): Promise<void> {
  const { only, ...choice } = parseOptions(args, { ...CONFIG_OPTIONS, ...ONLY_OPTION });
  if (only !== undefined && !PART_NAMES.includes(only)) {
    const names = [...PART_NAMES, ...Object.keys(NOTEBOOKS)];
    const study = studyNamed("--only", only, names) as StudyName;
    await runOne(study, choice, signal);
    const own = { notebooks: [NOTEBOOKS[study]], settings: PAPER_SETTINGS };
    return await reportAll(own, choice, signal);
  }
  const { parts, leftOut } = partsNamed(only, choice);
  for (const { settings } of parts) notebookVariables(choice, settings);
  standardError().write(leftOut);
  for (const part of parts) {
    const { writePages } = await runPart(part, choice, signal);
    await reportAll(part, choice, signal);
    await writePages?.();
  }
}

/** Runs a part, executes its notebooks and writes outputs, pictures and verdicts into the checkout. */
export async function refresh(args: string[], signal: AbortSignal): Promise<void> {
  const { only, ...choice } = parseOptions(args, { ...CONFIG_OPTIONS, ...ONLY_OPTION });
  const { root } = project();
  const { parts, leftOut } = partsNamed(only, choice);
  for (const { settings, requireGuides } of parts) {
    notebookVariables(choice, settings);
    await requireGuides?.(root);
  }
  standardError().write(leftOut);
  for (const part of parts) {
    const { writeGuides, pictures = [] } = await runPart(part, choice, signal);
    const executed = await executeAll(await ensureEnvironment({ signal }), part, choice, signal);
    for (const { notebook, copy } of executed) await refreshNotebook(notebook, copy);
    for (const name of pictures) {
      const picture = await Deno.readTextFile(join(reportsFolder(), "figures", name));
      await atomicWrite(join(root, "assets", name), picture);
    }
    await writeGuides?.(root);
  }
}
