import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { gatherInputs, PIXEL_TO_INPUT } from "../../lib/data/dataset.ts";

Deno.test("a pixel v stands for the float32 nearest to v / 255", () => {
  equal(PIXEL_TO_INPUT.length, 256);
  deepEqual([0, 51, 255].map((v) => PIXEL_TO_INPUT[v]), [0, Math.fround(0.2), 1]);
});

Deno.test("rows are gathered in the order asked for, pixels and reals alike", () => {
  const labels = new Uint8Array(3);
  const pixels = {
    count: 3,
    features: 2,
    inputs: Uint8Array.of(0, 51, 102, 153, 204, 255),
    labels,
  };
  const reals = { ...pixels, inputs: Float32Array.from(pixels.inputs, (v) => v / 255) };
  for (const samples of [pixels, reals]) {
    const target = new Float32Array(5).fill(-1);
    gatherInputs(samples, [2, 0], target);
    deepEqual([...target], [0.8, 1, 0, 0.2, -1].map(Math.fround));
  }
});
