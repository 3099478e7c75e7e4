import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import type { Dataset, InputShape } from "../../../../lib/data/dataset.ts";
import { digitsFigure } from "../../../../lib/paper/figures.ts";
import { numbered, toyDataset } from "../../../toy_dataset.ts";
import { readPng } from "../../../figures/png_pixels.ts";
import { attributesOf, textsOf, words } from "../../../figures/svg_checks.ts";

/** The pixels of the PNG in a figure, row by row. */
function pixelsOf(svg: string) {
  return readPng(attributesOf(svg, "href")[0]!).rows;
}

/** Two classes, images of 2 × 1 pixels; the second class has one image only. */
const tiny: Dataset = {
  ...toyDataset(),
  input: { kind: "image", height: 2, width: 1, channels: 1 },
  classes: ["round", "flat"],
  parts: {
    test: toyDataset().parts.test,
    train: {
      count: 3,
      features: 2,
      inputs: Uint8Array.of(255, 0, 10, 20, 30, 40),
      labels: Uint8Array.of(0, 1, 0),
    },
  },
};
const TINY_PIXELS = [
  [255, 255, 255, 255, 255, 255],
  [255, 0, 255, 255, 245, 255],
  [255, 255, 255, 255, 235, 255],
  [255, 255, 255, 255, 255, 255],
  [255, 255, 255, 255, 255, 255],
  [255, 225, 255, 255, 255, 255],
  [255, 215, 255, 255, 255, 255],
  [255, 255, 255, 255, 255, 255],
  // Three more images of which there are none.
  ...new Array<number[]>(3 * 4).fill(new Array<number>(6).fill(255)),
];

Deno.test("columns are classes, rows their first images, dark is 1, white where none is left", () => {
  deepEqual(pixelsOf(digitsFigure(tiny).svg), TINY_PIXELS);
});

Deno.test("float inputs are drawn like pixels, clamped to [0, 1]", () => {
  const inputs = Float32Array.of(1.5, -1, 10 / 255, 20 / 255, 30 / 255, 40 / 255);
  const { train, test } = tiny.parts;
  const floats = { ...tiny, parts: { train: { ...train, inputs }, test } };
  deepEqual(pixelsOf(digitsFigure(floats).svg), TINY_PIXELS);
});

Deno.test("title and labels count what there is", () => {
  const { svg, title } = digitsFigure(tiny);
  equal(words(title), "3 training images of 2 classes, 60 test images");
  deepEqual(textsOf(svg).slice(2), ["round", "2", "flat", "1"]);
  const other = digitsFigure(toyDataset({ train: 8, test: 1 }));
  equal(words(other.title), "8 training images of 4 classes, 1 test image");
});

Deno.test("50 digits of 28 × 28 pixels take less than 60 KB, whatever they hold", () => {
  const inputs = new Uint8Array(100 * 784).map((_, at) => (at * at * 31) % 251);
  const labels = Uint8Array.from({ length: 100 }, (_, row) => row % 10);
  const train = { count: 100, features: 784, inputs, labels };
  const { svg } = digitsFigure({
    ...tiny,
    input: { kind: "image", height: 28, width: 28, channels: 1 },
    classes: numbered(10),
    parts: { ...tiny.parts, train },
  });
  ok(svg.length < 60_000, `${svg.length} bytes`);
});

Deno.test("inputs that are no images of one channel are an error", () => {
  const draw = (input: InputShape) => () => digitsFigure({ ...tiny, input });
  throws(draw({ kind: "vector", size: 2 }), /digitsFigure draws images.*vectors of 2/);
  throws(draw({ kind: "image", height: 1, width: 1, channels: 2 }), /one channel.*2 channels/);
});
