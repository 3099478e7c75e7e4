/**
 * Outputs of tracked notebooks.
 * @module
 */
import { NotebookFileError } from "./errors.ts";
import {
  type Cell,
  joinText,
  type Notebook,
  readNotebook,
  trackedForm,
  writeNotebook,
} from "./notebook_file.ts";

/**
 * Writes the outputs of an executed copy into the notebook it was made from. Nothing else of the
 * notebook changes, so that a diff shows what the outputs changed.
 *
 * @throws NotebookFileError when either is no notebook, or the notebook has changed since the copy
 * was executed
 */
export async function refreshNotebook(path: string, executed: string): Promise<void> {
  const notebook = await readNotebook(path);
  const copy = await readNotebook(executed);
  await writeNotebook(path, withOutputs(notebook, copy, path, executed));
}

function withOutputs(notebook: Notebook, copy: Notebook, path: string, executed: string): Notebook {
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
  return { ...notebook, cells };
}

const sameCell = (a: Cell, b: Cell) =>
  a.cell_type === b.cell_type && joinText(a.source) === joinText(b.source);

/**
 * Checks that a notebook is in the form in which it is tracked: nothing volatile in its metadata,
 * and every cell has an id.
 *
 * @throws NotebookFileError otherwise
 */
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
