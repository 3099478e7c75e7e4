import {
  deepStrictEqual as deepEqual,
  doesNotThrow,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import {
  compareVersions,
  requireDeno,
  runProcess,
  SetupError,
} from "../../../lib/reports/jupyter/process.ts";
import { permitted } from "../../permitted.ts";

Deno.test("versions compare by number, not by letter, and a missing part decides nothing", () => {
  ok(compareVersions("3.9", "3.10") < 0);
  ok(compareVersions("2.10.0", "2.9.6") > 0);
  ok(compareVersions("3.11.2", "3.11") === 0);
  ok(compareVersions("2.9.0-rc.1", "2.9.0") === 0);
});

Deno.test("a too old Deno is a SetupError that says which one is needed and how to get it", () => {
  throws(
    () => requireDeno("2.8.3"),
    (error) =>
      error instanceof SetupError && /2\.9\.0.*2\.8\.3.*deno upgrade.*npx/.test(error.message),
  );
  doesNotThrow(() => requireDeno("2.9.0"));
  doesNotThrow(() => requireDeno("3.0.0"));
  doesNotThrow(() => requireDeno());
});

Deno.test(
  "a program gets what it is to read, also where it ends before it has read all",
  permitted,
  async () => {
    const run = (code: string, stdin: string) =>
      runProcess(Deno.execPath(), { args: ["eval", code], stdin });
    const all = "console.log((await new Response(Deno.stdin.readable).text()).length)";
    equal((await run(all, "x".repeat(2 ** 20))).stdout, `${2 ** 20}\n`);
    deepEqual(await run("Deno.exit(3)", "x".repeat(2 ** 24)), { code: 3, stdout: "", stderr: "" });
  },
);
