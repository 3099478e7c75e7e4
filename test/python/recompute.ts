/**
 * Recomputes the numbers behind the verdicts of the last run in Python, from its tables alone.
 *
 *     deno task test:recompute [FOLDER]
 *
 * FOLDER has `layers.csv`, `subnetworks.csv` and `claims.csv`; default: the tables of the reports.
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { reportsFolder } from "../../lib/system/files/folders.ts";
import { runProcess } from "../../lib/reports/jupyter/process.ts";
import { testPython } from "./_environment.ts";

const PROGRAM = fileURLToPath(new URL("../reference/recompute_claims.py", import.meta.url));

/** What the program says about a folder of tables. */
export function recompute(python: string, folder: string) {
  return runProcess(python, { args: [PROGRAM, folder] });
}

if (import.meta.main) {
  const python = await testPython();
  const [folder = join(reportsFolder(), "tables")] = Deno.args;
  if (python === undefined) Deno.exit(1);
  const { code, stdout, stderr } = await recompute(python, folder);
  console.log(stdout + stderr);
  Deno.exit(code);
}
