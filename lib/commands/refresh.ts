/**
 * `refresh`: what is tracked by git and made from results: the outputs of the notebooks, the README's
 * verdicts and its pictures.
 * @module
 */
import { join } from "node:path";
import { currentEnvironment } from "../artifacts/mod.ts";
import { allVerdicts, reportsFolder } from "../experiments/mod.ts";
import { atomicWrite } from "../files/atomic_write.ts";
import { ensureEnvironment, project, refreshNotebook } from "../jupyter/mod.ts";
import { verdictsMarkdown } from "../verdicts/mod.ts";
import { runAll } from "./all_experiments.ts";
import { listNotebooks } from "./notebook_list.ts";
import { CONFIG_OPTIONS, parseOptions } from "./options.ts";
import { withVerdicts } from "./readme_block.ts";
import { executeAll } from "./report.ts";

/** Figures that the README shows. */
const PICTURES = ["figure-1.svg", "figure-2.svg"];

/** Runs the experiments, executes every notebook and writes what came of it into the checkout. */
export async function refresh(args: string[], signal: AbortSignal): Promise<void> {
  const choice = parseOptions(args, CONFIG_OPTIONS);
  const { config, ...results } = await runAll(choice, signal);
  const copies = await executeAll(await ensureEnvironment({ signal }), choice, signal);
  const notebooks = await listNotebooks();
  for (const [at, notebook] of notebooks.entries()) await refreshNotebook(notebook, copies[at]!);

  const { root } = project();
  for (const name of PICTURES) {
    const picture = await Deno.readTextFile(join(reportsFolder(), "figures", name));
    await atomicWrite(join(root, "assets", name), picture);
  }
  const readme = join(root, "README.md");
  const { deno, os, cpu, cores } = currentEnvironment();
  const block =
    `Preset \`${config.preset}\`, seed ${config.seed}; written by Deno ${deno} on ${os}, ` +
    `${cpu}, ${cores} cores.\n\n${verdictsMarkdown(allVerdicts(results))}`;
  await atomicWrite(readme, withVerdicts(await Deno.readTextFile(readme), block));
}
