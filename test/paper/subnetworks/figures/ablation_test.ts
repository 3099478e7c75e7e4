import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { ablationFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { invented, type Invention } from "../invented.ts";

const figure = (invention: Invention = {}) => ablationFigure(invented(invention));

/** Synergy is better by so many points right after removal and after re-training. */
const better = (ablated: number, retrained: number): Invention => ({
  sizes: [12, "k*"],
  hiddenWidths: [8],
  strategies: ["synergy", "random"],
  ablationAdvantage: ({ strategy }) => strategy === "synergy" ? ablated : 0,
  advantage: ({ strategy }) => strategy === "synergy" ? retrained : 0,
});

Deno.test("title: re-training narrows the gap between strategies, or widens it", () => {
  const title = (ablated: number, retrained: number) => figure(better(ablated, retrained)).title;
  equal(
    title(-20, -0.5),
    "Re-training narrows the strategies’ gap from 20.00 to 0.50 points at k*",
  );
  equal(
    title(-1, -2),
    "Re-training widens the strategies’ gap from 1.00 to 2.00 points at k*",
  );
  ok(
    /removal, at k\*: [\d.]+ % for random, [\d.]+ % for synergy/
      .test(words(figure(better(-20, 0)).description)),
  );
});

Deno.test("title: without re-training with the others removed, and of one strategy", () => {
  const title = (invention: Invention) => figure(invention).title;
  equal(
    title({ ...better(-20, 0), removals: ["frozen"] }),
    "Strategies are 20.00 points apart right after removal at k*",
  );
  const alone = { ...better(0, 0), strategies: ["synergy"] } as const;
  ok(/^Synergy has [\d.]+ % right after removal, [\d.]+ % re-trained at k\*$/.test(title(alone)));
  ok(
    /^Synergy has [\d.]+ % right after removal at k\*$/.test(
      title({ ...alone, removals: ["frozen"] }),
    ),
  );
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
  const result = invented();
  const rows = result.rows.filter(({ retrained, size }) => retrained || size === "all");
  throws(() => ablationFigure({ ...result, rows }), PlotError);
  throws(() => figure({ networks: 0 }), PlotError);
});
