/** Links of a notebook to pages that show results. */
import { match, ok, rejects } from "node:assert/strict";
import { join } from "node:path";
import { analyse } from "../../../lib/analysis/mod.ts";
import { showPages } from "../../../lib/reports/notebook/mod.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { withVariables } from "../../with_variables.ts";

Deno.test(
  "pages are written beside the report, and linked; names that are none are errors",
  permitted,
  async () => {
    const values = Float64Array.from({ length: 90 }, (_, i) => (i * i) % 41);
    const result = await analyse({ samples: 30, variables: 3, values }, undefined, { details: {} });
    const report = { title: "fc1", command: "none", result };
    await inFolder(async (folder) => {
      await withVariables({ MULTIPLET_REPORTS: folder }, async () => {
        await showPages("Open", [{ name: "fc1", label: "<fc1>", report }]);
        const page = await Deno.readTextFile(join(folder, "pages", "fc1.html"));
        match(page, /id="report">\{"title":"fc1"/);
        await rejects(showPages("Open", [{ name: "../fc1", label: "", report }]), TypeError);
      });
      ok((await Array.fromAsync(Deno.readDir(folder))).length === 1);
    });
  },
);
