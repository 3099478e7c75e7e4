import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { writeVerdicts } from "../../lib/commands/verdicts.ts";
import { allClaims, allVerdicts, claimTable, resolveConfig } from "../../lib/paper/mod.ts";
import { csvText } from "../../lib/studies/table.ts";
import { variantText } from "../../lib/studies/verdict.ts";
import { inFolder } from "../in_folder.ts";
import { withVariables } from "../with_variables.ts";
import { permitted } from "../permitted.ts";
import { results } from "./_results.ts";

Deno.test(
  "the page of all verdicts lies beside the reports and has every claim",
  permitted,
  () =>
    inFolder((folder) => {
      const reports = join(folder, "reports");
      return withVariables({ MULTIPLET_REPORTS: reports }, async () => {
        const config = resolveConfig("smoke", { epochs: 7 });
        await writeVerdicts({ config, ...results });
        deepEqual([...Deno.readDirSync(reports)].map(({ name }) => name).sort(), [
          "index.html",
          "tables",
        ]);
        const table = await Deno.readTextFile(join(reports, "tables/claims.csv"));
        equal(table, csvText(claimTable(allClaims(results))));
        const page = await Deno.readTextFile(join(reports, "index.html"));
        const { document } = parseHTML(page);
        const texts = (selector: string) =>
          [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
        const rows = allVerdicts(results);
        deepEqual(texts("main tbody th[scope=row]").sort(), rows.map(variantText).sort());
        deepEqual(texts("main td:last-child").sort(), rows.map(({ reason }) => reason).sort());
        deepEqual(texts("h1"), ["Claims of the paper, preset smoke"]);
        ok(page.includes("validation data"));

        const links = [...document.querySelectorAll("nav a")].map((a) => a.getAttribute("href"));
        const notebooks = [...Deno.readDirSync(new URL("../../notebooks", import.meta.url))]
          // Later ones go beyond the paper.
          .flatMap(({ name }) =>
            /^0[1-3].*\.ipynb$/.test(name) ? [name.replace(/ipynb$/, "html")] : []
          );
        deepEqual(links, notebooks.sort());
      });
    }),
);
