/** What has to run in a browser: bundled for one, and run without what browsers lack. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { LIB, ROOT } from "../../sources.ts";

/** What no browser has, as it would stand in a bundle. */
const ABSENT = /\bDeno\b|["'`]node:|\bBuffer\b|\bprocess\./g;

/** The output of a call of Deno, which has to succeed. */
async function deno(...args: string[]): Promise<string> {
  const options = { args, cwd: ROOT, env: { NO_COLOR: "1" } };
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), options).output();
  equal(code, 0, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

/** Bundles a module for browsers into a folder. Returns what the bundle has of {@link ABSENT}. */
async function bundle(folder: string, source: string): Promise<string[]> {
  const [entry, bundled] = [join(folder, "entry.ts"), join(folder, "bundle.js")];
  await Deno.writeTextFile(entry, source);
  await deno("bundle", "--quiet", "--platform", "browser", "--output", bundled, entry);
  return [...new Set((await Deno.readTextFile(bundled)).match(ABSENT))];
}

/** The default export of a bundle, which is JSON, from a process without Deno's and Node's globals. */
async function runBundle(folder: string): Promise<unknown> {
  const start = join(folder, "start.js");
  await Deno.writeTextFile(
    start,
    `for (const name of ["Deno", "Buffer", "process", "global"]) delete globalThis[name];
    const { default: result } = await import("./bundle.js");
    console.log(JSON.stringify(result));`,
  );
  return JSON.parse(await deno("run", "--no-config", "--no-prompt", start));
}

const tables = pathToFileURL(join(LIB, "data/tables/mod.ts"));

Deno.test(
  "the readers of tables need no Deno, no Node and no Buffer",
  permitted,
  () =>
    inFolder(async (folder) => {
      const absent = await bundle(
        folder,
        `import { parseFeatures, parseLabels, TableError } from "${tables}";
      const { body } = new Response("left,right\\n1,2.5\\n3,-4\\n");
      const { names, values } = await parseFeatures(body!, "x.csv");
      const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }";
      const letters = [...header].map((letter) => letter.charCodeAt(0));
      const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, letters.length, 0];
      const npy = new Blob([Uint8Array.of(...magic, ...letters, 7, 0, 7)]);
      const error = await parseLabels(new Uint8Array(3), "y.npy").catch((error) => error);
      export default {
        names,
        values: [...values],
        labels: await parseLabels(npy, "y.npy"),
        refused: error instanceof TableError && error.message,
      };`,
      );
      deepEqual(absent, []);
      deepEqual(await runBundle(folder), {
        names: ["left", "right"],
        values: [1, 2.5, 3, -4],
        labels: [7, 0, 7],
        refused: "y.npy: expected an array saved by numpy.save, found another format",
      });
    }),
);

Deno.test("a module that needs Deno is found out", permitted, () =>
  inFolder(async (folder) => {
    deepEqual(await bundle(folder, `export { readFeatures } from "${tables}";`), ["Deno"]);
  }));
