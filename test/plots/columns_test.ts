import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import { columnHeadings, columnScale, PANEL_GAP, panelWidth } from "../../lib/plots/columns.ts";
import { AXIS_MARGINS } from "../../lib/plots/axes.ts";
import { plotPanel } from "../../lib/plots/panel.ts";
import { INNER_WIDTH } from "../../lib/plots/theme.ts";
import { attributesOf, textsOf } from "./svg_checks.ts";

Deno.test("panels and gaps fill the width beside the margins", () => {
  const { marginLeft, marginRight } = AXIS_MARGINS;
  equal(3 * panelWidth(3) + 2 * PANEL_GAP + marginLeft + marginRight, INNER_WIDTH);
  equal(panelWidth(1, 100), INNER_WIDTH - 100 - marginRight);
});

Deno.test("panels are as wide as asked, under their names", () => {
  for (const names of [["a"], ["a", "b", "c"]]) {
    const panel = 80;
    const svg = plotPanel({
      width: names.length * (panel + PANEL_GAP) - PANEL_GAP,
      height: 50,
      margin: 0,
      axis: null,
      fx: columnScale(names, panel),
      marks: [
        Plot.rect(names, { fx: (name: string) => name, x1: 0, x2: 1, y1: 0, y2: 1 }),
        columnHeadings(names, -10),
      ],
    });
    deepEqual(textsOf(svg), names);
    const widths = [...svg.matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, width]) => width);
    deepEqual(widths, names.map(() => String(panel)));
    ok(attributesOf(svg, "font-weight").includes("bold"));
  }
});
