/** The description of a network, layer by layer. */

/** A fully connected layer: every unit, here a neuron, receives all columns of the layer before it. */
export interface DenseSpec {
  /** The kind of layer. */
  readonly kind: "dense";
  /** Unique among the layers of a network. */
  readonly name: string;
  /** Number of neurons, at least 1. */
  readonly units: number;
  /** The function applied to the weighted sums: a ReLU, or none. */
  readonly activation: "relu" | "none";
  /** True if its neurons have biases; otherwise these are zeros that are neither trained nor saved. */
  readonly bias: boolean;
}

/** One layer with parameters. */
export type LayerSpec = DenseSpec;

/**
 * A network: the first layer receives the samples; the last one is the output layer, whose units are the
 * classes and whose values are logits (the softmax is part of the loss). The paper's network (section 3.1) is
 * `mlp([784, 20, 20, 20, 10])`.
 */
export interface NetworkSpec {
  /** Number of values of a sample. */
  readonly input: number;
  /** From the first one to the output layer; at least one. */
  readonly layers: readonly LayerSpec[];
}

/** Name, role and size of a layer. */
export interface Layer {
  /** The name in its spec, e.g. `"fc1"`. */
  readonly name: string;
  /** The last layer is the output layer, the others are hidden. */
  readonly role: "hidden" | "output";
  /** Number of units: the neurons of a dense layer. */
  readonly units: number;
  /** Adjacent columns per unit; 1 for a neuron. */
  readonly columnsPerUnit: number;
}

/**
 * Error: a spec, parameters or files of a network are invalid or do not fit each other.
 *
 * @example
 * ```ts
 * import { initialParameters, mlp, NetworkError } from "@multiplet/multiplet/models";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { throws } from "node:assert/strict";
 * const spec = { ...mlp([784, 10]), layers: [] };
 * throws(() => initialParameters(spec, "default", randomSource(1)), NetworkError);
 * ```
 */
export class NetworkError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "NetworkError";
}

/**
 * A multilayer perceptron as in the paper: dense layers `fc1`, `fc2`, … with ReLU, and the output layer
 * `fc_out`.
 *
 * @param widths inputs, hidden widths, classes: at least two positive integers
 * @param options.outputBias whether the output layer has a bias; default `true`
 * @throws NetworkError for widths that are no such numbers
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(mlp([784, 20, 10]), {
 *   input: 784,
 *   layers: [
 *     { kind: "dense", name: "fc1", units: 20, activation: "relu", bias: true },
 *     { kind: "dense", name: "fc_out", units: 10, activation: "none", bias: true },
 *   ],
 * });
 * ```
 */
export function mlp(
  widths: readonly number[],
  { outputBias = true }: { readonly outputBias?: boolean } = {},
): NetworkSpec {
  const [input = NaN, ...own] = widths;
  const spec: NetworkSpec = {
    input,
    layers: own.map((units, l) =>
      l === own.length - 1
        ? { kind: "dense", name: "fc_out", units, activation: "none", bias: outputBias }
        : { kind: "dense", name: `fc${l + 1}`, units, activation: "relu", bias: true }
    ),
  };
  validateSpec(spec);
  return spec;
}

/** The widths for which {@link mlp} gives this network; `undefined` if there are none. */
export function mlpWidths({ input, layers }: NetworkSpec): number[] | undefined {
  const widths = [input, ...layers.map(({ units }) => units)];
  const alike = mlp(widths).layers.every(({ kind, name, activation, bias }, l) => {
    const own = layers[l]!;
    return own.kind === kind && own.name === name && own.activation === activation &&
      own.bias === bias;
  });
  return alike ? widths : undefined;
}

/**
 * Throws a {@link NetworkError} unless `spec` describes a network.
 *
 * @example
 * ```ts
 * import { mlp, validateSpec } from "@multiplet/multiplet/models";
 * import { throws } from "node:assert/strict";
 * const { input, layers: [fc1, output] } = mlp([784, 20, 10]);
 * validateSpec({ input, layers: [fc1!, output!] });
 * throws(
 *   () => validateSpec({ input, layers: [{ ...fc1!, units: 0 }, output!] }),
 *   /Layer fc1 needs a positive whole number of units, got 0/,
 * );
 * ```
 */
