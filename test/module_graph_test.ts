/** Who may import whom, read from the import statements of the sources. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { dirname, join, normalize, relative } from "node:path";
import { importedFiles, LIB, modulesIn } from "./sources.ts";
import { permitted } from "./permitted.ts";

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
    "models/mod.ts",
    "training/mod.ts",
    "training/fused/mod.ts",
    "paper/mod.ts",
    "reports/verdicts/mod.ts",
  ]
) {
  Deno.test(`lib/${entry} loads neither tfjs nor Plot`, permitted, async () => {
    deepEqual(heavy((await reach(join(LIB, entry))).packages), []);
  });
}

Deno.test("the walk finds tfjs where it is", permitted, async () => {
  const { packages } = await reach(join(LIB, "training/tfjs/mod.ts"));
  ok(packages.has("@tensorflow/tfjs"));
});

/** The files of the folder `sweeps` at the top, which commands take as well. */
const SWEEP_FILES = "sweep files";

/** Folders of lib, and those that each may import, at start-up or for types. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  system: [],
  statistics: ["system"],
  kernels: [],
  data: ["system"],
  models: ["data", "system"],
  training: ["data", "models", "system", "kernels"],
  variables: ["data", "models", "system", "kernels"],
  information: ["system", "kernels", "variables"],
  search: ["system", "kernels", "variables", "information"],
  analysis: ["system", "statistics", "variables", "information", "search"],
  selection: [
    "system",
    "data",
    "models",
    "variables",
    "information",
    "search",
    "analysis",
    "training",
  ],
  studies: ["system"],
  figures: ["analysis", "system", "statistics", "studies"],
  paper: [
    "system",
    "data",
    "models",
    "information",
    "search",
    "analysis",
    "statistics",
    "selection",
    "training",
    "studies",
    "figures",
  ],
  beyond: [
    "system",
    "statistics",
    "data",
    "models",
    "training",
    "variables",
    "information",
    "search",
    "analysis",
    "selection",
    "studies",
    "figures",
    "paper",
    "sweeps",
    SWEEP_FILES,
  ],
  reports: ["system", "data", "figures", "studies", "paper", "sweeps", "explorer"],
  request: ["analysis", "data", "information", "search", "system", "variables"],
  bundles: ["analysis", "information", "search"],
  explorer: [
    "analysis",
    "bundles",
    "data",
    "figures",
    "information",
    "request",
    "search",
    "system",
  ],
  npm: [
    "analysis",
    "bundles",
    "data",
    "figures",
    "information",
    "search",
    "statistics",
    "studies",
    "system",
  ],
  sweeps: ["statistics", "studies", "figures", "paper"],
  commands: [
    "sweeps",
    "analysis",
    "request",
    "system",
    "data",
    "studies",
    "paper",
    "beyond",
    "reports",
    "search",
    "explorer",
  ],
};

for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
  Deno.test(
    `lib/${folder} imports ${allowed.join(", ") || "itself"}, and no other folder`,
    permitted,
    async () => {
      const wrong: string[] = [];
      const used = new Set<string>();
      for await (const path of modulesIn(join(LIB, folder))) {
        for (const file of await importedFiles(path)) {
          const target = relative(LIB, file);
          const owner = /^\.\.\/sweeps\/[\w-]+\.json$/.test(target)
            ? SWEEP_FILES
            : target.split("/")[0]!;
          if (owner === folder) continue;
          used.add(owner);
          if (!allowed.includes(owner)) wrong.push(`${relative(LIB, path)} → ${target}`);
        }
      }
      deepEqual(wrong, []);
      // What is not needed any more is not allowed any more; a later study may need anything below it.
      if (folder !== "beyond") deepEqual([...used].sort(), [...allowed].sort());
    },
  );
}

Deno.test("the library imports itself by paths, which the graph follows", permitted, async () => {
  const wrong: string[] = [];
  for await (const path of modulesIn(LIB)) {
    const source = await Deno.readTextFile(path);
    if (/^(?:import|export|\} from|.*\bimport\()[^*]*"@multiplet\//m.test(source)) {
      wrong.push(relative(LIB, path));
    }
  }
  deepEqual(wrong, []);
});

Deno.test("every folder of the library is said what it may import", permitted, async () => {
  const folders = await Array.fromAsync(Deno.readDir(LIB), (entry) => entry);
  deepEqual(
    folders.flatMap(({ name, isDirectory }) => isDirectory ? name : []).sort(),
    Object.keys(MAY_IMPORT).sort(),
  );
});

Deno.test("no module imports itself by way of others, not even for types", permitted, async () => {
  const imports = new Map<string, string[]>();
  for await (const path of modulesIn(LIB)) imports.set(path, await importedFiles(path));
  const finished = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) {
      circles.push([...way.slice(at), path].map((one) => relative(LIB, one)).join(" → "));
    }
    if (at >= 0 || finished.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...way, path]);
    finished.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  deepEqual(circles, []);
});

Deno.test(
  "figures of a study take no more of it than its results and claims",
  permitted,
  async () => {
    for (const study of ["training", "layers", "subnetworks"]) {
      for await (const path of modulesIn(join(LIB, "paper", study, "figures"))) {
        const wrong = (await staticImports(path)).filter((specifier) =>
          /^\.\.\/(?!(?:result|rows)\.ts|\.\.)/.test(specifier) ||
          /^(\.\.\/){2}(?!claims|figures|layers\/result|training\/figures|\.\.)/.test(specifier)
        );
        deepEqual(wrong, [], path);
      }
    }
  },
);
