/**
 * JupyterLab on the project.
 * @module
 */
import { relative } from "node:path";
import { type JupyterEnvironment, KERNEL_NAME } from "./environment.ts";
import { endSignal } from "./python.ts";

/** Arguments under which JupyterLab shows the project and its kernel, and asks nobody outside. */
export function labArguments({ project }: JupyterEnvironment): string[] {
  return [
    "-I",
    "-m",
    "jupyterlab",
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
 * Runs JupyterLab in the terminal, until it is stopped there. Interrupts of the terminal reach
 * JupyterLab by themselves, and it asks before it stops; ending this process ends JupyterLab.
 *
 * @param args further arguments for JupyterLab, e.g. `["--no-browser", "--port=8899"]`
 * @returns its exit status
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
  const wait = () => {};
  const end = () => child.kill("SIGTERM");
  Deno.addSignalListener("SIGINT", wait);
  Deno.addSignalListener(endSignal(), end);
  try {
    return (await child.status).code;
  } finally {
    Deno.removeSignalListener("SIGINT", wait);
    Deno.removeSignalListener(endSignal(), end);
  }
}
