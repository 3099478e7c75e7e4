/**
 * `lab`: JupyterLab on the notebooks.
 * @module
 */
import { ensureEnvironment, JupyterError, runLab } from "../jupyter/mod.ts";

/** Opens JupyterLab; all arguments are its own, e.g. `--no-browser`. */
export async function lab(args: string[], signal: AbortSignal): Promise<void> {
  const status = await runLab(await ensureEnvironment({ signal }), args);
  if (status !== 0) throw new JupyterError(`JupyterLab ended with status ${status}`);
}
