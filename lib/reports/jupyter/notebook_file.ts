/**
 * Notebook files: reading, writing, their form in git, refreshed outputs, and type checks of their cells, which
 * the Jupyter kernel runs unchecked.
 */
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { atomicWrite } from "../../system/files/atomic_write.ts";
import { JupyterError, runProcess } from "./process.ts";

/** Text in notebook files: whole, or line by line. */
type Text = string | readonly string[];

export interface CellOutput {
  readonly output_type: "display_data" | "execute_result" | "stream" | "error";
  /** Content by MIME type, of displays and results. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** `stdout` or `stderr`, of streams. */
  readonly name?: string;
  readonly text?: Text;
  readonly [key: string]: unknown;
}

export interface Cell {
  readonly id?: string;
  readonly cell_type: "code" | "markdown" | "raw";
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly source: Text;
  readonly execution_count?: number | null;
  readonly outputs?: readonly CellOutput[];
  readonly [key: string]: unknown;
}

/** A notebook, format 4. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

export function joinText(text: Text): string {
  return typeof text === "string" ? text : text.join("");
}

/** @throws JupyterError for a missing file, invalid JSON and another format than 4 */
export async function readNotebook(path: string): Promise<Notebook> {
  let notebook: Partial<Notebook>;
  try {
    notebook = JSON.parse(await Deno.readTextFile(path));
  } catch (cause) {
    const reason = cause instanceof Deno.errors.NotFound
      ? "there is no such file"
      : `it is not JSON (${cause instanceof Error ? cause.message : cause})`;
    throw new JupyterError(`Cannot read the notebook ${path}: ${reason}`, { cause });
  }
  if (notebook.nbformat !== 4 || !Array.isArray(notebook.cells)) {
    throw new JupyterError(
      `Cannot read the notebook ${path}: it has format ${notebook.nbformat}, needed is format 4`,
    );
  }
  return { nbformat_minor: 5, metadata: {}, ...notebook } as Notebook;
}

/** Writes a notebook in its {@link trackedForm}. */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  await atomicWrite(path, trackedForm(notebook));
}

/** Keys of metadata that change from run to run or with the browser's window. */
const VOLATILE = new Set(["execution", "collapsed", "scrolled", "transient", "widgets"]);

/** The text of a notebook in git: layout and order of keys as Jupyter writes them, ids, nothing volatile. */
export function trackedForm(notebook: Notebook): string {
  const cells = notebook.cells.map(({ source, metadata, outputs, execution_count, ...rest }) => ({
    ...rest,
    source: splitLines(joinText(source)),
    metadata: stable(metadata),
    ...(rest.cell_type === "code" && {
      execution_count: execution_count ?? null,
      outputs: (outputs ?? []).map(trackedOutput),
    }),
  }));
  const tracked = { ...notebook, metadata: stable(notebook.metadata), cells };
  return JSON.stringify(tracked, sortKeys, 1) + "\n";
}

function trackedOutput({ data, text, metadata = {}, transient: _, ...rest }: CellOutput) {
  const inLines = (value: unknown) => isText(value) ? splitLines(joinText(value)) : value;
  const formats = Object.entries(data ?? {}).map(([type, value]) => [type, inLines(value)]);
  return {
    ...rest,
    ...(text !== undefined && { text: inLines(text) }),
    ...(data && { metadata, data: Object.fromEntries(formats) }),
  };
}

function stable(metadata: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !VOLATILE.has(key)));
}

export function isText(value: unknown): value is Text {
  return typeof value === "string" ||
    Array.isArray(value) && value.every((line) => typeof line === "string");
}

function splitLines(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== "");
}

/** For JSON.stringify: objects with their keys in order. */
function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}

/**
 * Writes the outputs of an executed copy into the notebook it was made from, and changes nothing else.
 *
 * @throws JupyterError when the notebook has changed since the copy was executed
 */
