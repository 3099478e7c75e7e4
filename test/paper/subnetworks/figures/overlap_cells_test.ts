import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { estimate } from "../../../../lib/figures/kit/estimate.ts";
import type { Overlap } from "../../../../lib/paper/claims/shared_neurons.ts";
import { drawOverlaps } from "../../../../lib/paper/subnetworks/figures/kept_neurons.ts";
import { PALETTE } from "../../../../lib/figures/kit/theme.ts";
import { contrast } from "../../../figures/colour_vision.ts";
import { attributesOf, textsOf } from "../../../figures/svg_checks.ts";

const overlap = (excess: number): Omit<Overlap, "first" | "second"> => (
  { jaccard: estimate([0.4 + excess]), chance: 0.4, excesses: [excess] }
);
const fills = (svg: string) =>
  attributesOf(svg, "fill").filter((fill) => fill.startsWith("#") && fill !== PALETTE.ink);

Deno.test("numbers have a contrast of 4.5 : 1 on the darkest cells", () => {
  for (const excess of [-0.4, 0.4]) {
    const [fill] = fills(
      drawOverlaps([{ first: "synergy", second: "random", ...overlap(excess) }]).svg,
    );
    const ratio = contrast(fill!, PALETTE.ink);
    ok(ratio >= 4.5, `${fill}: ${ratio}`);
  }
});

Deno.test("cells are white at chance, and the darker the further away", () => {
  const { svg } = drawOverlaps([
    { first: "synergy", second: "random", ...overlap(0) },
    { first: "synergy", second: "magnitude", ...overlap(0.1) },
    { first: "random", second: "magnitude", ...overlap(0.5) },
  ]);
  const [chance, near, far] = fills(svg);
  deepEqual(chance, "#ffffff");
  ok(contrast(near!, "#ffffff") > 1 && contrast(far!, "#ffffff") > contrast(near!, "#ffffff"));
  ok(textsOf(svg).includes("−0.50") && textsOf(svg).includes("0.50"));
});

Deno.test("overlaps that are all as expected", () => {
  const { svg } = drawOverlaps([{ first: "synergy", second: "random", ...overlap(0) }]);
  ok(!svg.includes("NaN"));
});
