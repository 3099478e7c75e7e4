/**
 * The folders of inputs and results, which `MULTIPLET_DATA` and `MULTIPLET_REPORTS` can move. Entries of data
 * sets define the variables of single sets.
 */
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder of the data sets, such as `mnist/`, and of `runs/`: `MULTIPLET_DATA` where it is set, else `data/` beside this
 * library's checkout; below the current folder when the library was not loaded from files. Absolute.
 */
export function dataFolder(): string {
  return resolve(Deno.env.get("MULTIPLET_DATA") || besideLibrary("data"));
}

/**
 * The folder of executed notebooks, figures and reports: `MULTIPLET_REPORTS` where it is set, else
 * `reports/` beside this library's checkout, as {@link dataFolder}. Absolute.
 */
export function reportsFolder(): string {
  return resolve(Deno.env.get("MULTIPLET_REPORTS") || besideLibrary("reports"));
}

/** The folder of the results: `runs/` in {@link dataFolder}. */
export function runsFolder(): string {
  return join(dataFolder(), "runs");
}

/**
 * The variables of folders that are set, and `own` ones, as absolute paths: what a process with another
 * current folder needs, such as a Jupyter kernel, to mean the same folders.
 */
export function folderVariables(
  own: readonly string[],
  environment: { get(name: string): string | undefined } = Deno.env,
): Record<string, string> {
  return Object.fromEntries(
    [...own, "MULTIPLET_DATA", "MULTIPLET_REPORTS"].flatMap((name) => {
      const value = environment.get(name);
      return value ? [[name, resolve(value)]] : [];
    }),
  );
}

function besideLibrary(name: string): string {
  const here = new URL(`../../../${name}`, import.meta.url);
  return here.protocol === "file:" ? fileURLToPath(here) : join(Deno.cwd(), name);
}
