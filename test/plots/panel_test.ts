import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import { PlotError } from "../../lib/plots/mod.ts";
import { plotPanel } from "../../lib/plots/panel.ts";
import { FIGURE_ID } from "../../lib/plots/svg.ts";
import { assertWellFormed, attributesOf, textsOf } from "./svg_checks.ts";

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
  const first = plotPanel(options);
  equal(plotPanel(options), first);
  assertWellFormed(first);
  ok(textsOf(first).includes('a &lt; b &amp; "c"'));
});

Deno.test("every clip path is referred to under its new name", () => {
  const panel = plotPanel(options);
  const ids = attributesOf(panel, "id");
  // Plot shares one clip path between marks of one frame.
  deepEqual(ids, [`${FIGURE_ID}-clip-0`]);
  deepEqual(attributesOf(panel, "clip-path"), ids.concat(ids).map((id) => `url(#${id})`));
});

Deno.test("paths have one decimal, other numbers two; styles and labels are gone", () => {
  const panel = plotPanel(options);
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
