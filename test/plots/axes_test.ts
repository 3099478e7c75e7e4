import { deepStrictEqual as deepEqual } from "node:assert/strict";
import type * as Plot from "@observablehq/plot";
import { horizontalValueAxis, integerAxis, valueAxis } from "../../lib/plots/axes.ts";
import { plotPanel } from "../../lib/plots/panel.ts";
import { PALETTE } from "../../lib/plots/theme.ts";
import { attributesOf, textsOf } from "./svg_checks.ts";

const draw = (mark: Plot.Markish) =>
  plotPanel({
    width: 300,
    height: 200,
    axis: null,
    x: { domain: [0, 2] },
    y: { domain: [0, 2] },
    marks: [mark],
  });
const textsWith = (mark: Plot.Markish) => textsOf(draw(mark));

Deno.test("values have equally many decimals unless they are written otherwise", () => {
  deepEqual(textsWith(valueAxis("y", [0.5, 1])), ["0.5", "1.0", "y"]);
  deepEqual(textsWith(valueAxis("y", [0.5, 1], String)), ["0.5", "1", "y"]);
  deepEqual(textsWith(horizontalValueAxis("x", [0.5, 1])), ["0.5", "1.0", "x"]);
  deepEqual(textsWith(horizontalValueAxis("x", [0.5, 1], (tick) => `${tick} %`)), [
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
  const [vertical, horizontal] = [draw(horizontalValueAxis("x", [1])), draw(valueAxis("y", [1]))];
  deepEqual([lines(vertical, "x1"), lines(vertical, "x2")], [["150"], ["150"]]);
  deepEqual([lines(horizontal, "y1"), lines(horizontal, "y2")], [["100"], ["100"]]);
});
