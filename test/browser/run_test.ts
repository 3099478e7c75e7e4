/** What is seen of missing browsers, in processes that have none. */
import { match, notStrictEqual as notEqual, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { permitted } from "../permitted.ts";
import { runDeno } from "../processes.ts";
import { ROOT } from "../sources.ts";

/** Runs two tests, one of which needs a browser. */
async function runSample(env: Readonly<Record<string, string>>) {
  const script = join("test", "browser", "run.ts");
  const args = ["run", "-A", "--quiet", script, "test/browser/_sample.ts"];
  const { code, stdout, stderr } = await runDeno(args, { cwd: ROOT, env });
  return { code, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
}

Deno.test(
  "without a browser all else runs, and the last line says what did not and why",
  permitted,
  async () => {
    const { code, stdout } = await runSample({ CHROMIUM: "none", CI: "" });
    equal(code, 0);
    match(stdout, /\nok \| 1 passed \| 0 failed \| 1 ignored/);
    match(
      stdout.split("\n").at(-1)!,
      /^1 browser test did not run: CHROMIUM is none\. Install Chromium, .* and unset CHROMIUM or set it/,
    );
  },
);

Deno.test(
  "with CI=true nothing runs without a browser, and one line says why",
  permitted,
  async () => {
    const { code, stdout, stderr } = await runSample({ CHROMIUM: "none", CI: "true" });
    notEqual(code, 0);
    equal(stdout, "");
    match(stderr, /^CI=true, but the browser tests cannot run: [^\n]*$/);
  },
);

Deno.test("a CHROMIUM that is no browser is an error of one line", permitted, async () => {
  const { code, stderr } = await runSample({ CHROMIUM: Deno.execPath(), CI: "" });
  notEqual(code, 0);
  match(stderr, /^CHROMIUM=[^\n]* cannot be used as a browser: it does not start \([^\n]*$/);
});
