/** The description of a network, layer by layer, and the shapes that follow from it. */

/** Height, width and channels of images: values row by row, the channels of a pixel adjacent. */
export interface ImageShape {
  /** Number of rows of pixels, at least 1. */
  readonly height: number;
  /** Number of pixels per row, at least 1. */
  readonly width: number;
  /** Number of values per pixel, at least 1: colours of a sample, or maps of a convolution. */
  readonly channels: number;
}

/** A fully connected layer: every unit, here a neuron, receives all values of the layer before it. */
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

/**
 * A convolution of images: every unit, here a map, is a weighted sum of the 3 × 3 pixels around each pixel, in all
 * channels, with the same weights everywhere. The image is surrounded by zeros and the stride is 1, so that maps
 * are as high and as wide as the image that enters.
 */
export interface ConvolutionSpec {
  /** The kind of layer. */
  readonly kind: "convolution";
  /** Unique among the layers of a network. */
  readonly name: string;
  /** Number of maps, at least 1: the channels of the image that leaves. */
  readonly units: number;
  /** The function applied to the weighted sums: a ReLU, or none. */
  readonly activation: "relu" | "none";
  /** True if its maps have biases, one each; otherwise these are zeros that are neither trained nor saved. */
  readonly bias: boolean;
  /**
   * The step after the activation function:
   * - `"max"`: of each 2 × 2 pixels of a map, the largest value leaves. An odd last row or column is left out.
   * - `"none"`: all pixels leave.
   */
  readonly pooling: "max" | "none";
}

/** One layer with parameters. */
export type LayerSpec = DenseSpec | ConvolutionSpec;

/**
 * A network: the first layer receives the samples; the last one is the output layer, whose units are the
 * classes and whose values are logits (the softmax is part of the loss). Convolutions come first, dense layers
 * after them. The paper's network (section 3.1) is `mlp([784, 20, 20, 20, 10])`.
 */
export interface NetworkSpec {
  /** Number of values of a sample; the shape of samples that are images, which convolutions need. */
  readonly input: number | ImageShape;
  /** From the first one to the output layer; at least one. */
  readonly layers: readonly LayerSpec[];
}

