import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { colourBar, divergingPixels, divergingPng, ZERO_PIXEL } from "../../lib/plots/diverging.ts";
import { PALETTE } from "../../lib/plots/theme.ts";
import { colourDistance, type Vision, VISIONS } from "./colour_vision.ts";
import { coloursOf } from "./png_pixels.ts";
import { attributesOf, textsOf } from "./svg_checks.ts";

const scale = { negative: PALETTE.synergy, positive: PALETTE.redundancy, limit: 2 };
const weights = { negative: PALETTE.negative, positive: PALETTE.positive, limit: 2 };

Deno.test("−limit, 0 and limit are the ends and white; values beyond are clamped", () => {
  const pixels = divergingPixels([-5, -2, 0, 2, 5], scale);
  equal(pixels[2], ZERO_PIXEL);
  const { negative, positive } = scale;
  deepEqual(coloursOf(divergingPng(pixels, 5, scale)), [
    [negative, negative, "#ffffff", positive, positive],
  ]);
});

Deno.test("colours of opposite values stay apart for every kind of vision", () => {
  for (const { negative, positive } of [scale, weights]) {
    for (const value of [0.5, 1, 2]) {
      const pixels = divergingPixels([-value, value], scale);
      const png = divergingPng(pixels, 2, { negative, positive, limit: 2 });
      const [below, above] = coloursOf(png)[0]!;
      for (const vision of Object.keys(VISIONS) as Vision[]) {
        const distance = colourDistance(below!, above!, vision);
        ok(distance > 20 * value, `${value}: ${distance} for ${vision}`);
      }
    }
  }
});

Deno.test("the key names both ends, the middle and what is measured", () => {
  const { svg } = colourBar(scale, 1, "Δ (bits)");
  deepEqual(textsOf(svg), ["−2.0", "0.0", "2.0", "Δ (bits)"]);
  const [row] = coloursOf(attributesOf(svg, "href")[0]!);
  deepEqual([row![0], row!.at(-1)], [scale.negative, scale.positive]);
});
