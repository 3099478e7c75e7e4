import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { ablationFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { inventedFigure2, type Invention } from "./invented_figure2.ts";

const figure = (invention: Invention = {}) => ablationFigure(inventedFigure2(invention));

/** Synergy is better by so many points right after removal and after re-training. */
const better = (ablated: number, retrained: number): Invention => ({
  sizes: [12, "k*"],
  hiddenWidths: [8],
  strategies: ["synergy", "random"],
  ablationAdvantage: ({ strategy }) => strategy === "synergy" ? ablated : 0,
  advantage: ({ strategy }) => strategy === "synergy" ? retrained : 0,
});

Deno.test("title: re-training narrows the gap between strategies, or widens it", () => {
  const title = (ablated: number, retrained: number) =>
    words(figure(better(ablated, retrained)).title).replace(/\(.*\)/, "(…)");
  equal(
    title(-20, -0.5),
    "Re-training narrows the gap between strategies: at k* they lie 20.00 points apart right after " +
      "removal (…) and 0.50 points re-trained",
  );
  equal(
    title(-1, -2),
    "Re-training widens the gap between strategies: at k* they lie 1.00 points apart right after " +
      "removal (…) and 2.00 points re-trained",
  );
  ok(/\([\d.]+ % for random, [\d.]+ % for synergy\)/.test(words(figure(better(-20, 0)).title)));
});

Deno.test("title: without re-training with the others removed, and of one strategy", () => {
  const title = (invention: Invention) => words(figure(invention).title);
  ok(
    title({ ...better(-20, 0), removals: ["frozen"] })
      .startsWith("At k* strategies lie 20.00 points apart right after removal (9"),
  );
  const alone = { ...better(0, 0), strategies: ["synergy"] } as const;
  ok(
    /^At k\* accuracy right after removal is [\d.]+ % for synergy, re-trained [\d.]+ % for synergy$/
      .test(title(alone)),
  );
  ok(/removal is [\d.]+ % for synergy$/.test(title({ ...alone, removals: ["frozen"] })));
});

Deno.test("two panels; one where the others were only frozen in re-training", () => {
  const panels = (invention: Invention) =>
    textsOf(figure(invention).svg).filter((text) => /^(Right after|Re-trained$)/.test(text));
  deepEqual(panels({}), ["Right after removal", "Re-trained"]);
  deepEqual(panels({ removals: ["frozen"] }), ["Right after removal"]);
});

Deno.test("intervals that reach beyond 100 % end there", () => {
  const { svg } = figure({
    sizes: [20],
    networks: 2,
    strategies: ["synergy"],
    advantage: ({ network }) => network === 0 ? -8 : 4,
  });
  const texts = textsOf(svg);
  ok(texts.includes("100") && !texts.includes("110") && !texts.includes("120"));
});

Deno.test("CSV: rows before and after re-training", () => {
  const rows = csvRows(figure({ ...better(-20, 0), networks: 1, draws: 3 }).csv);
  deepEqual(
    rows.map(({ strategy, size, retrained, draws }) => [strategy, size, retrained, draws]),
    [
      ["synergy", "12", "no", "1"],
      ["synergy", "12", "yes", "1"],
      ["synergy", "k*", "no", "1"],
      ["synergy", "k*", "yes", "1"],
      ["random", "12", "no", "3"],
      ["random", "12", "yes", "3"],
      ["random", "k*", "no", "3"],
      ["random", "k*", "yes", "3"],
    ],
  );
});

Deno.test("without ablations there is nothing to draw", () => {
  const result = inventedFigure2();
  const networks = result.networks.map((network) => ({ ...network, ablations: [] }));
  throws(() => ablationFigure({ ...result, networks }), PlotError);
  throws(() => figure({ networks: 0 }), PlotError);
});
