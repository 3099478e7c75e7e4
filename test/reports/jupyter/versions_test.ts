import { doesNotThrow, ok, throws } from "node:assert/strict";
import { compareVersions, requireDeno, SetupError } from "../../../lib/reports/jupyter/process.ts";

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
