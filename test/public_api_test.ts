/** The main entry point beside those of the folders that it stands for. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import { LIB } from "./sources.ts";
import { permitted } from "./permitted.ts";

/** The names that a module exports from others, by the module that they come from. */
async function exportedNames(path: string): Promise<Map<string, string[]>> {
  const source = await Deno.readTextFile(path);
  const names = new Map<string, string[]>();
  for (const [, list, from] of source.matchAll(/^export (?:type )?\{([^}]*)\} from "([^"]+)"/gm)) {
    const own = list!.split(",").map((name) => name.trim().replace(/^type /, ""));
    names.set(from!, [...names.get(from!) ?? [], ...own.filter((name) => name !== "")]);
  }
  return names;
}

Deno.test(
  "the main entry point exports all of the folders that it stands for",
  permitted,
  async () => {
    const main = await exportedNames(join(LIB, "mod.ts"));
    ok(main.size > 5);
    for (const [folder, names] of main) {
      const own = [...(await exportedNames(join(LIB, folder))).values()].flat();
      deepEqual(names.sort(), own.sort(), folder);
    }
  },
);
