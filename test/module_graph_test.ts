/** Who may import whom, read from the import statements of the sources. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";

const LIB = fileURLToPath(new URL("../lib", import.meta.url));

/** Specifiers that a module imports or re-exports at start-up; types cost nothing and are left out. */
async function staticImports(path: string): Promise<string[]> {
  const source = await Deno.readTextFile(path);
  const statements = source.matchAll(
    /^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']/gm,
  );
  return [...statements].filter(([, type]) => !type).map(([, , specifier]) => specifier!);
}

/** Every module that `path` loads, with the packages they import. */
async function reach(path: string): Promise<{ modules: Set<string>; packages: Set<string> }> {
  const modules = new Set<string>();
  const packages = new Set<string>();
  const visit = async (module: string): Promise<void> => {
    if (modules.has(module)) return;
    modules.add(module);
    for (const specifier of await staticImports(module)) {
      if (specifier.startsWith(".")) await visit(normalize(join(dirname(module), specifier)));
      else packages.add(specifier);
    }
  };
  await visit(path);
  return { modules, packages };
}

const heavy = (packages: Set<string>) =>
  [...packages].filter((name) => /tensorflow|plot|linkedom|playwright|katex/.test(name));

for (
  const entry of [
    "mod.ts",
    "networks/mod.ts",
    "training/mod.ts",
    "training/fused/mod.ts",
    "experiments/mod.ts",
    "verdicts/mod.ts",
  ]
) {
  Deno.test(`lib/${entry} loads neither tfjs nor Plot`, async () => {
    deepEqual(heavy((await reach(join(LIB, entry))).packages), []);
  });
}

Deno.test("the walk finds tfjs where it is", async () => {
  const { packages } = await reach(join(LIB, "training/tfjs/mod.ts"));
  ok(packages.has("@tensorflow/tfjs"));
});

/** Folders of lib, and those that each may import, at start-up or for types. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  random: [],
  statistics: [],
  artifacts: [],
  datasets: ["random"],
  networks: ["datasets", "random"],
  kernels: [],
  workers: [],
  training: ["datasets", "networks", "random", "kernels", "workers"],
  information: ["random"],
  search: ["information", "workers"],
  subnetworks: ["datasets", "information", "networks", "random", "search", "training"],
  tables: [],
  analysis: ["information", "search"],
  plots: [
    "datasets",
    "networks",
    "training",
    "statistics",
    "information",
    "search",
    "subnetworks",
    "experiments",
  ],
  notebook: ["artifacts", "plots", "experiments"],
  verdicts: ["artifacts", "experiments", "notebook"],
  jupyter: ["artifacts"],
};

/** Paths of all modules in a folder and below. */
async function* modulesIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* modulesIn(path);
    else if (name.endsWith(".ts")) yield path;
  }
}

for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
  Deno.test(`lib/${folder} imports only ${allowed.join(", ") || "itself"}`, async () => {
    const wrong: string[] = [];
    for await (const path of modulesIn(join(LIB, folder))) {
      const source = await Deno.readTextFile(path);
      for (const [, specifier] of source.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
        const target = relative(LIB, normalize(join(dirname(path), specifier!)));
        const owner = target.split("/")[0]!;
        if (owner !== folder && !allowed.includes(owner)) {
          wrong.push(`${relative(LIB, path)} → ${target}`);
        }
      }
    }
    deepEqual(wrong, []);
  });
}

Deno.test("figures take only the result types of experiments", async () => {
  for await (const path of modulesIn(join(LIB, "plots"))) {
    const imports = await staticImports(path);
    const wrong = imports.filter((specifier) =>
      specifier.includes("experiments") && !specifier.endsWith("_result.ts")
    );
    deepEqual(wrong, [], path);
  }
});
