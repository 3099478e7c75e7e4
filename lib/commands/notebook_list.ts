/**
 * Which notebooks there are.
 * @module
 */
import { join } from "node:path";
import { project } from "../jupyter/mod.ts";

/** Paths of the project's notebooks, in the order of their names. */
export async function listNotebooks(): Promise<string[]> {
  const folder = project().notebooks;
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  return names.filter((name) => name.endsWith(".ipynb")).sort().map((name) => join(folder, name));
}