export function validateSpec({ input, layers }: NetworkSpec): void {
  requireCount(input, "A network needs a positive whole number of inputs");
  if (layers.length === 0) throw new NetworkError("A network needs an output layer, got no layers");
  const names = new Set<string>();
  for (const { name, units } of layers) {
    // A record by layer names must not find properties that every object has.
    if (name === "" || name in {}) throw new NetworkError(`A layer cannot be called "${name}"`);
    if (names.has(name)) throw new NetworkError(`Two layers are called ${name}`);
    names.add(name);
    requireCount(units, `Layer ${name} needs a positive whole number of units`);
  }
  const { name, activation } = layers.at(-1)!;
  if (activation !== "none") {
    throw new NetworkError(
      `Layer ${name} is the output layer, whose values are logits: its activation must be "none", ` +
        `got "${activation}"`,
    );
  }
}

function requireCount(count: number, what: string): void {
  if (!Number.isSafeInteger(count) || count < 1) throw new NetworkError(`${what}, got ${count}`);
}

/**
 * The layers of a network in order, the output layer last.
 *
 * @example
 * ```ts
 * import { layersOf, mlp } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(layersOf(mlp([784, 20, 10])), [
 *   { name: "fc1", role: "hidden", units: 20, columnsPerUnit: 1 },
 *   { name: "fc_out", role: "output", units: 10, columnsPerUnit: 1 },
 * ]);
 * ```
 */
export function layersOf(spec: NetworkSpec): Layer[] {
  return layerShapes(spec).map(({ layer }) => layer);
}

/** The hidden layers of a network in order. */
export function hiddenLayers(spec: NetworkSpec): Layer[] {
  return layersOf(spec).filter(({ role }) => role === "hidden");
}

/** The output layer of a network: its units are the classes. */
export function outputLayer(spec: NetworkSpec): Layer {
  return layersOf(spec).find(({ role }) => role === "output")!;
}

/** A layer with its input and parameter sizes. */
export interface LayerShape {
  readonly layer: Layer;
  readonly spec: LayerSpec;
  /** The layer before it; `undefined` for the first one, which samples enter. */
  readonly before: Layer | undefined;
  /** Number of input columns. */
  readonly inputs: number;
  /** Number of its weights. */
  readonly weights: number;
  /**
   * For a weight: the unit of the layer before (or the input) that it starts from, and the unit of this layer
   * that it leads to.
   */
  readonly from: (weight: number) => number;
  readonly to: (weight: number) => number;
  /** Number of its trained values. */
  readonly parameters: number;
}

/** The layers in order, with their shapes. */
export function layerShapes({ input, layers }: NetworkSpec): LayerShape[] {
  let inputs = input;
  let before: Layer | undefined;
  return layers.map((spec, l) => {
    const role = l === layers.length - 1 ? "output" : "hidden";
    const shape = shapeOf(spec, role, inputs, before);
    before = shape.layer;
    inputs = before.units * before.columnsPerUnit;
    return shape;
  });
}

function shapeOf(
  spec: LayerSpec,
  role: Layer["role"],
  inputs: number,
  before: Layer | undefined,
): LayerShape {
  const { kind, name, units, bias } = spec;
  switch (kind) {
    case "dense": {
      const columns = before?.columnsPerUnit ?? 1;
      const weights = inputs * units;
      return {
        layer: { name, role, units, columnsPerUnit: 1 },
        spec,
        before,
        inputs,
        weights,
        from: (weight) => Math.floor(weight / units / columns),
        to: (weight) => weight % units,
        parameters: weights + (bias ? units : 0),
      };
    }
  }
}

/**
 * Number of trained values: all weights and biases.
 *
 * @example
 * ```ts
 * import { mlp, parameterCount } from "@multiplet/multiplet/models";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(parameterCount(mlp([784, 20, 20, 20, 10])), 16_750);
 * ```
 */
export function parameterCount(spec: NetworkSpec): number {
  return layerShapes(spec).reduce((count, { parameters }) => count + parameters, 0);
}
