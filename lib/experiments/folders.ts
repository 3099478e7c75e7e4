/**
 * Where inputs and results lie.
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder of `mnist/` and `runs/`: `MULTIPLET_DATA` where it is set, else `data/` beside this
 * library's checkout; below the current folder when the library was not loaded from files.
 */
export function dataFolder(): string {
  return Deno.env.get("MULTIPLET_DATA") || besideLibrary("data");
}

/**
 * The folder of figures and reports: `MULTIPLET_REPORTS` where it is set, else `reports/` beside this
 * library's checkout, as {@link dataFolder}.
 */
export function reportsFolder(): string {
  return Deno.env.get("MULTIPLET_REPORTS") || besideLibrary("reports");
}

function besideLibrary(name: string): string {
  const here = new URL(`../../${name}`, import.meta.url);
  return here.protocol === "file:" ? fileURLToPath(here) : join(Deno.cwd(), name);
}

/** The folder of the results: `runs/` in {@link dataFolder}. */
export function runsFolder(): string {
  return join(dataFolder(), "runs");
}
