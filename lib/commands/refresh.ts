/**
 * `refresh`: the outputs of the tracked notebooks, made anew. The only command that writes into
 * `notebooks/`.
 * @module
 */
import { ensureEnvironment, refreshNotebook } from "../jupyter/mod.ts";
import { listNotebooks } from "./notebook_list.ts";
import { CONFIG_OPTIONS, configFromOptions, parseOptions } from "./options.ts";
import { executeAll } from "./report.ts";

/** Executes every notebook and writes its outputs back. */
export async function refresh(args: string[], signal: AbortSignal): Promise<void> {
  const choice = parseOptions(args, CONFIG_OPTIONS);
  configFromOptions(choice);
  const copies = await executeAll(await ensureEnvironment({ signal }), choice, signal);
  const notebooks = await listNotebooks();
  for (const [at, notebook] of notebooks.entries()) await refreshNotebook(notebook, copies[at]!);
}
