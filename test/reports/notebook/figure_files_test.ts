import { rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { showFigure } from "../../../lib/reports/notebook/mod.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { withVariables } from "../../with_variables.ts";

const figure = { svg: "<svg></svg>", title: "A finding", description: "Words" };

/** Runs `use` with the reports in a folder of its own. */
const withReports = (use: (figures: string) => Promise<void>) =>
  inFolder((folder) =>
    withVariables({ MULTIPLET_REPORTS: folder }, () => use(join(folder, "figures")))
  );

Deno.test(
  "a figure is kept as SVG, its numbers as CSV beside it",
  permitted,
  () =>
    withReports(async (figures) => {
      await showFigure("bars", { ...figure, csv: "size,bits\n2,0.5\n" });
      equal(await Deno.readTextFile(join(figures, "bars.svg")), "<svg></svg>\n");
      equal(await Deno.readTextFile(join(figures, "bars.csv")), "size,bits\n2,0.5\n");
      await showFigure("bare", figure);
      const names = await Array.fromAsync(Deno.readDir(figures), ({ name }) => name);
      equal(names.sort().join(), "bare.svg,bars.csv,bars.svg");
    }),
);

Deno.test("names cannot leave the folder", permitted, () =>
  withReports(async () => {
    for (const name of ["../bars", "a/b", "", "Bars", "bars.svg"]) {
      await rejects(showFigure(name, figure), /name of a figure has only a-z, 0-9 and hyphens/);
    }
  }));
