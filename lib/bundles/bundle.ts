/** Bundles of modules for browsers. */
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const ROOT: URL = new URL("../../", import.meta.url);

/** The imports of `deno.json`, with a module that all others get instead of linkedom. */
export async function importMap(linkedom: URL): Promise<unknown> {
  const { imports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  return {
    imports: { ...imports, linkedom: linkedom.href },
    scopes: { [linkedom.href]: { linkedom: imports.linkedom } },
  };
}

/** What to bundle. */
export interface BundleRequest {
  /** The modules to bundle, which lie in one folder. */
  readonly entries: readonly URL[];
  /** The module that all others get instead of linkedom, which it may import itself. */
  readonly linkedom: URL;
  /** More options of `deno bundle`. */
  readonly options: readonly string[];
}

/**
 * Bundles modules with all that they import.
 *
 * @returns the files by their names: `mod.js` of the module `mod.ts`
 * @throws Error with what `deno bundle` says
 */
export async function bundle(
  { entries, linkedom, options }: BundleRequest,
): Promise<Map<string, string>> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/imports.json`, JSON.stringify(await importMap(linkedom)));
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "bundle",
        "--platform=browser",
        `--import-map=${folder}/imports.json`,
        `--outdir=${folder}/files`,
        ...options,
        ...entries.map((entry) => fileURLToPath(entry)),
      ],
      cwd: ROOT,
    }).output();
    if (!success) throw new Error(`Cannot bundle: ${new TextDecoder().decode(stderr)}`);
    const files = new Map<string, string>();
    for await (const { name } of Deno.readDir(`${folder}/files`)) {
      files.set(name, await Deno.readTextFile(`${folder}/files/${name}`));
    }
    return files;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Comments that name the file of the code below. */
const FILE_COMMENTS = /^ *\/\/ \S+\.\w+$\n?/gm;

/** Paths of modules of packages where a bundle names them, without the folder of all packages. */
const PACKAGE_PATHS = /"\S*?\/((?:@[^/"\n]+\/)?[^/"\n]+\/\d+\.\d+\.\d+[^"\n]*)"(?=\()/g;

/** A bundle that is not minified, without the paths of this machine: the same wherever the repository lies. */
export function withoutPaths(code: string): string {
  return code.replace(FILE_COMMENTS, "").replace(PACKAGE_PATHS, '"$1"');
}