/** Name, role and size of a layer. */
export interface Layer {
  /** The name in its spec, e.g. `"fc1"`. */
  readonly name: string;
  /** The last layer is the output layer, the others are hidden. */
  readonly role: "hidden" | "output";
  /** Number of units: the neurons of a dense layer, the maps of a convolution. */
  readonly units: number;
  /** Adjacent columns per unit: 1 for a neuron, height × width (before pooling) for a map. */
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
  if (typeof input === "number") {
    requireCount(input, "A network needs a positive whole number of inputs");
  } else {
    for (const size of ["height", "width", "channels"] as const) {
      requireCount(input[size], `Images need a positive whole number as ${size}`);
    }
  }
  if (layers.length === 0) throw new NetworkError("A network needs an output layer, got no layers");
  const names = new Set<string>();
  let image = imageOf(input);
  for (const layer of layers) {
    const { name, units } = layer;
    // A record by layer names must not find properties that every object has.
    if (name === "" || name in {}) throw new NetworkError(`A layer cannot be called "${name}"`);
    if (names.has(name)) throw new NetworkError(`Two layers are called ${name}`);
    names.add(name);
    requireCount(units, `Layer ${name} needs a positive whole number of units`);
    image = layer.kind === "convolution" ? imageAfter(layer, image) : undefined;
  }
  const { name, kind, activation } = layers.at(-1)!;
  if (kind === "convolution") {
    throw new NetworkError(
      `Layer ${name} is the output layer, with a logit for each class: it must be dense, got a convolution`,
    );
  }
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
 * The image that leaves a convolution, after pooling.
 *
 * @throws NetworkError when no image enters, or nothing leaves
 */
function imageAfter(
  { name, units, pooling }: ConvolutionSpec,
  image: ImageShape | undefined,
): ImageShape {
  if (image === undefined) {
    throw new NetworkError(
      `Layer ${name} is a convolution, which an image must enter: the input of the network must be an ` +
        `image shape, and all layers before ${name} convolutions`,
    );
  }
  if (pooling !== "max" && pooling !== "none") {
    throw new NetworkError(`Layer ${name} needs the pooling "max" or "none", got "${pooling}"`);
  }
  const [height, width] = [image.height, image.width].map((size) =>
    pooling === "max" ? Math.floor(size / 2) : size
  ) as [number, number];
  if (height * width === 0) {
    throw new NetworkError(
      `Layer ${name} pools 2 × 2 pixels, and images of ${image.height} × ${image.width} pixels enter: ` +
        "nothing would be left",
    );
  }
  return { height, width, channels: units };
}

function imageOf(input: NetworkSpec["input"]): ImageShape | undefined {
  return typeof input === "number" ? undefined : input;
}

/** Number of values of a sample. */
export function inputCount({ input }: NetworkSpec): number {
  return typeof input === "number" ? input : input.height * input.width * input.channels;
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

/**
 * A layer with its input and parameter sizes. The weights of every layer are
 * `blocks × units of the layer before (or channels, or inputs) × units`, row-major.
 */
export interface LayerShape {
  readonly layer: Layer;
  readonly spec: LayerSpec;
  /** The layer before it; `undefined` for the first one, which samples enter. */
  readonly before: Layer | undefined;
  /** The image that enters, after the pooling of the layer before; `undefined` where none does. */
  readonly entering: ImageShape | undefined;
  /** The image that leaves a convolution, after its pooling; `undefined` for a dense layer. */
  readonly leaving: ImageShape | undefined;
  /**
   * Number of weights from a unit of the layer before (or a channel, or an input) to one of its units: the 9 pixels
   * of a convolution, the pixels of an image that enters a dense layer, otherwise 1.
   */
  readonly blocks: number;
  /** Number of weights that lead to each of its units. */
  readonly inputs: number;
  /** Number of its weights. */
  readonly weights: number;
  /** The shape of its weights in tfjs: inputs and units of a dense layer; 3, 3, channels and maps of a convolution. */
  readonly kernel: readonly number[];
  /**
   * For a weight: the unit of the layer before (or the channel, or the input) that it starts from, and the unit of
   * this layer that it leads to.
   */
  readonly from: (weight: number) => number;
  readonly to: (weight: number) => number;
  /** Number of its trained values. */
  readonly parameters: number;
}

/** The layers in order, with their shapes. */
export function layerShapes({ input, layers }: NetworkSpec): LayerShape[] {
  let before: Layer | undefined;
  let entering = imageOf(input);
  return layers.map((spec, l) => {
    const sources = before?.units ?? (typeof input === "number" ? input : input.channels);
    const role = l === layers.length - 1 ? "output" : "hidden";
    const own = ownShape(spec, entering, sources);
    const { name, units, bias } = spec;
    const inputs = own.blocks * sources;
    const weights = inputs * units;
    const shape = {
      layer: { name, role, units, columnsPerUnit: own.columnsPerUnit } as const,
      spec,
      before,
      entering,
      leaving: own.leaving,
      blocks: own.blocks,
      inputs,
      weights,
      kernel: own.kernel,
      from: (weight: number) => Math.floor(weight / units) % sources,
      to: (weight: number) => weight % units,
      parameters: weights + (bias ? units : 0),
    };
    before = shape.layer;
    entering = shape.leaving;
    return shape;
  });
}

/** What depends on the kind of a layer. */
function ownShape(spec: LayerSpec, entering: ImageShape | undefined, sources: number) {
  const positions = entering === undefined ? 1 : entering.height * entering.width;
  switch (spec.kind) {
    case "dense": {
      const kernel = [positions * sources, spec.units];
      return { blocks: positions, columnsPerUnit: 1, leaving: undefined, kernel };
    }
    case "convolution": {
      const leaving = imageAfter(spec, entering);
      const kernel = [3, 3, sources, spec.units];
      return { blocks: 9, columnsPerUnit: positions, leaving, kernel };
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
