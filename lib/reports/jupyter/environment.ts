/** The project, its Python environment with Jupyter in it, and JupyterLab. */
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { datasetVariables } from "../../data/catalogue.ts";
import { atomicWrite } from "../../system/files/atomic_write.ts";
import { folderVariables, reportsFolder } from "../../system/files/folders.ts";
import { requireDeno, SetupError } from "./process.ts";
import { ensurePackages, type OperatingSystem, platform, type SetupOptions } from "./setup.ts";

/** Absolute paths of the project at `root`; default: this file's checkout. */
export function project(root: string = checkout()) {
  return {
    root,
    requirements: join(root, "requirements.txt"),
    venv: join(root, ".venv"),
    notebooks: join(root, "notebooks"),
    /** Executed copies, figures and reports; does not depend on the root. */
    reports: reportsFolder(),
  };
}

type Project = Readonly<ReturnType<typeof project>>;

function checkout(): string {
  const root = new URL("../../..", import.meta.url);
  if (root.protocol !== "file:") {
    throw new SetupError(
      `Notebooks run from a checkout of the project, not from ${root.origin}; ` +
        "clone the repository and run the command there",
    );
  }
  return fileURLToPath(root).replace(/[\\/]$/, "");
}

/** A Python environment that is ready to run the project's notebooks. */
export interface JupyterEnvironment {
  readonly project: Project;
  readonly python: string;
  /** Environment variables for all programs that are started in it. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Makes `.venv` with the packages of `requirements.txt` and the kernelspec of the Deno in use; takes a fraction
 * of a second when all is up to date.
 *
 * @throws SetupError for a too old Deno, and as {@link ensurePackages}
 */
export async function ensureEnvironment(
  { project: paths = project(), ...options }: SetupOptions & { readonly project?: Project } = {},
): Promise<JupyterEnvironment> {
  requireDeno();
  const { venv, requirements } = paths;
  const python = await ensurePackages({ name: "Jupyter", venv, requirements }, {
    ...options,
    finish: () => installSettings(venv, options.os),
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

const KERNEL_NAME = "deno";

/** Starts the kernel that is the first argument, with the connection file that is the second. */
const IGNORING_SIGINT = `trap '' INT; exec "$0" jupyter --kernel --conn "$1"`;

/**
 * The kernelspec of the Deno in use.
 *
 * An interrupt is sent as SIGINT, and SIGINT is ignored until `interruptSignal()` of `notebook/show.ts`
 * listens to it. The two other ways lose the kernel: SIGINT ends a Deno that neither ignores nor
 * handles it, and with `"interrupt_mode": "message"` Deno 2.9 stops a plain busy loop, but a cell
 * that awaits something never ends and no later cell runs.
 *
 * Windows has no SIGINT for one process and no `/bin/sh`: there Jupyter's interrupt does nothing.
 */
function kernelspec(os: OperatingSystem = Deno.build.os): Record<string, unknown> {
  const deno = Deno.execPath();
  return {
    argv: os === "windows"
      ? [deno, "jupyter", "--kernel", "--conn", "{connection_file}"]
      : ["/bin/sh", "-c", IGNORING_SIGINT, deno, "{connection_file}"],
    display_name: "Deno",
    interrupt_mode: "signal",
    language: "typescript",
  };
}

/** Writes the kernelspec and JupyterLab's default settings into an environment, unless they are there. */
async function installSettings(venv: string, os: OperatingSystem | undefined): Promise<void> {
  const settings = {
    [`kernels/${KERNEL_NAME}/kernel.json`]: kernelspec(os),
    // No question about news from the internet, unless the user chooses otherwise.
    "lab/settings/overrides.json": {
      "@jupyterlab/apputils-extension:notification": { fetchNews: "false" },
    },
  };
  for (const [name, value] of Object.entries(settings)) {
    const path = join(venv, "share/jupyter", name);
    const text = JSON.stringify(value, null, 2) + "\n";
    if (await Deno.readTextFile(path).catch(() => "") !== text) await atomicWrite(path, text);
  }
}

/** Arguments of JupyterLab: it shows the project and its kernel, and connects to nothing outside. */
export function labArguments({ project }: JupyterEnvironment): string[] {
  return [
    ...["-I", "-m", "jupyterlab"],
    `--ServerApp.root_dir=${project.root}`,
    `--LabApp.default_url=/lab/tree/${relative(project.root, project.notebooks)}`,
    `--KernelSpecManager.allowed_kernelspecs=${KERNEL_NAME}`,
    "--KernelSpecManager.ensure_native_kernel=False",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    // Containers run as root, which Jupyter refuses otherwise.
    ...(Deno.uid() === 0 ? ["--allow-root"] : []),
  ];
}

/**
 * Runs JupyterLab in the terminal until it is stopped there, and returns its exit status. Interrupts reach
 * JupyterLab by themselves, and it asks before it stops; ending this process ends JupyterLab.
 */
export async function runLab(
  environment: JupyterEnvironment,
  args: readonly string[] = [],
): Promise<number> {
  const child = new Deno.Command(environment.python, {
    args: [...labArguments(environment), ...args],
    cwd: environment.project.root,
    env: { ...environment.variables },
  }).spawn();
  const listeners = [
    ["SIGINT", () => {}],
    [platform().endSignal, () => child.kill("SIGTERM")],
  ] as const;
  for (const [signal, listener] of listeners) Deno.addSignalListener(signal, listener);
  try {
    return (await child.status).code;
  } finally {
    for (const [signal, listener] of listeners) Deno.removeSignalListener(signal, listener);
  }
}
