/**
 * `report`: the notebooks, executed and exported.
 * @module
 */
import { basename } from "node:path";
import {
  ensureEnvironment,
  executeNotebook,
  type ExecutionProgress,
  exportReport,
  type JupyterEnvironment,
} from "../jupyter/mod.ts";
import { listNotebooks } from "./notebook_list.ts";
import {
  CONFIG_OPTIONS,
  type ConfigChoice,
  configFromOptions,
  notebookVariables,
  parseOptions,
} from "./options.ts";
import { type Output, standardError } from "./output.ts";

/** Executes every notebook in the kernel and exports it to `reports/`. */
export async function report(args: string[], signal: AbortSignal): Promise<void> {
  const choice = parseOptions(args, CONFIG_OPTIONS);
  configFromOptions(choice);
  await reportAll(choice, signal);
}

/**
 * {@link report} for options that are known to be valid.
 *
 * @param prefix only notebooks whose names begin so
 */
export async function reportAll(
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
export async function executeAll(
  environment: JupyterEnvironment,
  choice: ConfigChoice,
  signal: AbortSignal,
  prefix = "",
): Promise<string[]> {
  const output = standardError();
  const copies: string[] = [];
  const notebooks = await listNotebooks();
  for (const notebook of notebooks.filter((path) => basename(path).startsWith(prefix))) {
    copies.push(
      await executeNotebook(environment, notebook, {
        env: notebookVariables(choice),
        signal,
        onProgress: executionProgress(output),
      }),
    );
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
