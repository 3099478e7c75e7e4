/** The palette's promises: contrast by WCAG 2, and colours apart under simulated colour blindness. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { PALETTE, tint, tintChannels } from "../../../lib/figures/kit/theme.ts";
import { colourDistance, contrast, type Vision, VISIONS } from "../colour_vision.ts";

Deno.test("every colour with a meaning has a contrast of 4.5 : 1 on the background", () => {
  for (const [name, colour] of Object.entries(PALETTE)) {
    if (name === "grid" || name === "background") continue;
    const ratio = contrast(colour, PALETTE.background);
    ok(ratio >= 4.5, `${name} has ${ratio.toFixed(2)}`);
  }
});

Deno.test("pairs told apart by colour stay 30 apart in CIELAB for every kind of vision", () => {
  for (const vision of Object.keys(VISIONS) as Vision[]) {
    const trainTest = colourDistance(PALETTE.train, PALETTE.test, vision);
    ok(trainTest >= 30, `train and test: ${trainTest.toFixed(0)} for ${vision}`);
    const signs = colourDistance(PALETTE.redundancy, PALETTE.synergy, vision);
    ok(signs >= 30, `redundancy and synergy: ${signs.toFixed(0)} for ${vision}`);
    const weights = colourDistance(PALETTE.negative, PALETTE.positive, vision);
    ok(weights >= 30, `negative and positive: ${weights.toFixed(0)} for ${vision}`);
    // Rejected networks are dashed or crossed as well.
    for (const part of [PALETTE.train, PALETTE.test]) {
      const rejected = colourDistance(PALETTE.rejected, part, vision);
      ok(rejected >= 10, `rejected and ${part}: ${rejected.toFixed(0)} for ${vision}`);
    }
  }
});

Deno.test("the instruments themselves: black on white is 21 : 1, red and green meet for protanopes", () => {
  ok(Math.abs(contrast("#000000", "#ffffff") - 21) < 1e-5);
  ok(Math.abs(contrast("#777777", "#ffffff") - 4.48) < 0.005);
  const [red, green] = ["#b45050", "#6e6e32"];
  ok(colourDistance(red, green, "normal") > 2 * colourDistance(red, green, "protanopia"));
});

Deno.test("a tint lies between white and the colour", () => {
  equal(tint("#0b5fa5", 0), "#ffffff");
  equal(tint("#0b5fa5", 1), "#0b5fa5");
  deepEqual(tintChannels("#00ff80", 0.5), [128, 255, 192]);
  equal(tint("#000000", 0.95), "#0d0d0d");
});
