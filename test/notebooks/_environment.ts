/**
 * The real Jupyter environment, and the processes that it leaves.
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  ensureEnvironment,
  type JupyterEnvironment,
} from "../../lib/reports/jupyter/environment.ts";
import { runProcess } from "../../lib/reports/jupyter/process.ts";

/** Path of a notebook in `fixtures/`. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}.ipynb`, import.meta.url));
}

/** A temporary folder that removes itself. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempDir();
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** A temporary folder that all tests of a file share, in their order. */
export function sharedFolder(): { readonly path: string } {
  let path = "";
  Deno.test.beforeAll(async () => {
    path = await Deno.makeTempDir();
  });
  Deno.test.afterAll(() => Deno.remove(path, { recursive: true }));
  return {
    get path() {
      return path;
    },
  };
}

/** The project's environment, with reports going to `reports` instead. */
export async function environmentWith(reports: string): Promise<JupyterEnvironment> {
  const environment = await ensureEnvironment();
  return { ...environment, project: { ...environment.project, reports } };
}

/**
 * Command lines of running kernels whose connection file lies below `folder`: the value of `TMPDIR`
 * for a headless run, the settings folder for JupyterLab.
 */
export async function kernelsOf(folder: string): Promise<string[]> {
  const { stdout } = await runProcess("ps", { args: ["-A", "-o", "args="] });
  return stdout.split("\n").filter((line) =>
    line.includes("jupyter --kernel") && line.includes(join(folder, "/"))
  );
}
