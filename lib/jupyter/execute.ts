/**
 * Executing notebooks from start to end, without a browser.
 * @module
 */
import { basename, dirname, join } from "node:path";
import { runDriver } from "./driver.ts";
import type { JupyterEnvironment } from "./environment.ts";
import { ExecutionError, NotebookFileError, OutputError } from "./errors.ts";
import { outputProblems } from "./expected_outputs.ts";
import { joinText, type Notebook, readNotebook, writeNotebook } from "./notebook_file.ts";
import { lastLine } from "./process.ts";

/** How far an execution is. */
export interface ExecutionProgress {
  /** Name of the notebook, without `.ipynb`. */
  readonly notebook: string;
  /** Number of the cell that starts, from 1, and how many there are; all kinds of cells count. */
  readonly cell: number;
  readonly cells: number;
  /** 2 when the notebook runs again because an output was lost. */
  readonly attempt: 1 | 2;
}

/** How a notebook is executed. */
export interface ExecutionOptions {
  /** Variables for the kernel, e.g. `{ PRESET: "smoke" }`, over those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Seconds that one cell may take; default: any time. */
  readonly cellTimeout?: number;
  /** Aborting it kills the kernel and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: ExecutionProgress) => void;
}

/** Lines of a cell's error that are told. */
const TRACEBACK_LINES = 8;

/**
 * Executes a notebook in the Deno kernel and writes the executed copy to `reports/`; the notebook
 * itself is not touched. The kernel works in the notebook's folder.
 *
 * Afterwards every cell must show what it declares (see `expected_outputs.ts`). The kernel loses
 * an output now and then: then the notebook runs once more, which is cheap where results are kept.
 *
 * @param source path of the notebook
 * @returns path of the executed copy, which is written also when a cell fails
 * @throws NotebookFileError when the file is not a notebook, ExecutionError when a cell fails or
 * takes too long or the kernel dies, OutputError when outputs are not as declared
 */
export async function executeNotebook(
  environment: JupyterEnvironment,
  source: string,
  options: ExecutionOptions = {},
): Promise<string> {
  const { signal } = options;
  signal?.throwIfAborted();
  if (!source.endsWith(".ipynb")) {
    throw new NotebookFileError(`Cannot execute ${source}: the name of a notebook ends in .ipynb`);
  }
  await readNotebook(source);
  const copy = join(environment.project.reports, basename(source));
  let notebook = await executeOnce(environment, source, copy, options, 1);
  let problems = outputProblems(notebook);
  if (problems.length > 0 && problems.every(({ kind }) => kind === "missing")) {
    notebook = await executeOnce(environment, source, copy, options, 2);
    problems = outputProblems(notebook);
  }
  if (problems.length > 0) {
    throw new OutputError(
      `${source} does not show what it should (executed copy: ${copy}):\n` +
        problems.map(({ cell, detail }) => `  cell ${cell} ${detail}`).join("\n"),
    );
  }
  return copy;
}

async function executeOnce(
  environment: JupyterEnvironment,
  source: string,
  copy: string,
  { env = {}, cellTimeout = 0, signal, onProgress }: ExecutionOptions,
  attempt: 1 | 2,
): Promise<Notebook> {
  const name = basename(source, ".ipynb");
  await Deno.mkdir(dirname(copy), { recursive: true });
  const destination = join(dirname(copy), `.${name}.${crypto.randomUUID()}`);
  let cell = 0;
  let failure = "the driver ended without a word";
  try {
    const { code, stderr } = await runDriver({
      environment,
      source,
      destination,
      folder: dirname(source),
      timeout: cellTimeout,
      env: { MULTIPLET_REPORTS: environment.project.reports, ...env },
      signal,
      onEvent(event) {
        if (event.event === "cell") {
          cell = event.cell;
          onProgress?.({ notebook: name, cell, cells: event.cells, attempt });
        } else if (event.event === "error") failure = `${event.name}: ${event.message}`;
        else if (event.event === "timeout") failure = `it took longer than ${cellTimeout} s`;
        else if (event.event === "dead") failure = "the kernel died";
        else failure = "";
      },
    });
    signal?.throwIfAborted();
    if (code !== 0) {
      throw new ExecutionError(`${source} could not be executed: ${lastLine(stderr) || failure}`);
    }
    const notebook = await readNotebook(destination);
    await writeNotebook(copy, notebook);
    if (failure === "") return notebook;
    throw new ExecutionError(
      `${source}, cell ${cell}: ${traceback(notebook, cell) ?? failure}\n(executed copy: ${copy})`,
    );
  } finally {
    await Deno.remove(destination).catch(() => {});
  }
}

/** The beginning of the error that a cell shows. */
function traceback(notebook: Notebook, cell: number): string | undefined {
  const error = notebook.cells[cell - 1]?.outputs?.find(({ output_type }) =>
    output_type === "error"
  );
  const lines = error?.traceback;
  if (!Array.isArray(lines) || lines.length === 0) return undefined;
  return joinText(lines.join("\n")).split("\n").slice(0, TRACEBACK_LINES).join("\n");
}
