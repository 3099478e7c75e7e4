/**
 * What the networks are.
 * @module
 */
import { layerShapes, type NetworkSpec, parameterCount, validateSpec } from "../models/spec.ts";
import { composeFigure } from "./compose.ts";
import type { Figure } from "./figure.ts";
import { enumerate, integer, percent, plural } from "./format.ts";
import { type DiagramLayer, drawNetwork } from "./network_diagram.ts";

/** Widths that a title still lists one by one. */
const MOST_WIDTHS_IN_TITLE = 8;

/**
 * Draws the layers of a multilayer perceptron as circles and lists under each its name, width,
 * activation function and number of parameters. Layers wider than 20 neurons and networks deeper
 * than 8 layers are drawn with their middle left out.
 *
 * @throws {NetworkError} when `spec` describes no network
 *
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { architectureFigure } from "@multiplet/multiplet/plots";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(
 *   architectureFigure(mlp([784, 20, 20, 20, 10])).title.replaceAll("\u00a0", " "),
 *   "784-20-20-20-10: 16,750 parameters, 93.7 % of them in fc1",
 * );
 * ```
 */
export function architectureFigure(spec: NetworkSpec): Figure {
  validateSpec(spec);
  const layers = diagramLayers(spec);
  const { svg, height, shortened } = drawNetwork(layers);
  const fully = "Each neuron is connected with the whole layer before it. Parameters are weights " +
    "and biases" + biasNote(spec) + ".";
  return composeFigure({
    title: titleOf(spec, layers),
    subtitle: shortened ? `${fully} Dots stand for what is left out of the drawing.` : fully,
    description: "A fully connected network. " + layers.map(describeLayer).join("; ") + ".",
    drawing: svg,
    height,
  });
}

/** What is to be said of layers without biases. */
function biasNote(spec: NetworkSpec): string {
  const bare = layerShapes(spec).filter((shape) => !shape.spec.bias).map(({ layer }) =>
    layer.role === "output" ? "the output layer" : layer.name
  );
  return bare.length === 0
    ? ""
    : `; ${enumerate(bare)} ${bare.length > 1 ? "have" : "has"} no bias`;
}

function diagramLayers(spec: NetworkSpec): DiagramLayer[] {
  const layers = layerShapes(spec).map((
    { layer: { name, role, units }, spec: { activation }, parameters },
  ): DiagramLayer => ({
    name,
    width: units,
    activation: role === "output" ? "softmax" : activation === "relu" ? "ReLU" : "linear",
    parameters,
  }));
  return [{ name: "input", width: spec.input }, ...layers];
}

function titleOf(spec: NetworkSpec, layers: readonly DiagramLayer[]): string {
  const total = parameterCount(spec);
  const own = spec.layers.length;
  const shape = layers.length <= MOST_WIDTHS_IN_TITLE
    ? layers.map(({ width }) => width).join("-")
    : `${own} layers`;
  const counted = `${shape}: ${plural(total, "parameter")}`;
  if (own === 1) return `${counted} in a single layer`;
  const [largest] = layers.toSorted((a, b) => (b.parameters ?? 0) - (a.parameters ?? 0));
  return `${counted}, ${percent(largest!.parameters! / total)} of them in ${largest!.name}`;
}

function describeLayer({ name, width, activation, parameters }: DiagramLayer): string {
  return parameters === undefined
    ? `${name}: ${integer(width)} values`
    : `${name}: ${plural(width, "neuron")}, ${activation}, ${plural(parameters, "parameter")}`;
}
