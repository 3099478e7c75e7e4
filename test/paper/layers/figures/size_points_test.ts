import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { Layers, matchedSizes } from "../../../../lib/paper/layers/figures/layers.ts";
import { lineRow } from "../../../../lib/paper/layers/figures/layer_panels.ts";
import { flat, inventedFigure1 } from "./invented_figure1.ts";

const layer = { exact: flat(1, -1) };
const layers = new Layers(inventedFigure1([{ fc1: layer }, { fc1: layer }]));

/** Network 0 has 1 nat at size 3, network 1 has 3 nats there and 5 nats at size 2. */
const points = layers.points(
  ({ network }) =>
    network === 0
      ? [{ size: 3, value: Math.LN2 }]
      : [{ size: 3, value: 3 * Math.LN2 }, { size: 2, value: 5 * Math.LN2 }],
  ({ value }) => value,
);

Deno.test("sizes ascend; each has the mean of the networks that have it, in bits", () => {
  deepEqual(points.map(({ layer, size, mean, count }) => [layer, size, mean, count]), [
    ["fc1", 2, 5, 1],
    ["fc1", 3, 2, 2],
  ]);
});

Deno.test("low and high are the 95 % interval, or the value of a single network", () => {
  const [single, pair] = points;
  deepEqual([single!.low, single!.high], [5, 5]);
  // t₀.₉₇₅ of one degree of freedom is 12.706; the standard error is 1.
  deepEqual([pair!.low, pair!.high].map((value) => value.toFixed(3)), ["-10.706", "14.706"]);
});

Deno.test("other units stay as they are", () => {
  const shares = layers.points(() => [{ size: 2 }], () => 0.5, (share) => 100 * share);
  equal(shares[0]!.mean, 50);
});

Deno.test("only sizes of both lists are matched", () => {
  const first = [{ size: 2, name: "a" }, { size: 3, name: "b" }];
  const second = [{ size: 3, value: 1 }, { size: 4, value: 2 }];
  deepEqual(matchedSizes(first, second), [{ size: 3, first: first[1], second: second[0] }]);
});

Deno.test("an axis holds means, and bands where they are drawn", () => {
  const row = (band: boolean) =>
    lineRow({
      label: "",
      height: 1,
      lines: [{ points: points.slice(1), colour: "#000000", band }],
      values: [100],
    }).values.map(Math.round);
  deepEqual(row(false), [100, 2]);
  deepEqual(row(true), [100, -11, 15]);
});
