/**
 * JupyterLab's defaults in the project's environment.
 * @module
 */
import { join } from "node:path";
import { atomicWrite } from "../system/files/atomic_write.ts";

/** Settings unless the user chooses otherwise: no question about news from outside. */
const DEFAULTS = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false" },
};

/** Writes the defaults into an environment, unless they are there already. */
export async function installLabDefaults(venv: string): Promise<void> {
  const path = join(venv, "share/jupyter/lab/settings/overrides.json");
  const text = JSON.stringify(DEFAULTS, null, 2) + "\n";
  if (await Deno.readTextFile(path).catch(() => "") !== text) await atomicWrite(path, text);
}
