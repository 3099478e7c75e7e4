import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { convolutional, mlp, NetworkError } from "../../../../lib/models/mod.ts";
import { architectureFigure } from "../../../../lib/paper/figures.ts";
import { attributesOf, textsOf, words } from "../../../figures/svg_checks.ts";

/** Neurons drawn as circles, and dots for what is left out. */
function marksOf(svg: string): { circles: number; dots: number } {
  const radii = attributesOf(svg, "r");
  const circles = radii.filter((radius) => radius === "5").length;
  return { circles, dots: radii.length - circles };
}

Deno.test("titles: shape, parameters and the layer that holds most of them", () => {
  const titleOf = (widths: number[]) => words(architectureFigure(mlp(widths)).title);
  equal(
    titleOf([784, 20, 20, 20, 10]),
    "784-20-20-20-10: 16,750 parameters, 93.7 % of them in fc1",
  );
  equal(titleOf([2, 3, 100]), "2-3-100: 409 parameters, 97.8 % of them in fc_out");
  equal(titleOf([784, 10]), "784-10: 7,850 parameters in a single layer");
  equal(
    titleOf([4, ...new Array<number>(10).fill(4)]),
    "10 layers: 200 parameters, 10.0 % of them in fc1",
  );
});

Deno.test("the table lists name, width, activation and parameters of each layer", () => {
  const { svg } = architectureFigure(mlp([784, 20, 10], { outputBias: false }));
  deepEqual(textsOf(svg).slice(2), [
    ...["layer", "input", "fc1", "fc_out"],
    ...["width", "784", "20", "10"],
    ...["activation", "–", "ReLU", "softmax"],
    ...["parameters", "–", "15,700", "200"],
  ]);
  ok(textsOf(svg)[1]!.includes("the output layer has no bias"));
});

Deno.test("layers up to 20 neurons are drawn whole, wider ones as 16 circles and 3 dots", () => {
  deepEqual(marksOf(architectureFigure(mlp([20, 3])).svg), { circles: 23, dots: 0 });
  deepEqual(marksOf(architectureFigure(mlp([21, 3])).svg), { circles: 19, dots: 3 });
  deepEqual(marksOf(architectureFigure(mlp([784, 300, 10])).svg), { circles: 42, dots: 6 });
});

Deno.test("deep networks lose their middle, names at both ends stay", () => {
  const widths = new Array<number>(12).fill(2);
  const { svg, description } = architectureFigure(mlp(widths));
  deepEqual(marksOf(svg), { circles: 16, dots: 3 });
  const texts = textsOf(svg);
  const at = texts.indexOf("layer");
  deepEqual(texts.slice(at + 1, at + 9), [
    ...["input", "fc1", "fc2", "fc3"],
    ...["fc8", "fc9", "fc10", "fc_out"],
  ]);
  ok(texts[1]!.includes("Dots stand for what is left out"));
  ok(description.includes("fc5: 2 neurons"), "the description has all layers");
});

Deno.test("every neuron drawn is connected with every one before it", () => {
  const { svg } = architectureFigure(mlp([3, 4, 2]));
  const lines = attributesOf(svg, "d").map((path) => path.split("M").length - 1);
  deepEqual(lines, [12, 8]);
});

Deno.test("convolutions: a circle per map, the shape of the images, pooling", () => {
  const input = { height: 32, width: 32, channels: 3 };
  const { title, svg, description } = architectureFigure(convolutional(input, [16, 32], [10]));
  equal(words(title), "32×32×3-16-32-10: 25,578 parameters, 80.1 % of them in fc_out");
  const [, subtitle, ...table] = textsOf(svg);
  ok(subtitle!.includes("Each map is connected with 3 × 3 pixels of every map before it"));
  deepEqual(table.slice(-25), [
    ...["layer", "input", "conv1", "conv2", "fc_out"],
    ...["width", "32×32×3", "16 maps", "32 maps", "10"],
    ...["activation", "–", "ReLU", "ReLU", "softmax"],
    ...["parameters", "–", "448", "4,640", "20,490"],
    ...["pooling", "–", "2 × 2", "2 × 2", "–"],
  ]);
  deepEqual(marksOf(svg), { circles: 3 + 16 + 16 + 10, dots: 3 });
  ok(
    words(description).startsWith(
      "A convolutional network. input: 32×32×3 values; conv1: 16 maps, ReLU, pooling, 448 parameters;",
    ),
  );
  const flat = architectureFigure(convolutional(input, [], [10]));
  ok(flat.description.startsWith("A fully connected network."));
  ok(textsOf(flat.svg).includes("3,072"));
});

Deno.test("what is no network is the networks' own error", () => {
  throws(() => architectureFigure(mlp([784])), NetworkError);
});
