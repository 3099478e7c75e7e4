/** Snakemake for tests of workflows, in an environment of its own. */
import { fileURLToPath } from "node:url";
import { ensurePackages } from "../../lib/reports/jupyter/setup.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The Python of the environment, beside which `snakemake` lies; it is made first where it is missing. */
export function snakemake(): Promise<string> {
  return ensurePackages({
    name: "Snakemake",
    venv: path(".venv"),
    requirements: path("../../sweeps/requirements.txt"),
  });
}
