/**
 * The Python environment with Jupyter in it.
 * @module
 */
import { join } from "node:path";
import { datasetVariables } from "../data/catalogue.ts";
import { folderVariables } from "../system/files/folders.ts";
import { installKernelspec } from "./kernelspec.ts";
import { installLabDefaults } from "./lab_defaults.ts";
import { type Project, project } from "./project.ts";
import { ensurePackages, type SetupOptions } from "./python_packages.ts";
import { requireDeno } from "./versions.ts";

/** A Python environment that is ready to run the project's notebooks. */
export interface JupyterEnvironment {
  readonly project: Project;
  /** The environment's interpreter. */
  readonly python: string;
  /** Variables for everything that is started in it. */
  readonly variables: Readonly<Record<string, string>>;
}

/** What the environment is made for, and how to watch and stop that. */
export interface EnvironmentOptions extends SetupOptions {
  /** Default: the checkout that this library belongs to. */
  readonly project?: Project;
}

/**
 * Makes `.venv` with the packages of `requirements.txt` and the kernelspec of the Deno in use. What
 * is there already and up to date is kept: then this takes a fraction of a second.
 *
 * @throws SetupError for a too old Deno, and as {@link ensurePackages}
 */
export async function ensureEnvironment(
  { project: paths = project(), ...options }: EnvironmentOptions = {},
): Promise<JupyterEnvironment> {
  requireDeno();
  const { venv, requirements } = paths;
  const python = await ensurePackages({ name: "Jupyter", venv, requirements }, {
    ...options,
    finish: async () => {
      await installKernelspec(venv, { os: options.os });
      await installLabDefaults(venv);
    },
  });
  return {
    project: paths,
    python,
    variables: {
      JUPYTER_PATH: join(venv, "share/jupyter"),
      JUPYTER_PREFER_ENV_PATH: "1",
      JUPYTER_PLATFORM_DIRS: "1",
      ...folderVariables(datasetVariables()),
    },
  };
}
