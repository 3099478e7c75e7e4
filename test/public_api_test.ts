/** The main entry point beside those of the folders that it stands for. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { dirname, join, relative } from "node:path";
import { LIB, ROOT } from "./sources.ts";
import { permitted } from "./permitted.ts";
import { denoOutput } from "./processes.ts";

/** The names of a module's exports, types included. */
async function exportedNames(path: string): Promise<string[]> {
  const { nodes }: { nodes: Record<string, { symbols: { name: string }[] }> } = JSON.parse(
    await denoOutput(["doc", "--quiet", "--json", relative(ROOT, path)], { cwd: ROOT }),
  );
  return Object.values(nodes)[0]!.symbols.map(({ name }) => name);
}

Deno.test(
  "the main entry point exports all of the folders that it stands for",
  permitted,
  async () => {
    const main = join(LIB, "mod.ts");
    const source = await Deno.readTextFile(main);
    const folders = [...source.matchAll(/^export \* from "([^"]+)";$/gm)].map(([, from]) => from!);
    ok(folders.length > 5);
    const own = await Promise.all(folders.map((from) => exportedNames(join(dirname(main), from))));
    ok(own.every((names) => names.length > 0));
    // What two folders call by one name is none of the main entry point, without an error.
    deepEqual((await exportedNames(main)).sort(), [...new Set(own.flat())].sort());
  },
);
