/** Plain `deno test` in a clean clone: it passes without a permission, and asks for none. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inFolder } from "./in_folder.ts";
import { PERMITTED, permitted } from "./permitted.ts";
import { runDeno } from "./processes.ts";
import { filesIn, ROOT } from "./sources.ts";
import { withoutCoverage } from "./without_coverage.ts";

withoutCoverage();

/** What stands last among the tests where they are ignored; the file's name sees to that. */
const HINT = "tests that are ignored need permissions: `deno test -P` runs them, too";

/** Names of the files that `deno test` takes for tests. */
const TEST_FILE = /(^|[._])test\.(ts|tsx|mts|js|jsx|mjs)$/;

/** All other test files. */
async function testFiles(): Promise<string[]> {
  const files = (await Promise.all(
    ["test", "lib", "notebooks"].map((folder) => Array.fromAsync(filesIn(join(ROOT, folder)))),
  )).flat();
  const own = fileURLToPath(import.meta.url);
  return files.filter((path) => TEST_FILE.test(basename(path)) && path !== own).sort();
}

const name = PERMITTED ? "no test asks for a permission that plain `deno test` lacks" : HINT;

Deno.test(name, permitted, () =>
  inFolder(async (folder) => {
    // In one process: each of these files alone takes longer to load than its tests to run.
    const files = await testFiles();
    ok(files.length > 200);
    const all = join(folder, "all_test.ts");
    const imports = files.map((path) => `import "${pathToFileURL(path).href}";\n`);
    await Deno.writeTextFile(all, imports.join(""));
    const asked = join(folder, "asked.jsonl");
    const options = ["--no-prompt", "--no-check", "--config", join(ROOT, "deno.json")];
    const { code, stdout: output } = await runDeno(["test", ...options, all], {
      cwd: ROOT,
      env: { DENO_AUDIT_PERMISSIONS: asked },
    });
    equal(code, 0, output.slice(output.indexOf("\n ERRORS ")));
    const [, passed, ignored] =
      /\nok \| (\d+) passed[^|]*\| 0 failed[^|]*\| (\d+) ignored/.exec(output) ??
        [];
    ok(Number(passed) > 1000 && Number(ignored) > 100, output.slice(-500));
    // At a terminal Deno asks even where a test expects a refusal.
    deepEqual(await linesOf(asked), []);
  }));

/** The lines of a file that is written only when there is something to tell. */
async function linesOf(path: string): Promise<string[]> {
  try {
    return (await Deno.readTextFile(path)).split("\n").filter((line) => line !== "");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
