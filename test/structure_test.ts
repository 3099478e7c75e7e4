/** The shape of the folders: none too long to read at once, and no file that is only a part of another. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { basename, dirname, join, normalize, relative } from "node:path";
import config from "../deno.json" with { type: "json" };
import { permitted } from "./permitted.ts";
import { filesIn, importedFiles, LIB, modulesIn, ROOT } from "./sources.ts";

/** Most files of one folder, without those of its subfolders. */
const MOST_FILES = 25;

for (const folder of ["lib", "test"]) {
  Deno.test(`no folder of ${folder} has more than ${MOST_FILES} files`, permitted, async () => {
    const counts = new Map<string, number>();
    for await (const path of filesIn(join(ROOT, folder))) {
      const own = relative(ROOT, dirname(path));
      counts.set(own, (counts.get(own) ?? 0) + 1);
    }
    deepEqual([...counts].filter(([, count]) => count > MOST_FILES), []);
  });
}

/** Files of fewer lines are short: they need a reason if one other file alone imports them. */
const SHORT = 40;

/**
 * Short files of lib that one other file of lib alone imports (`mod.ts` is such a file too), each with the
 * reason why it is not a part of that file.
 */
const REASONS: Readonly<Record<string, string>> = {
  "commands/local_files.ts": "the files of this machine, behind an interface that a page has too",
  "analysis/significance/null_worker.ts": "the script of workers",
  "explorer/dropped_files.ts": "the files of a page, behind an interface that a machine has too",
  "information/column_worker.ts": "the script of workers",
  "kernels/cross_products_code.ts": "written by deno task kernels:build",
  "kernels/swept_code.ts": "written by deno task kernels:build",
  "kernels/triples_code.ts": "written by deno task kernels:build",
  "npm/workers.ts": "imported for its effect by a module that only re-exports",
  "paper/layers/independent.ts": "a step, which workers import by the default export of its module",
  "reports/notebook/pages.ts": "all of notebook outputs that knows the page",
  "search/exhaustive_worker.ts": "the script of workers",
  "search/ladder/island_worker.ts": "the script of workers",
  "system/version.ts": "of the whole software, which more than the page will show",
  "statistics/hidden_environment.ts": "must run before the other imports of student.ts",
};

/** Most short files with a reason. */
const MOST_REASONS = 30;

/** For each module of lib, the modules of lib that import it; without those that become WebAssembly. */
async function importers(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for await (const path of modulesIn(LIB)) {
    if (path.includes("/kernels/assembly/")) continue;
    if (!found.has(path)) found.set(path, []);
    for (const file of new Set(await importedFiles(path))) {
      found.set(file, [...found.get(file) ?? [], path]);
    }
  }
  return found;
}

Deno.test("a short file that one other file alone imports has a reason", permitted, async () => {
  const found: string[] = [];
  for (const [path, { length }] of await importers()) {
    // A study beyond the paper is a folder with files of its own, however short.
    if (length !== 1 || basename(path) === "mod.ts" || path.startsWith(join(LIB, "beyond", "/"))) {
      continue;
    }
    const lines = (await Deno.readTextFile(path)).split("\n").length - 1;
    if (lines < SHORT) found.push(relative(LIB, path));
  }
  // A reason without such a file has lost its cause.
  deepEqual(found.sort(), Object.keys(REASONS).sort());
  equal(found.length <= MOST_REASONS, true);
});

/** Modules that start something: the command line, and what tasks run; and the list that new studies join. */
const STARTED = [
  "cli.ts",
  "explorer/build.ts",
  "explorer/open.ts",
  "kernels/build.ts",
  "npm/build.ts",
];

Deno.test(
  "every module of lib is imported, exported, started or the script of workers",
  permitted,
  async () => {
    const used = new Set([
      ...Object.values(config.exports).map((path) => join(ROOT, path)),
      ...STARTED.map((name) => join(LIB, name)),
    ]);
    const imported = await importers();
    for (const path of imported.keys()) {
      const source = await Deno.readTextFile(path);
      for (const [, script] of source.matchAll(/^(?! \*).*new URL\("(\.[^"]+\.ts)"/gm)) {
        used.add(normalize(join(dirname(path), script!)));
      }
    }
    // Figures of studies beyond the paper are imported by their notebooks.
    const ofStudy = join(LIB, "beyond", "/");
    const unused = [...imported].filter(([path, { length }]) =>
      length === 0 && !used.has(path) && !path.startsWith(ofStudy)
    );
    deepEqual(unused.map(([path]) => relative(LIB, path)), []);
  },
);
