/**
 * What can go wrong around notebooks.
 * @module
 */

/** Something about Jupyter or a notebook failed; subclasses say what. */
export class JupyterError extends Error {
  override readonly name: string = "JupyterError";
}

/** Python, Deno, the network or `.venv` is not as needed; the message says how to mend it. */
export class SetupError extends JupyterError {
  override readonly name = "SetupError";
}

/** A notebook file cannot be read, or is not a notebook of this project's kind. */
export class NotebookFileError extends JupyterError {
  override readonly name = "NotebookFileError";
}

/** A cell failed, or the kernel did. */
export class ExecutionError extends JupyterError {
  override readonly name = "ExecutionError";
}

/** A notebook ran, but does not show what its cells declare. */
export class OutputError extends JupyterError {
  override readonly name = "OutputError";
}

/** A report could not be made. */
export class ReportError extends JupyterError {
  override readonly name = "ReportError";
}

/** Cells of notebooks have type errors. */
export class TypecheckError extends JupyterError {
  override readonly name = "TypecheckError";
}
