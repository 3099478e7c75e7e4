/** Executes notebooks from start to end, without a browser, and compares their outputs with the declared ones. */
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { JupyterEnvironment } from "./environment.ts";
import {
  type Cell,
  isText,
  joinText,
  type Notebook,
  readNotebook,
  writeNotebook,
} from "./notebook_file.ts";
import { JupyterError, lastLine } from "./process.ts";

export interface ExecutionProgress {
  /** Name of the notebook, without `.ipynb`. */
  readonly notebook: string;
  /** Number of the cell that starts, from 1, and the number of cells of all kinds. */
  readonly cell: number;
  readonly cells: number;
  /** 2 if the notebook is executed again because an output was lost. */
  readonly attempt: 1 | 2;
}

interface ExecutionOptions {
  /** Variables for the Jupyter kernel, e.g. `{ PRESET: "smoke" }`, over those of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Aborting it kills the Jupyter kernel and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ExecutionProgress) => void) | undefined;
}

/**
 * Executes a notebook in the Deno kernel and writes the executed copy to `reports/`, also when a cell
 * fails; the notebook itself is not touched. The kernel works in the notebook's folder.
 *
 * Afterwards the outputs of every cell must be as declared (see {@link outputProblems}). The kernel sometimes
 * loses an output: then the notebook is executed again, which is fast with cached results.
 *
 * @returns path of the executed copy
 * @throws JupyterError when the file is not a notebook, a cell fails, the kernel dies, or outputs are not as
 * declared
 */
export async function executeNotebook(
  environment: JupyterEnvironment,
  source: string,
  options: ExecutionOptions = {},
): Promise<string> {
  options.signal?.throwIfAborted();
  if (!source.endsWith(".ipynb")) {
    throw new JupyterError(`Cannot execute ${source}: the name of a notebook ends in .ipynb`);
  }
  await readNotebook(source);
  const copy = join(environment.project.reports, basename(source));
  const execute = (attempt: 1 | 2) => executeOnce(environment, source, copy, options, attempt);
  let problems = outputProblems(await execute(1));
  if (problems.length > 0 && problems.every(({ kind }) => kind === "missing")) {
    problems = outputProblems(await execute(2));
  }
  if (problems.length > 0) {
    throw new JupyterError(
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
  { env = {}, signal, onProgress }: ExecutionOptions,
  attempt: 1 | 2,
): Promise<Notebook> {
  const name = basename(source, ".ipynb");
  await Deno.mkdir(dirname(copy), { recursive: true });
  const destination = join(dirname(copy), `.${name}.${crypto.randomUUID()}`);
  let cell = 0;
  let failure = "the driver ended without a word";
  const onEvent = (event: DriverEvent) => {
    if (event.event === "end") failure = event.failure;
    else {
      cell = event.cell;
      onProgress?.({ notebook: name, cell, cells: event.cells, attempt });
    }
  };
  try {
    const { code, stderr } = await runDriver(
      environment,
      [source, destination, dirname(source)],
      { env: { MULTIPLET_REPORTS: environment.project.reports, ...env }, signal },
      onEvent,
    );
    signal?.throwIfAborted();
    if (code !== 0) {
      throw new JupyterError(`${source} could not be executed: ${lastLine(stderr) || failure}`);
    }
    const notebook = await readNotebook(destination);
    await writeNotebook(copy, notebook);
    if (failure === "") return notebook;
    throw new JupyterError(
      `${source}, cell ${cell}: ${traceback(notebook, cell) ?? failure}\n(executed copy: ${copy})`,
    );
  } finally {
    await Deno.remove(destination).catch(() => {});
  }
}

/** The first eight lines of the error that a cell shows. */
function traceback(notebook: Notebook, cell: number): string | undefined {
  const { outputs = [] } = notebook.cells[cell - 1] ?? {};
  const lines = outputs.find(({ output_type }) => output_type === "error")?.traceback;
  if (!Array.isArray(lines) || lines.length === 0) return undefined;
  return lines.join("\n").split("\n").slice(0, 8).join("\n");
}

/** Messages of the driver: a cell begins; at the end, the reason why a cell failed, or `""`. */
type DriverEvent =
  | { readonly event: "cell"; readonly cell: number; readonly cells: number }
  | { readonly event: "end"; readonly failure: string };

/** Milliseconds in which the driver must end after its standard input was closed. */
const GRACE_MS = 5000;

/**
 * Runs `driver/execute.py`, the process that executes a notebook and ends when its standard input is closed.
 * When `signal` is aborted, Jupyter kernel and driver are ended before this resolves.
 */
async function runDriver(
  { python, variables }: JupyterEnvironment,
  args: readonly [source: string, destination: string, folder: string],
  { env, signal }: Pick<ExecutionOptions, "env" | "signal">,
  onEvent: (event: DriverEvent) => void,
): Promise<{ readonly code: number; readonly stderr: string }> {
  const script = fileURLToPath(new URL("./driver/execute.py", import.meta.url));
  const child = new Deno.Command(python, {
    args: ["-I", script, ...args],
    env: { ...variables, ...env, NO_COLOR: "1", JUPYTER_NO_CONFIG: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let ended = false;
  let forced: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    child.stdin.close().catch(() => {});
    forced = setTimeout(() => ended || child.kill("SIGKILL"), GRACE_MS);
  };
  signal?.addEventListener("abort", end);
  if (signal?.aborted) end();
  try {
    const [{ code }, stderr] = await Promise.all([
      child.status,
      new Response(child.stderr).text(),
      readEvents(child.stdout, onEvent),
    ]);
    return { code, stderr };
  } finally {
    ended = true;
    clearTimeout(forced);
    signal?.removeEventListener("abort", end);
    // Rejects where it was closed before, here or by the process.
    await child.stdin.close().catch(() => {});
  }
}

async function readEvents(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onEvent: (event: DriverEvent) => void,
): Promise<void> {
  let rest = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) onEvent(JSON.parse(line));
  }
}

interface OutputProblem {
  readonly cell: number;
  /** `missing` can be the fault of the Jupyter kernel (see `notebook/show.ts`), the others cannot. */
  readonly kind: "undeclared" | "missing" | "stderr" | "error";
  /** A clause without the cell, e.g. `lacks 1 of 2 image/svg+xml`. */
  readonly detail: string;
}

/**
 * Compares the outputs of all code cells with their declarations: a code cell lists in its metadata the MIME
 * types of the outputs that it must leave, one entry per output, e.g.
 * `"multiplet": { "expects": ["image/svg+xml", "text/html"] }`; a cell without outputs declares `[]`.
 */
export function outputProblems(notebook: Notebook): OutputProblem[] {
  return notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code"
      ? cellProblems(cell).map((problem) => ({ cell: index + 1, ...problem }))
      : []
  );
}

const declaration = z.object({ multiplet: z.object({ expects: z.array(z.string()) }) });

function cellProblems({ metadata, outputs = [] }: Cell): Omit<OutputProblem, "cell">[] {
  const problems: Omit<OutputProblem, "cell">[] = [];
  for (const output of outputs) {
    if (output.output_type === "error") {
      problems.push({ kind: "error", detail: `ends in ${output.ename}: ${output.evalue}` });
    }
    if (output.output_type === "stream" && output.name === "stderr") {
      const line = joinText(output.text ?? "").trim().split("\n")[0];
      problems.push({ kind: "stderr", detail: `writes to standard error: ${line}` });
    }
  }
  const expected = declaration.safeParse(metadata).data?.multiplet.expects;
  if (!expected) {
    const detail =
      'does not declare its outputs in its metadata as "multiplet": {"expects": [...]}';
    return [...problems, { kind: "undeclared", detail }];
  }
  for (const type of new Set(expected)) {
    const needed = expected.filter((entry) => entry === type).length;
    const shown = outputs.filter(({ data }) => {
      const content = data?.[type];
      return isText(content) && joinText(content).trim() !== "";
    }).length;
    if (shown < needed) {
      problems.push({ kind: "missing", detail: `lacks ${needed - shown} of ${needed} ${type}` });
    }
  }
  return problems;
}
