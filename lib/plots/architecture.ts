/**
 * What the networks are.
 * @module
 */
import { layerShapes, type MlpSpec, parameterCount, validateSpec } from "../models/spec.ts";
import { composeFigure } from "./compose.ts";
import type { Figure } from "./figure.ts";
import { integer, percent, plural } from "./format.ts";
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
 * import { architectureFigure } from "@multiplet/multiplet/plots";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(
 *   architectureFigure({ widths: [784, 20, 20, 20, 10] }).title.replaceAll("\u00a0", " "),
 *   "784-20-20-20-10: 16,750 parameters, 93.7 % of them in fc1",
 * );
 * ```
 */
export function architectureFigure(spec: MlpSpec): Figure {
  validateSpec(spec);
  const layers = layersOf(spec);
  const { svg, height, shortened } = drawNetwork(layers);
  const fully = "Each neuron is connected with the whole layer before it. Parameters are weights " +
    (spec.outputBias === false ? "and biases; the output layer has no bias." : "and biases.");
  return composeFigure({
    title: titleOf(spec, layers),
    subtitle: shortened ? `${fully} Dots stand for what is left out of the drawing.` : fully,
    description: "A fully connected network. " + layers.map(describeLayer).join("; ") + ".",
    drawing: svg,
    height,
  });
}

function layersOf(spec: MlpSpec): DiagramLayer[] {
  const layers = layerShapes(spec).map((
    { name, outputs, parameters },
    l,
    all,
  ): DiagramLayer => ({
    name,
    width: outputs,
    activation: l === all.length - 1 ? "softmax" : "ReLU",
    parameters,
  }));
  return [{ name: "input", width: spec.widths[0]! }, ...layers];
}

function titleOf(spec: MlpSpec, layers: readonly DiagramLayer[]): string {
  const { widths } = spec;
  const total = parameterCount(spec);
  const shape = widths.length <= MOST_WIDTHS_IN_TITLE
    ? widths.join("-")
    : `${widths.length - 1} layers`;
  const counted = `${shape}: ${plural(total, "parameter")}`;
  if (widths.length === 2) return `${counted} in a single layer`;
  const [largest] = layers.toSorted((a, b) => (b.parameters ?? 0) - (a.parameters ?? 0));
  return `${counted}, ${percent(largest!.parameters! / total)} of them in ${largest!.name}`;
}

function describeLayer({ name, width, activation, parameters }: DiagramLayer): string {
  return parameters === undefined
    ? `${name}: ${integer(width)} values`
    : `${name}: ${plural(width, "neuron")}, ${activation}, ${plural(parameters, "parameter")}`;
}
