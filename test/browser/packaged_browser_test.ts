/** The package itself is tried where no browser is installed: `CHROMIUM` can name what it brings. */
import { deepStrictEqual as deepEqual, match, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { runDeno } from "../processes.ts";
import { ROOT } from "../sources.ts";
import { PACKAGE } from "./chromium_package.ts";

/** Fetches into a folder, with an empty cache and a registry that does not answer. */
async function fetchOffline(folder: string) {
  const { code, stdout, stderr } = await runDeno(
    ["run", "-A", "--quiet", join(ROOT, "test/browser/_fetch.ts"), join(folder, "kept")],
    { env: { DENO_DIR: join(folder, "cache"), NPM_CONFIG_REGISTRY: "http://127.0.0.1:1/" } },
  );
  return { code, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
}

Deno.test(
  "without a network the error names the package, and nothing is left",
  permitted,
  () =>
    inFolder(async (folder) => {
      const { code, stdout, stderr } = await fetchOffline(folder);
      equal(code, 1);
      match(stderr, /^Downloading a Chromium .*67 MB/);
      match(stdout, /^npm:@sparticuz\/chromium@[\d.]+ cannot be downloaded: error: [^\n]*$/);
      deepEqual([...Deno.readDirSync(join(folder, "kept"))], []);
    }),
);

Deno.test("what was fetched before is taken as it is", permitted, () =>
  inFolder(async (folder) => {
    const version = PACKAGE.replace(/.*@/, "");
    const script = join(folder, "kept", `chromium-${version}`, "start.sh");
    await Deno.mkdir(join(script, ".."), { recursive: true });
    await Deno.writeTextFile(script, "");
    deepEqual(await fetchOffline(folder), { code: 0, stdout: script, stderr: "" });
  }));

Deno.test("the lock file holds the hash of the version that is fetched", permitted, async () => {
  const lock = JSON.parse(await Deno.readTextFile(join(ROOT, "test/browser/chromium.lock")));
  match(lock.npm[PACKAGE.replace("npm:", "")].integrity, /^sha512-/);
});
