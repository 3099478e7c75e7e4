/**
 * Notebook files: reading, writing, the form in which they are tracked, the refreshing of their outputs, and
 * type checks of their cells, which the kernel runs unchecked.
 */
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { atomicWrite } from "../../system/files/atomic_write.ts";
import { JupyterError, runProcess } from "./process.ts";

/** Error: a notebook file cannot be read, or does not have the form of this project's notebooks. */
export class NotebookFileError extends JupyterError {
  override readonly name = "NotebookFileError";
}

/** Text in notebook files: one string, or a list of lines. */
type Text = string | readonly string[];

export interface CellOutput {
  readonly output_type: "display_data" | "execute_result" | "stream" | "error";
  /** By MIME type, of displays and results. */
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

/** @throws NotebookFileError for a missing file, invalid JSON and another format than 4 */
export async function readNotebook(path: string): Promise<Notebook> {
  let notebook: Partial<Notebook>;
  try {
    notebook = JSON.parse(await Deno.readTextFile(path));
  } catch (cause) {
    const reason = cause instanceof Deno.errors.NotFound
      ? "there is no such file"
      : `it is not JSON (${cause instanceof Error ? cause.message : cause})`;
    throw new NotebookFileError(`Cannot read the notebook ${path}: ${reason}`, { cause });
  }
  if (notebook.nbformat !== 4 || !Array.isArray(notebook.cells)) {
    throw new NotebookFileError(
      `Cannot read the notebook ${path}: it has format ${notebook.nbformat}, needed is format 4`,
    );
  }
  return { nbformat_minor: 5, metadata: {}, ...notebook } as Notebook;
}

/** Writes a notebook in its {@link trackedForm}. */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  await atomicWrite(path, trackedForm(notebook));
}

/** Keys of metadata that differ between runs or windows of JupyterLab. */
const VOLATILE = new Set(["execution", "collapsed", "scrolled", "transient", "widgets"]);

/**
 * The text of a notebook for version control: layout and order of keys as in Jupyter's own files, with ids,
 * without keys that change from run to run.
 */
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
  const sorted = sortKeys({ ...notebook, metadata: stable(notebook.metadata), cells });
  return JSON.stringify(sorted, null, 1) + "\n";
}

function trackedOutput({ data, text, metadata, transient: _, ...rest }: CellOutput) {
  const inLines = (value: unknown) => isText(value) ? splitLines(joinText(value)) : value;
  const formats = Object.entries(data ?? {}).map(([type, value]) => [type, inLines(value)]);
  return {
    ...rest,
    ...(text !== undefined && { text: inLines(text) }),
    ...(data && { metadata: metadata ?? {}, data: Object.fromEntries(formats) }),
  };
}

function stable(metadata: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !VOLATILE.has(key)));
}

export function isText(value: unknown): value is Text {
  return typeof value === "string" ||
    Array.isArray(value) && value.every((line) => typeof line === "string");
}

/** Splits after every line feed, which stays with its line. */
function splitLines(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== "");
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(sorted.map(([key, inner]) => [key, sortKeys(inner)]));
}

/**
 * Writes the outputs of an executed copy into the notebook it was made from, and changes nothing else.
 *
 * @throws NotebookFileError when the notebook has changed since the copy was executed
 */
export async function refreshNotebook(path: string, executed: string): Promise<void> {
  const notebook = await readNotebook(path);
  const copy = await readNotebook(executed);
  const cells = notebook.cells.map((cell, index): Cell => {
    const run = copy.cells[index];
    if (!run || !sameCell(cell, run) || notebook.cells.length !== copy.cells.length) {
      throw new NotebookFileError(
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

/** Throws a NotebookFileError unless a file is a {@link trackedForm} in which every cell has an id. */
export async function requireTrackedForm(path: string): Promise<void> {
  const notebook = await readNotebook(path);
  const nameless = notebook.cells.findIndex(({ id }) => id === undefined);
  if (nameless >= 0) {
    throw new NotebookFileError(
      `${path}: cell ${nameless + 1} has no id; open and save it in JupyterLab`,
    );
  }
  if (await Deno.readTextFile(path) !== trackedForm(notebook)) {
    throw new NotebookFileError(
      `${path} holds metadata of a run or an editor, or is laid out otherwise than Jupyter does; ` +
        "run `deno task notebooks:refresh`",
    );
  }
}

export class TypecheckError extends JupyterError {
  override readonly name = "TypecheckError";
}

/** The code of a notebook as one module. */
interface NotebookModule {
  readonly source: string;
  /** For each line of the module: the cell and the line in it, both from 1. */
  readonly origins: readonly { readonly cell: number; readonly line: number }[];
}

export function notebookModule({ cells }: Notebook): NotebookModule {
  const lines: string[] = [];
  const origins: { cell: number; line: number }[] = [];
  cells.forEach(({ cell_type, source }, index) => {
    if (cell_type !== "code") return;
    joinText(source).split("\n").forEach((text, line) => {
      lines.push(text);
      origins.push({ cell: index + 1, line: line + 1 });
    });
  });
  // Without imports and exports it would be a script, in which await is an error.
  return { source: [...lines, "export {};", ""].join("\n"), origins };
}

/**
 * Checks the types of all code cells. During the check, a module lies in the folder of each notebook, so that
 * relative imports are resolved as in the notebook.
 *
 * @throws TypecheckError with every error by notebook, cell and line
 */
export async function typecheckNotebooks(
  notebooks: readonly string[],
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  if (notebooks.length === 0) return;
  const modules = await Promise.all(notebooks.map(async (path) => ({
    path,
    file: join(dirname(path), `.${basename(path, ".ipynb")}.check.ts`),
    ...notebookModule(await readNotebook(path)),
  })));
  try {
    for (const { file, source } of modules) await Deno.writeTextFile(file, source);
    const { code, stderr } = await runProcess(Deno.execPath(), {
      args: ["check", "--quiet", ...modules.map(({ file }) => file)],
      cwd: dirname(modules[0]!.file),
      env: { NO_COLOR: "1" },
      signal: options.signal,
    });
    if (code !== 0) throw new TypecheckError(locate(stderr, modules));
  } finally {
    for (const { file } of modules) await Deno.remove(file).catch(() => {});
  }
}

/** Replaces positions in modules by the corresponding positions in notebooks. */
function locate(
  errors: string,
  modules: readonly (NotebookModule & { readonly path: string; readonly file: string })[],
): string {
  // The text after the errors is about the command deno check.
  let located = errors.replace(/\n+error: Type checking failed[\s\S]*$/, "").trim();
  for (const { path, file, origins } of modules) {
    const url = pathToFileURL(file).href.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    located = located.replace(new RegExp(`${url}:(\\d+):(\\d+)`, "g"), (_, line, column) => {
      const origin = origins[Number(line) - 1]!;
      return `${path}, cell ${origin.cell}, line ${origin.line}, column ${column}`;
    });
  }
  return located;
}
