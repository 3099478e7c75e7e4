import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import { equivalenceBand, pointsAxis } from "../../../../lib/paper/subnetworks/figures/axes.ts";
import { plotPanel } from "../../../../lib/figures/panels/panels.ts";
import { attributesOf } from "../../../figures/svg_checks.ts";

const labels = (differences: number[], length: number) => {
  const { ticks, tickFormat } = pointsAxis(differences, length, 20);
  return ticks.map(tickFormat);
};

Deno.test("numbers on both sides of 0, as many as there is room for", () => {
  deepEqual(labels([-0.1, 0.2], 150), ["−0.5", "0", "0.5"]);
  deepEqual(labels([-12, 3], 300), ["−10", "−5", "−2", "−1", "−0.5", "0", "0.5", "1", "2"]);
  ok(labels([-12, 3], 60).length < 6);
});

Deno.test("the axis holds all differences and ±0.5, whatever the differences", () => {
  const [low, high] = pointsAxis([], 100, 20).domain;
  ok(low < -0.9 && high > 0.9);
  const [wide, far] = pointsAxis([-30, 2], 100, 20).domain;
  ok(wide < -30 && far > 2);
});

Deno.test("the band lies between ±0.5, with a line at 0 in its middle", () => {
  const axis = pointsAxis([-3, 3], 200, 20);
  const size = { width: 200, height: 200, margin: 0, axis: null };
  const vertical = plotPanel({ ...size, y: axis, marks: [equivalenceBand("y")] }).svg;
  const horizontal = plotPanel({ ...size, x: axis, marks: [equivalenceBand("x")] }).svg;
  const numbers = (svg: string, name: string) => attributesOf(svg, name).map(Number);
  const [low, high, zero] = numbers(vertical, "y1");
  deepEqual([zero, (low! + high!) / 2], [100, 100]);
  ok(low! > 100 && high! < 100);
  deepEqual(numbers(horizontal, "x1"), [high, low, zero]);
  const [rect] = /<rect[^>]*>/.exec(vertical)!;
  deepEqual(numbers(rect, "y"), [high]);
  equal((numbers(rect, "height")[0]! + high!).toFixed(2), low!.toFixed(2));
});

Deno.test("the scale is linear within ±0.5 to a third, logarithmic far out", () => {
  const scale = Plot.scale({ y: { ...pointsAxis([-50, 50], 100, 20), range: [0, 1] } });
  const at = (value: number) => scale.apply(value) as number;
  const [near, far] = [at(0.1) - at(0), at(0.5) - at(0.4)];
  ok(far / near > 0.55 && far < near);
  ok(Math.abs((at(40) - at(20)) / (at(20) - at(10)) - 1) < 0.05);
});