export async function refreshNotebook(path: string, executed: string): Promise<void> {
  const notebook = await readNotebook(path);
  const copy = await readNotebook(executed);
  const cells = notebook.cells.map((cell, index): Cell => {
    const run = copy.cells[index];
    if (!run || !sameCell(cell, run) || notebook.cells.length !== copy.cells.length) {
      throw new JupyterError(
        `Cannot refresh ${path}: ${executed} was executed from another version, ` +
          `cell ${index + 1} differs; execute the notebook again`,
      );
    }
    if (cell.cell_type !== "code") return cell;
    return { ...cell, outputs: run.outputs ?? [], execution_count: run.execution_count ?? null };
  });
  await writeNotebook(path, { ...notebook, cells });
}

const sameCell = (a: Cell, b: Cell) =>
  a.cell_type === b.cell_type && joinText(a.source) === joinText(b.source);

/** Throws a JupyterError unless a file is a {@link trackedForm} in which every cell has an id. */
export async function requireTrackedForm(path: string): Promise<void> {
  const notebook = await readNotebook(path);
  const nameless = notebook.cells.findIndex(({ id }) => id === undefined);
  if (nameless >= 0) {
    throw new JupyterError(
      `${path}: cell ${nameless + 1} has no id; open and save it in JupyterLab`,
    );
  }
  if (await Deno.readTextFile(path) !== trackedForm(notebook)) {
    throw new JupyterError(
      `${path} holds metadata of a run or an editor, or is laid out otherwise than Jupyter does; ` +
        "run `deno task notebooks:refresh`",
    );
  }
}

/** The code of a notebook as one module, and for each line its cell and its line there, both from 1. */
export function notebookModule({ cells }: Notebook) {
  const lines = cells.flatMap(({ cell_type, source }, index) =>
    cell_type !== "code" ? [] : joinText(source).split("\n")
      .map((text, line) => ({ text, origin: { cell: index + 1, line: line + 1 } }))
  );
  // Without imports and exports it would be a script, in which await is an error.
  const source = [...lines.map(({ text }) => text), "export {};", ""].join("\n");
  return { source, origins: lines.map(({ origin }) => origin) };
}

interface CheckedModule extends ReturnType<typeof notebookModule> {
  /** Path of the notebook, and of the module beside it. */
  readonly path: string;
  readonly file: string;
}

/**
 * Checks the types of all code cells. Meanwhile a module lies beside each notebook, so that its imports lead
 * to the same files.
 *
 * @throws JupyterError with every error by notebook, cell and line
 */
export async function typecheckNotebooks(
  notebooks: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  if (notebooks.length === 0) return;
  const modules = await Promise.all(notebooks.map(async (path): Promise<CheckedModule> => ({
    path,
    file: join(dirname(path), `.${basename(path, ".ipynb")}.check.ts`),
    ...notebookModule(await readNotebook(path)),
  })));
  try {
    for (const { file, source } of modules) await Deno.writeTextFile(file, source);
    const { code, stderr } = await runProcess(Deno.execPath(), {
      args: ["check", "--quiet", ...modules.map(({ file }) => file)],
      cwd: dirname(notebooks[0]!),
      env: { NO_COLOR: "1" },
      signal,
    });
    if (code !== 0) throw new JupyterError(locate(stderr, modules));
  } finally {
    for (const { file } of modules) await Deno.remove(file).catch(() => {});
  }
}

/** Error messages with the places in notebooks instead of those in modules. */
function locate(errors: string, modules: readonly CheckedModule[]): string {
  const byUrl = new Map(modules.map((module) => [pathToFileURL(module.file).href, module]));
  // Advice of Deno on its own call follows the errors.
  return errors.replace(/\n+error: Type checking failed[\s\S]*$/, "").trim()
    .replace(/(file:\S+):(\d+):(\d+)/g, (text, url, line, column) => {
      const { path, origins } = byUrl.get(url) ?? {};
      const origin = origins?.[Number(line) - 1];
      if (origin === undefined) return text;
      return `${path}, cell ${origin.cell}, line ${origin.line}, column ${column}`;
    });
}
