/**
 * How Jupyter starts the Deno kernel.
 * @module
 */
import { join } from "node:path";
import { atomicWrite } from "../system/files/atomic_write.ts";
import type { OperatingSystem } from "./platform.ts";

/** The name that notebooks and Jupyter call the kernel by. */
export const KERNEL_NAME = "deno";

/** Starts the kernel that is the first argument, with the connection file that is the second. */
const IGNORING_SIGINT = `trap '' INT; exec "$0" jupyter --kernel --conn "$1"`;

/**
 * The kernelspec for a Deno executable.
 *
 * An interrupt is sent as SIGINT, and SIGINT is ignored until `interruptSignal()` of `lib/notebook`
 * listens to it. The two other ways lose the kernel: SIGINT ends a Deno that neither ignores nor
 * handles it, and with `"interrupt_mode": "message"` Deno 2.9 stops a plain busy loop, but a cell
 * that awaits something never ends and no later cell runs.
 *
 * Windows has no SIGINT for one process and no `/bin/sh`: there Jupyter's interrupt does nothing.
 */
export function kernelspec(
  deno: string,
  os: OperatingSystem = Deno.build.os,
): Record<string, unknown> {
  return {
    argv: os === "windows"
      ? [deno, "jupyter", "--kernel", "--conn", "{connection_file}"]
      : ["/bin/sh", "-c", IGNORING_SIGINT, deno, "{connection_file}"],
    display_name: "Deno",
    interrupt_mode: "signal",
    language: "typescript",
  };
}

/** Writes the kernelspec of the Deno in use into an environment, unless it is there already. */
export async function installKernelspec(
  venv: string,
  { deno = Deno.execPath(), os }: {
    readonly deno?: string;
    readonly os?: OperatingSystem | undefined;
  } = {},
): Promise<void> {
  const path = join(venv, "share/jupyter/kernels", KERNEL_NAME, "kernel.json");
  const text = JSON.stringify(kernelspec(deno, os), null, 2) + "\n";
  if (await Deno.readTextFile(path).catch(() => "") !== text) await atomicWrite(path, text);
}
