import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import {
  AXIS_MARGINS,
  columnHeadings,
  drawColumns,
  integerAxis,
  PANEL_GAP,
  panelWidth,
  plotPanel,
  valueAxis,
  type WordsAbove,
} from "../../../lib/figures/panels/panels.ts";
import { FIGURE_ID } from "../../../lib/figures/kit/svg.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "../../../lib/figures/kit/theme.ts";
import { PlotError } from "../../../lib/paper/figures.ts";
import { assertWellFormed, attributesOf, textsOf } from "../svg_checks.ts";

const options = {
  width: 300,
  height: 100,
  marks: [
    Plot.line([[0, 1], [1, 2.123456], [2, 1]], { clip: true }),
    Plot.dot([[1, 1]], { clip: true }),
    Plot.text([[1, 1]], { text: ['a < b & "c"'] }),
  ],
};

Deno.test("panels are the same however often Plot drew before", () => {
  const first = plotPanel(options).svg;
  equal(plotPanel(options).svg, first);
  assertWellFormed(first);
  ok(textsOf(first).includes("a &lt; b &amp; &quot;c&quot;"));
});

Deno.test("every clip path is referred to under its new name", () => {
  const panel = plotPanel(options).svg;
  const ids = attributesOf(panel, "id");
  // Plot shares one clip path between marks of one frame.
  deepEqual(ids, [`${FIGURE_ID}-clip-0`]);
  deepEqual(attributesOf(panel, "clip-path"), ids.concat(ids).map((id) => `url(#${id})`));
});

Deno.test("paths have one decimal, other numbers two; styles and labels are gone", () => {
  const panel = plotPanel(options).svg;
  equal(/style| aria-/.exec(panel)?.[0], undefined);
  for (const name of ["d", "transform", "cx", "cy"]) {
    const most = name === "d" ? 1 : 2;
    for (const value of attributesOf(panel, name)) {
      equal(new RegExp(`\\.\\d{${most + 1}}`).exec(value)?.[0], undefined, `${name}="${value}"`);
    }
  }
});

Deno.test("a key of Plot's own would make it no SVG: an error", () => {
  throws(
    () => plotPanel({ ...options, color: { legend: true, type: "ordinal", domain: ["a"] } }),
    PlotError,
  );
});

const draw = (mark: Plot.Markish) =>
  plotPanel({
    width: 300,
    height: 200,
    axis: null,
    x: { domain: [0, 2] },
    y: { domain: [0, 2] },
    marks: [mark],
  }).svg;
const textsWith = (mark: Plot.Markish) => textsOf(draw(mark));

Deno.test("values have equally many decimals unless they are written otherwise", () => {
  deepEqual(textsWith(valueAxis("y", "y", [0.5, 1])), ["0.5", "1.0", "y"]);
  deepEqual(textsWith(valueAxis("y", "y", [0.5, 1], String)), ["0.5", "1", "y"]);
  deepEqual(textsWith(valueAxis("x", "x", [0.5, 1])), ["0.5", "1.0", "x"]);
  deepEqual(textsWith(valueAxis("x", "x", [0.5, 1], (tick) => `${tick} %`)), [
    "0.5 %",
    "1 %",
    "x",
  ]);
});

Deno.test("integers are written as they are, or otherwise; the label can be left out", () => {
  deepEqual(textsWith(integerAxis("n", [0, 2], 0)), ["0", "2", "n"]);
  deepEqual(textsWith(integerAxis(null, [0, 2], 0, (tick) => `k${tick}`)), ["k0", "k2"]);
});

Deno.test("axes of values have a grid line for every number, across the panel", () => {
  const lines = (svg: string, name: string) =>
    [...svg.matchAll(new RegExp(`<g stroke="${PALETTE.grid}".*?</g>`, "g"))].flatMap(([grid]) =>
      attributesOf(grid, name)
    );
  const [vertical, horizontal] = [draw(valueAxis("x", "x", [1])), draw(valueAxis("y", "y", [1]))];
  deepEqual([lines(vertical, "x1"), lines(vertical, "x2")], [["150"], ["150"]]);
  deepEqual([lines(horizontal, "y1"), lines(horizontal, "y2")], [["100"], ["100"]]);
});

Deno.test("panels and gaps fill the width beside the margins", () => {
  const { marginLeft, marginRight } = AXIS_MARGINS;
  equal(3 * panelWidth(3) + 2 * PANEL_GAP + marginLeft + marginRight, INNER_WIDTH);
  equal(panelWidth(1, 100), INNER_WIDTH - 100 - marginRight);
});

Deno.test("panels are as wide and high as asked, under lines of words", () => {
  for (const names of [["a"], ["a", "b", "c"]]) {
    const panel = 80;
    const draw = (...above: WordsAbove[]) =>
      drawColumns({
        names,
        panel,
        height: 50,
        above,
        marginBottom: 5,
        x: { axis: null },
        y: { axis: null },
        marks: [Plot.rect(names, { fx: (name: string) => name, x1: 0, x2: 1, y1: 0, y2: 1 })],
      });
    const { svg, height } = draw(
      columnHeadings(names.map((name) => ({ name }))),
      columnHeadings([{ name: "a", words: "of a", colour: PALETTE.synergy }]),
    );
    equal(
      height - draw(columnHeadings(names.map((name) => ({ name })))).height,
      draw(columnHeadings(names.map((name) => ({ name })))).height - draw().height,
    );
    ok(height > 50 + 5 + 2 * SIZE.tick);
    deepEqual(textsOf(svg), [...names, "of a"]);
    for (const [dimension, length] of [["width", panel], ["height", 50]]) {
      const rects = [...svg.matchAll(/<rect[^>]*>/g)].map(([rect]) =>
        attributesOf(rect, `${dimension}`)
      );
      deepEqual(rects, names.map(() => [String(length)]));
    }
    ok(attributesOf(svg, "font-weight").includes("bold"));
    ok(attributesOf(svg, "fill").includes(PALETTE.synergy));
  }
});
