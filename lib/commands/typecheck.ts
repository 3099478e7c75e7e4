/**
 * `typecheck`: the cells of the notebooks, which neither the kernel nor `deno check` checks.
 * @module
 */
import { requireTrackedForm, typecheckNotebooks } from "../jupyter/mod.ts";
import { listNotebooks } from "./notebook_list.ts";
import { parseOptions } from "./options.ts";

/** Checks the types of all cells, and that the files hold nothing that changes from run to run. */
export async function typecheck(args: string[], signal: AbortSignal): Promise<void> {
  parseOptions(args, {});
  const notebooks = await listNotebooks();
  await typecheckNotebooks(notebooks, { signal });
  for (const notebook of notebooks) await requireTrackedForm(notebook);
}
