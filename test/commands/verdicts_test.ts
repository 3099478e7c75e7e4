import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { writeVerdicts } from "../../lib/commands/verdicts.ts";
import { allVerdicts, resolveConfig } from "../../lib/experiments/mod.ts";
import { inventedFigure2, shifted, WHOLE } from "../experiments/invented_figure2.ts";
import { inFolder } from "../in_folder.ts";
import { flat, inventedFigure1 } from "../plots/figure1/invented_figure1.ts";
import { inventedResult } from "../plots/invented_results.ts";
import { withVariables } from "../with_variables.ts";
import { permitted } from "../permitted.ts";

const layers = { fc1: { exact: flat(2, -1, 4) }, fc_out: { exact: flat(1, -3, 4) } };
const strategies = {
  synergy: shifted(WHOLE, -0.5),
  random: shifted(WHOLE, -1),
  "mi-model": shifted(WHOLE, -1),
  "mi-mixture": shifted(WHOLE, -2),
};
const results = {
  training: inventedResult({ networks: 3, epochs: 2 }),
  figure1: inventedFigure1([layers, layers, layers]),
  figure2: inventedFigure2(WHOLE, strategies),
  figure2Validation: inventedFigure2(WHOLE, strategies, { selection: "validation" }),
};

Deno.test(
  "the page of all verdicts lies beside the reports and has every claim",
  permitted,
  () =>
    inFolder((folder) => {
      const reports = join(folder, "reports");
      return withVariables({ MULTIPLET_REPORTS: reports }, async () => {
        const config = resolveConfig("smoke", { epochs: 7 });
        await writeVerdicts({ config, ...results });
        deepEqual([...Deno.readDirSync(reports)].map(({ name }) => name), ["index.html"]);
        const page = await Deno.readTextFile(join(reports, "index.html"));
        const { document } = parseHTML(page);
        const texts = (selector: string) =>
          [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
        const rows = allVerdicts(results);
        deepEqual(texts("main tbody th[scope=row]"), rows.map(({ reading }) => reading));
        deepEqual(texts("main td:last-child"), rows.map(({ reason }) => reason));
        deepEqual(texts("h1"), ["Claims of the paper, preset smoke"]);
        ok(page.includes("validation data"));

        const links = [...document.querySelectorAll("nav a")].map((a) => a.getAttribute("href"));
        const notebooks = [...Deno.readDirSync(new URL("../../notebooks", import.meta.url))]
          .flatMap(({ name }) => name.endsWith(".ipynb") ? [name.replace(/ipynb$/, "html")] : []);
        deepEqual(links, notebooks.sort());
      });
    }),
);
