import { rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { showFigure } from "../../../lib/reports/notebook/mod.ts";
import { permitted } from "../../permitted.ts";

const figure = { svg: "<svg></svg>", title: "A finding", description: "Words" };

/** Runs `use` with the reports in a folder of its own. */
async function withReports(use: (figures: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  const before = Deno.env.get("MULTIPLET_REPORTS");
  Deno.env.set("MULTIPLET_REPORTS", folder);
  try {
    await use(join(folder, "figures"));
  } finally {
    if (before === undefined) Deno.env.delete("MULTIPLET_REPORTS");
    else Deno.env.set("MULTIPLET_REPORTS", before);
    await Deno.remove(folder, { recursive: true });
  }
}

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
