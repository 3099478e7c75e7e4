/** The page of all verdicts, in a real browser. */
import { strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { project } from "../../lib/reports/jupyter/environment.ts";
import { verdictsHtml } from "../../lib/reports/verdicts/mod.ts";
import { browserTest } from "../browser/browser_tests.ts";
import { ROWS } from "../reports/verdicts/invented_rows.ts";
import { temporaryFolder } from "./_environment.ts";
import { checkViews } from "./_report.ts";

browserTest(
  "the page of all verdicts can be read at every width, by day and by night",
  async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "index.html");
    const reports = [{ href: "03-figure-2.html", title: "Figure 2: sub-networks re-trained" }];
    const configuration = [{ setting: "initialisation", value: "default ".repeat(40) }];
    const environment = {
      deno: "2.9.6",
      v8: "15.0",
      os: "linux x86_64",
      cpu: "AMD EPYC",
      cores: 2,
      memoryGiB: 24,
    };
    const page = { title: "Claims of the paper", reports, configuration, environment };
    await Deno.writeTextFile(path, verdictsHtml(ROWS, page));
    await checkViews(path, project().reports, async (page) => {
      equal(await page.title(), "Claims of the paper");
      equal(await page.locator("main tbody tr").count(), ROWS.length);
    });
  },
);
