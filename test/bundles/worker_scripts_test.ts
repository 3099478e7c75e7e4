/** Programs in which scripts of workers are no files have all that their workers run. */
import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { dirname, join, relative } from "node:path";
import { permitted } from "../permitted.ts";
import { importedFiles, LIB, modulesIn } from "../sources.ts";

/** Modules of the folder that are programs of their own, not parts of the page. */
const NOT_IN_PAGE = ["build.ts", "open.ts", "page_file.ts"];

/** All modules that a module loads. */
async function reach(path: string, found = new Set<string>()): Promise<Set<string>> {
  if (found.has(path)) return found;
  found.add(path);
  for (const file of await importedFiles(path)) await reach(file, found);
  return found;
}

/** The worker scripts that the modules name, but for examples in comments. */
async function workersOf(modules: Iterable<string>): Promise<string[]> {
  const found: string[] = [];
  for (const module of modules) {
    const source = await Deno.readTextFile(module);
    for (
      const [, path] of source.matchAll(/^(?! *\*).*new URL\("([^"]+)", import\.meta\.url\)/gm)
    ) {
      if (/\.ts$/.test(path!)) found.push(relative(LIB, join(dirname(module), path!)));
    }
  }
  return [...new Set(found)].sort();
}

/** The scripts in a list of them, each under the name of its file. */
async function scriptsOf(module: string): Promise<string[]> {
  const source = await Deno.readTextFile(module);
  return [...source.matchAll(/"([\w]+\.ts)": \(\) => import\("([^"]+)"\)/g)]
    .map(([, name, path]) => {
      const script = relative(LIB, join(dirname(module), path!));
      deepEqual(script.split("/").at(-1), name);
      return script;
    });
}

const SHARED = join(LIB, "bundles", "worker_scripts.ts");

Deno.test(
  "every worker that an analysis can start is a script of the page",
  permitted,
  async () => {
    const folder = join(LIB, "explorer");
    const own = new Set<string>();
    for await (const module of modulesIn(folder)) {
      if (!NOT_IN_PAGE.includes(relative(folder, module))) await reach(module, own);
    }
    const scripts = [...await scriptsOf(join(folder, "entry.ts")), ...await scriptsOf(SHARED)];
    deepEqual(scripts.sort(), await workersOf(own));
  },
);

Deno.test(
  "every worker that an analysis can start is a script of the npm package",
  permitted,
  async () => {
    const modules = await reach(join(LIB, "npm", "mod.ts"));
    deepEqual((await scriptsOf(SHARED)).sort(), await workersOf(modules));
  },
);
