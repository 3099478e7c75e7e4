/** The figures of the study of wide layers. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { provenSizes, wideFigure1 } from "../../../lib/beyond/wide/figures/figure1.ts";
import { structureFigure } from "../../../lib/beyond/wide/figures/structure.ts";
import { widthsFigure } from "../../../lib/beyond/wide/figures/widths.ts";
import { PlotError } from "../../../lib/figures/kit/figure.ts";
import * as figures from "../../../lib/paper/figures.ts";
import { testFigures } from "../../figures/figure_checks.ts";
import { inventedWide, type InventedWideLayer, networksOf, ofWidth } from "./invented.ts";

/** Ω that falls, then rises with the size, as in real layers. */
const rising = (depth: number, height: number): InventedWideLayer => ({
  max: (k) => height * k ** 1.2,
  min: (k) => -depth * Math.sin(Math.min(k, 24) / 12 * Math.PI / 2) + height * (k / 8) ** 1.5 - 0.2,
  gap: (k) => k > 6 ? 0.3 : 0,
  change: (k) => 0.02 * k,
  bias: 0.03,
});
const LAYERS = {
  fc1: rising(1, 0.4),
  fc2: rising(2, 0.6),
  fc3: rising(3, 0.9),
  fc_out: rising(0.5, 0.2),
};
const wide = inventedWide(60, networksOf(4, LAYERS));
const narrow = inventedWide(20, networksOf(4, LAYERS));
const widths = [ofWidth(20, narrow), ofWidth(60, wide)];

testFigures(import.meta, {
  "figure 1": () => wideFigure1(wide),
  "figure 1, one network": () => wideFigure1(inventedWide(60, networksOf(1, LAYERS))),
  "ladder against greedy": () => figures.greedyGapFigure(wide),
  "balance by size": () => figures.balanceBySizeFigure(wide),
  "trained against untrained": () => figures.untrainedFigure(wide, { search: "ladder" }),
  "rank bias": () => figures.rankBiasFigure(wide),
  "structure": () => structureFigure(wide),
  "widths": () => widthsFigure(widths),
});

Deno.test("the sizes that all networks prove, layer by layer", () => {
  deepEqual(provenSizes(wide, "fc1"), [2, 3, 4, 5, 60]);
  deepEqual(provenSizes(wide, "fc1", "greedy"), [2, 3, 4, 5, 6, 60]);
  const rows = wide.rows.map((row) =>
    row.network === 2 && row.size === 4 ? { ...row, proven: false } : row
  );
  deepEqual(provenSizes({ ...wide, rows }, "fc1"), [2, 3, 5, 60]);
});

Deno.test("CSV: figure 1 has both searches, both states, and what is proven", () => {
  const [header, ...rows] = wideFigure1(wide).csv.trim().split("\n").map((line) => line.split(","));
  deepEqual(header!.slice(0, 6), ["search", "training", "guarantee", "network", "layer", "size"]);
  const conditions = new Set(rows.map(([search, training]) => `${search} ${training}`));
  deepEqual([...conditions].sort(), ["greedy after", "ladder after", "ladder before"]);
  const sizes = 3 * 59 + 9;
  equal(rows.length, 4 * 3 * 2 * sizes);
  const optimal = rows.filter((row) => row[0] === "ladder" && row[2] === "optimal");
  equal(optimal.length, 4 * 2 * 2 * (4 * 4 + 4));
});

Deno.test("widths: a value per network, and nothing is drawn of a single width", () => {
  const { csv } = widthsFigure(widths);
  // Five quantities, four layers, two widths, four networks; greedy can miss in every layer.
  equal(csv.trim().split("\n").length, 1 + 5 * 4 * 2 * 4);
  const alone = widthsFigure([ofWidth(60, wide)]);
  equal(alone.title, "Not tested by this preset: networks of one width were trained");
  ok(!alone.svg.includes("<path"));
});

Deno.test("nothing can be drawn without networks", () => {
  const none = { ...wide, networks: [], rows: [] };
  throws(() => wideFigure1(none), PlotError);
  throws(() => structureFigure(none), PlotError);
});

Deno.test("titles are short", () => {
  const all = [
    wideFigure1(wide),
    structureFigure(wide),
    widthsFigure(widths),
    figures.greedyGapFigure(wide),
  ];
  for (const { title } of all) ok(title.split(/[ \u00a0]/).length <= 16, title);
});
