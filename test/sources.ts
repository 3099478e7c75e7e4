/** The sources of the library as text, for tests of its structure. */
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** The folder of the library. */
export const LIB = join(ROOT, "lib");

/** Paths of all files in a folder and below, but for Python environments, which git ignores. */
export async function* filesIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (name === ".venv") continue;
    const path = join(folder, name);
    if (isDirectory) yield* filesIn(path);
    else yield path;
  }
}

/** Paths of all modules in a folder and below. */
export async function* modulesIn(folder: string): AsyncGenerator<string> {
  for await (const path of filesIn(folder)) if (/\.tsx?$/.test(path)) yield path;
}

/** Paths of the modules that a module imports from files, at start-up, later or for types. */
export async function importedFiles(path: string): Promise<string[]> {
  const source = await Deno.readTextFile(path);
  return [...source.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)]
    .map(([, specifier]) => normalize(join(dirname(path), specifier!)));
}
