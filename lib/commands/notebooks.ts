/**
 * `lab`, `report`, `typecheck`, `reproduce` and `refresh`: the commands that work with the notebooks.
 */
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
  configFromOptions,
  notebookVariables,
  type Part,
  runAll,
  runPart,
} from "./experiments.ts";
import { parseOptions, UsageError } from "./options.ts";
import { type Output, standardError } from "./output.ts";
import { requireVerdictMarks, writeVerdictGuides, writeVerdicts } from "./verdicts.ts";

/** Opens JupyterLab; all arguments are its own, e.g. `--no-browser`. */
export async function lab(args: string[], signal: AbortSignal): Promise<void> {
  const status = await runLab(await ensureEnvironment({ signal }), args);
  if (status !== 0) throw new JupyterError(`JupyterLab ended with status ${status}`);
}

/** Executes every notebook in the kernel and exports it to `reports/`. */
export async function report(args: string[], signal: AbortSignal): Promise<void> {
  const choice = parseOptions(args, CONFIG_OPTIONS);
  configFromOptions(choice);
  await reportAll(choice, signal);
}

/** {@link report} for options that are valid, of the notebooks whose names begin with `prefix`. */
async function reportAll(
  choice: ConfigChoice,
  signal: AbortSignal,
  prefix = "",
): Promise<void> {
  const output = standardError();
  const environment = await ensureEnvironment({ signal });
  for (const copy of await executeAll(environment, choice, signal, prefix)) {
    output.write(`report  ${await exportReport(environment, copy, { signal })}\n`);
  }
}

/** Executes every notebook and returns the paths of the executed copies, in the same order. */
async function executeAll(
  environment: JupyterEnvironment,
  choice: ConfigChoice,
  signal: AbortSignal,
  prefix = "",
): Promise<string[]> {
  const output = standardError();
  const options = { env: notebookVariables(choice), signal, onProgress: executionProgress(output) };
  const copies: string[] = [];
  for (const notebook of await listNotebooks(prefix)) {
    copies.push(await executeNotebook(environment, notebook, options));
  }
  return copies;
}

/** A listener that shows which cell is running: on one line of a terminal, or a line a notebook. */
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

/** Paths of the project's notebooks whose names begin with `prefix`, in the order of their names. */
async function listNotebooks(prefix = ""): Promise<string[]> {
  const folder = project().notebooks;
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  return names.filter((name) => name.startsWith(prefix) && name.endsWith(".ipynb"))
    .sort().map((name) => join(folder, name));
}

/** Checks the types of all cells, and that the files hold nothing that changes from run to run. */
export async function typecheck(args: string[], signal: AbortSignal): Promise<void> {
  parseOptions(args, {});
  const notebooks = await listNotebooks();
  await typecheckNotebooks(notebooks, { signal });
  for (const notebook of notebooks) await requireTrackedForm(notebook);
}

/** Names by which parts are asked for, as the commands have them. */
const PART_NAMES: Readonly<Record<string, Part>> = {
  training: "training",
  figure1: "layers",
  figure2: "subnetworks",
};

/** Parts that can be asked for alone, and the beginnings of their notebooks' names. */
const PARTS: Readonly<Record<Part, string>> = { training: "01", layers: "02", subnetworks: "03" };

/**
 * Runs the experiments in the terminal, then executes the notebooks, which find the results, exports
 * their reports and writes the page of all verdicts. What is finished is kept, whatever fails later.
 * With `--only` it does one part, and leaves the page as it is.
 */
export async function reproduce(args: string[], signal: AbortSignal): Promise<void> {
  const { only, ...choice } = parseOptions(args, { ...CONFIG_OPTIONS, only: { type: "string" } });
  if (only !== undefined) {
    if (!Object.hasOwn(PART_NAMES, only)) {
      throw new UsageError(`--only takes ${Object.keys(PART_NAMES).join(", ")}, got "${only}"`);
    }
    const part = PART_NAMES[only]!;
    await runPart(part, choice, signal);
    await reportAll(choice, signal, PARTS[part]);
    return;
  }
  const results = await runAll(choice, signal);
  await reportAll(choice, signal);
  await writeVerdicts(results);
}

/** Figures that the README shows. */
const PICTURES = ["figure-1.svg", "figure-2.svg"];

/** Runs the experiments, executes every notebook and writes what came of it into the checkout. */
export async function refresh(args: string[], signal: AbortSignal): Promise<void> {
  const choice = parseOptions(args, CONFIG_OPTIONS);
  const { root } = project();
  await requireVerdictMarks(root);
  const results = await runAll(choice, signal);
  const copies = await executeAll(await ensureEnvironment({ signal }), choice, signal);
  const notebooks = await listNotebooks();
  for (const [at, notebook] of notebooks.entries()) await refreshNotebook(notebook, copies[at]!);

  for (const name of PICTURES) {
    const picture = await Deno.readTextFile(join(reportsFolder(), "figures", name));
    await atomicWrite(join(root, "assets", name), picture);
  }
  await writeVerdictGuides(root, results);
}
