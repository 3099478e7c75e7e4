/** Bundles for browsers, made and run. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { denoOutput } from "../processes.ts";
import { LIB, ROOT } from "../sources.ts";

/** What no browser has, as it would stand in a bundle. */
const ABSENT = /\bDeno\b|["'`]node:|\bprocess\./g;

const deno = (...args: string[]) => denoOutput(args, { cwd: ROOT });

/** A module of the library, as an entry imports it. */
export const moduleOf = (path: string): string => pathToFileURL(join(LIB, path)).href;

/** Bundles a module for browsers into a folder. Returns what the bundle has of {@link ABSENT}. */
export async function bundle(folder: string, source: string): Promise<string[]> {
  const [entry, bundled] = [join(folder, "entry.ts"), join(folder, "bundle.js")];
  await Deno.writeTextFile(entry, source);
  await deno("bundle", "--quiet", "--platform", "browser", "--output", bundled, entry);
  return [...new Set((await Deno.readTextFile(bundled)).match(ABSENT))];
}

/** The default export of a bundle, which is JSON, from a process without Deno's and Node's globals. */
export async function runBundle(folder: string): Promise<unknown> {
  const start = join(folder, "start.js");
  await Deno.writeTextFile(
    start,
    `for (const name of ["Deno", "Buffer", "process", "global"]) delete globalThis[name];
    const { default: result } = await import("./bundle.js");
    console.log(JSON.stringify(result));`,
  );
  return JSON.parse(await deno("run", "--no-config", "--no-prompt", start));
}
