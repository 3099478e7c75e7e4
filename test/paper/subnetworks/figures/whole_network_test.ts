import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { estimate } from "../../../../lib/figures/kit/estimate.ts";
import { wholeEntry, wholeMarks } from "../../../../lib/paper/subnetworks/figures/styles.ts";
import { plotPanel } from "../../../../lib/figures/panels/panels.ts";
import { attributesOf, words } from "../../../figures/svg_checks.ts";
import { invented } from "../invented.ts";

const draw = (axis: "x" | "y", ...accuracies: number[]) =>
  plotPanel({
    width: 100,
    height: 100,
    margin: 0,
    axis: null,
    x: { domain: [0, 100] },
    y: { domain: [0, 100] },
    marks: wholeMarks(estimate(accuracies), axis, (accuracy) => accuracy),
  }).svg;
const rectOf = (svg: string, ...names: string[]) => {
  const [rect] = /<rect[^>]*>/.exec(svg) ?? [];
  return rect && names.map((name) => attributesOf(rect, name)[0]);
};

Deno.test("a line at the mean across the panel, with a band for its interval", () => {
  // t₀.₉₇₅ of one degree of freedom is 12.706; the standard error is 1.
  const [vertical, horizontal] = [draw("x", 49, 51), draw("y", 59, 61)];
  deepEqual(attributesOf(vertical, "x1"), ["50"]);
  deepEqual(rectOf(vertical, "x", "width", "height"), ["37.29", "25.41", "100"]);
  deepEqual(attributesOf(horizontal, "y1"), ["40"]);
  deepEqual(rectOf(horizontal, "y", "height", "width"), ["27.29", "25.41", "100"]);
});

Deno.test("the key explains the band, where there is one", () => {
  const keyOf = (networks: number) => {
    const { sample, label } = wholeEntry(invented({ networks, sizes: ["k*"] }));
    return [words(label), /<rect/.test(sample), /stroke-dasharray/.test(sample)];
  };
  deepEqual(keyOf(3), ["whole network (band: 95 % interval)", true, true]);
  deepEqual(keyOf(1), ["whole network", false, true]);
});

Deno.test("one network has a line without a band", () => {
  deepEqual(attributesOf(draw("x", 50), "x1"), ["50"]);
  deepEqual(rectOf(draw("x", 50), "x"), undefined);
});
