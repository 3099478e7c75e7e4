/**
 * Type checks of the cells of notebooks, which the kernel runs unchecked.
 * @module
 */
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { joinText, type Notebook, readNotebook } from "./notebook_file.ts";
import { runProcess } from "./process.ts";
import { JupyterError } from "./versions.ts";

/** Cells of notebooks have type errors. */
export class TypecheckError extends JupyterError {
  override readonly name = "TypecheckError";
}

/** The code of a notebook as one module. */
interface NotebookModule {
  readonly source: string;
  /** By line of the module, from 0: which cell it comes from, and which line of that; from 1. */
  readonly origins: readonly { readonly cell: number; readonly line: number }[];
}

/** Joins the code cells of a notebook, in order. */
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
 * Checks the types of all code cells. A module is written beside each notebook meanwhile, where its
 * imports mean what they mean in the notebook.
 *
 * @param notebooks paths
 * @throws NotebookFileError when a file is no notebook; TypecheckError with every error by
 * notebook, cell and line
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

/** Replaces the places in modules by the places in notebooks that they come from. */
function locate(
  errors: string,
  modules: readonly (NotebookModule & { readonly path: string; readonly file: string })[],
): string {
  // What follows the errors is for whoever calls deno.
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
