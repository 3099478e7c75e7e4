/** Writes the package for npm: modules for Node and browsers, with their types. */
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle, ROOT, withoutPaths } from "../bundles/bundle.ts";
import { declarations } from "./declarations.ts";
import { compiled, lowered, OLDER_FILE } from "../bundles/lowered.ts";

/** The modules that users import, by the names under which they do. */
const ENTRIES: Readonly<Record<string, URL>> = {
  ".": new URL("./mod.ts", import.meta.url),
  "./figures": new URL("./figures.ts", import.meta.url),
};
const WORKER = new URL("./worker.ts", import.meta.url);
const DOCUMENT = new URL("./document.ts", import.meta.url);
const OLDER = new URL("../bundles/older.ts", import.meta.url);
const README = new URL("./README.md", import.meta.url);

/** The library's own addresses of the scripts of workers, which are no files of the package. */
const SCRIPTS = /(new URL\("\.\/\w+\.ts"), import\.meta\.url\)/g;

/** The files of the package, by their paths in it. */
export async function npmPackage(): Promise<Map<string, string>> {
  const entries = Object.values(ENTRIES);
  const bundled = await bundle({
    entries: [...entries, WORKER],
    linkedom: DOCUMENT,
    options: ["--code-splitting"],
  });
  const files = new Map<string, string>();
  for (const [name, code] of bundled) {
    files.set(name, lowered(withoutPaths(code).replace(SCRIPTS, '$1, "bundle:/")')));
  }
  files.set(OLDER_FILE, compiled(await Deno.readTextFile(OLDER)));
  for (const [path, text] of declarations(entries)) files.set(`types/${path}`, text);
  files.set("package.json", `${JSON.stringify(await manifest(), undefined, 2)}\n`);
  files.set(
    "README.md",
    (await Deno.readTextFile(README)).replace("```js ignore", "```js"),
  );
  files.set("LICENSE", await Deno.readTextFile(new URL("LICENSE", ROOT)));
  files.set("THIRD-PARTY-LICENSES.txt", await licences(bundled.values()));
  return files;
}

/** A file of a package, in the comments of `deno bundle`; before its version, the path of the folder of its package. */
const PACKAGED = /^ *\/\/ (\S*?\/((?:@[^/\n]+\/)?[^/\n]+)\/(\d+\.\d+\.\d+[^/\n]*))\/\S+$/gm;

/** Names of files with a licence. */
const LICENCE = /^(licen[cs]e|copying|notice)/i;

/**
 * The licences of all packages in bundles, each once, after the names of its packages.
 *
 * @throws Error if a package has no file with its licence
 */
async function licences(bundles: Iterable<string>): Promise<string> {
  const packages = new Map<string, string>();
  for (const [, folder, name, version] of [...bundles].join("\n").matchAll(PACKAGED)) {
    packages.set(`${name} ${version}`, fileURLToPath(new URL(`${folder}/`, ROOT)));
  }
  const namesOf = new Map<string, string[]>();
  for (const [name, folder] of [...packages].sort(([a], [b]) => a < b ? -1 : 1)) {
    const files: string[] = [];
    for await (const entry of Deno.readDir(folder)) {
      if (entry.isFile && LICENCE.test(entry.name)) files.push(entry.name);
    }
    if (files.length === 0) throw new Error(`The package ${name} has no file with its licence`);
    const texts = files.sort().map((file) => Deno.readTextFile(`${folder}/${file}`));
    const text = (await Promise.all(texts)).map((one) => one.trim()).join("\n\n");
    namesOf.getOrInsertComputed(text, () => []).push(name);
  }
  const parts = [...namesOf].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
  return `This package contains code of these packages.\n\n${
    parts.join(`\n${"-".repeat(80)}\n\n`)
  }`;
}

/** The file `package.json`. */
async function manifest() {
  const { name, version, license } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  const citation = await Deno.readTextFile(new URL("CITATION.cff", ROOT));
  const cited = (field: RegExp) => field.exec(citation)![1]!;
  return {
    name,
    version,
    description: cited(/^title: "(.*)"$/m),
    license,
    author: cited(/^authors:\n *- name: (.*)$/m),
    type: "module",
    engines: { node: ">=20" },
    exports: Object.fromEntries(
      Object.entries(ENTRIES).map(([path, { pathname }]) => {
        const name = basename(pathname, ".ts");
        return [path, { types: `./types/npm/${name}.d.ts`, default: `./${name}.js` }];
      }),
    ),
    // They say how workers start.
    sideEffects: ["./mod.js", "./worker.js"],
    files: ["*.js", "types", "THIRD-PARTY-LICENSES.txt"],
  };
}

/** Writes the files of the package into a folder, which has nothing else afterwards. */
export async function writePackage(folder: string): Promise<void> {
  const files = await npmPackage();
  await Deno.remove(folder, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  for (const [path, text] of files) {
    const file = join(folder, path);
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
}

if (import.meta.main) {
  const folder = fileURLToPath(new URL("reports/npm", ROOT));
  await writePackage(folder);
  console.log(`The package is in ${folder}; \`npm pack\` there makes its archive.`);
}
