import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { join, resolve } from "node:path";
import {
  dataFolder,
  folderVariables,
  reportsFolder,
  runsFolder,
} from "../../../lib/system/files/folders.ts";
import { project } from "../../../lib/reports/jupyter/environment.ts";
import { ROOT } from "../../sources.ts";
import { withVariables } from "../../with_variables.ts";
import { permitted } from "../../permitted.ts";

Deno.test(
  "without variables, data and reports lie in the checkout",
  permitted,
  () =>
    withVariables({ MULTIPLET_DATA: "", MULTIPLET_REPORTS: "" }, () => {
      equal(dataFolder(), join(ROOT, "data"));
      equal(runsFolder(), join(ROOT, "data", "runs"));
      equal(reportsFolder(), join(ROOT, "reports"));
      equal(project().reports, reportsFolder());
      return Promise.resolve();
    }),
);

Deno.test(
  "variables move the folders for everything that uses them, from the current folder on",
  permitted,
  () =>
    withVariables({ MULTIPLET_DATA: "elsewhere", MULTIPLET_REPORTS: "pages" }, () => {
      equal(dataFolder(), resolve("elsewhere"));
      equal(runsFolder(), resolve("elsewhere/runs"));
      equal(reportsFolder(), resolve("pages"));
      equal(project().reports, resolve("pages"));
      return Promise.resolve();
    }),
);

Deno.test("a process in another folder is told the same folders", permitted, () => {
  const variables = new Map([["MNIST_DIR", "digits"], ["MULTIPLET_DATA", ""], ["PATH", "/bin"]]);
  deepEqual(folderVariables(["MNIST_DIR"], variables), { MNIST_DIR: resolve("digits") });
});
