/**
 * `refresh`: what is tracked by git and made from results: the outputs of the notebooks, the verdicts in
 * the README and in `docs/verdicts.md`, the README's pictures.
 * @module
 */
import { join } from "node:path";
import { reportsFolder } from "../experiments/mod.ts";
import { atomicWrite } from "../system/files/atomic_write.ts";
import { ensureEnvironment, project, refreshNotebook } from "../jupyter/mod.ts";
import { runAll } from "./all_experiments.ts";
import { listNotebooks } from "./notebook_list.ts";
import { CONFIG_OPTIONS, parseOptions } from "./options.ts";
import { executeAll } from "./report.ts";
import { requireVerdictMarks, writeVerdictGuides } from "./verdict_guides.ts";

/** Figures that the README shows. */
const PICTURES = ["figure-1.svg", "figure-2.svg"];

/** Runs the experiments, executes every notebook and writes what came of it into the checkout. */
export async function refresh(args: string[], signal: AbortSignal): Promise<void> {
  const choice = parseOptions(args, CONFIG_OPTIONS);
  const { root } = project();
  await requireVerdictMarks(root);
  const results = await runAll(choice, signal);
  const copies = await executeAll(await ensureEnvironment({ signal }), choice, signal);
  const notebooks = await listNotebooks();
  for (const [at, notebook] of notebooks.entries()) await refreshNotebook(notebook, copies[at]!);

  for (const name of PICTURES) {
    const picture = await Deno.readTextFile(join(reportsFolder(), "figures", name));
    await atomicWrite(join(root, "assets", name), picture);
  }
  await writeVerdictGuides(root, results);
}
