/**
 * The trained values of a network, as plain arrays that every engine reads and writes, and their initial values.
 */
import { type RandomSource, uniform } from "../system/random/random.ts";
import {
  layerShapes,
  type LayerSpec,
  NetworkError,
  type NetworkSpec,
  validateSpec,
} from "./spec.ts";

/** Weights and biases of one layer. */
export interface LayerParameters {
  /**
   * Row-major, as the kernels of tfjs:
   * - of a dense layer `inputs × units`: weight i→j at `i·units+j`. The inputs that are an image come row by row, the
   *   channels of a pixel adjacent.
   * - of a convolution `3 × 3 × channels × units`: weight c→m at `((3·i + j)·channels + c)·units + m`. In the sum of
   *   map m at row y and column x, it multiplies channel c of the pixel at row y + i − 1 and column x + j − 1.
   */
  readonly weights: Float32Array;
  /** One per unit; zeros in a layer without biases. */
  readonly biases: Float32Array;
}

/** All parameters of a network, in the order of its layers. */
export type NetworkParameters = readonly LayerParameters[];

/**
 * Throws a {@link NetworkError} that names the layer unless `parameters` fit `spec`.
 *
 * @example
 * ```ts
 * import { mlp, validateParameters } from "@multiplet/multiplet/models";
 * import { throws } from "node:assert/strict";
 * const layer = { weights: Float32Array.of(1, 2), biases: Float32Array.of(3) };
 * validateParameters(mlp([2, 1]), [layer]);
 * throws(
 *   () => validateParameters(mlp([3, 1]), [layer]),
 *   /Layer fc_out has 2 weights and 1 biases, it needs 3 × 1 = 3 and 1/,
 * );
 * ```
 */
export function validateParameters(spec: NetworkSpec, parameters: NetworkParameters): void {
  const shapes = layerShapes(spec);
  if (parameters.length !== shapes.length) {
    throw new NetworkError(
      `Parameters have ${parameters.length} layers, the network has ${shapes.length} ` +
        `(${shapes.map(({ layer }) => layer.name).join(", ")})`,
    );
  }
  parameters.forEach(({ weights, biases }, l) => {
    const { layer: { name, units }, weights: needed, kernel } = shapes[l]!;
    if (weights.length !== needed || biases.length !== units) {
      throw new NetworkError(
        `Layer ${name} has ${weights.length} weights and ${biases.length} biases, ` +
          `it needs ${kernel.join(" × ")} = ${needed} and ${units}`,
      );
    }
  });
}

/**
 * Initial weights and biases, drawn uniformly from a symmetric interval.
 * - `"default"`: weights and biases in ±1/√inputs, the usual framework default.
 * - `"glorot"`: weights in ±√(6/(inputs+outputs)), biases 0 (Glorot & Bengio 2010).
 * - `"he"`: weights in ±√(6/inputs), biases 0 (He et al. 2015).
 *
 * Inputs are the weights that lead to a unit, outputs those that leave an input: the units of a dense layer; of a
 * convolution 9 × channels, and 9 × maps.
 */
export type Initialisation = "default" | "glorot" | "he";

/** All values of {@link Initialisation}. */
export const INITIALISATIONS = ["default", "glorot", "he"] as const satisfies Initialisation[];

/** Half-width of the interval of the weights. */
const WEIGHT_BOUND: Readonly<Record<Initialisation, (inputs: number, outputs: number) => number>> =
  {
    default: (inputs) => 1 / Math.sqrt(inputs),
    glorot: (inputs, outputs) => Math.sqrt(6 / (inputs + outputs)),
    he: (inputs) => Math.sqrt(6 / inputs),
  };

/**
 * Draws the initial parameters of a network.
 *
 * Order of draws: layer by layer, the weights in their order (of a dense layer all weights that leave input 0 first),
 * then the biases. Each value is `fround((2u − 1) · bound)` with u a multiple of 2⁻²⁴ in [0, 1):
 * the same bytes on every machine.
 *
 * @throws NetworkError when `spec` describes no network
 * @example
 * ```ts
 * import { convolutional, initialParameters, mlp } from "@multiplet/multiplet/models";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { strictEqual as equal, ok } from "node:assert/strict";
 * const [fc1] = initialParameters(mlp([784, 20, 10]), "default", randomSource(1));
 * equal(fc1!.weights.length, 784 * 20);
 * ok(fc1!.weights.every((w) => Math.abs(w) <= 1 / 28)); // 1/√784
 * const small = convolutional({ height: 8, width: 8, channels: 4 }, [5], [10]);
 * const [conv1] = initialParameters(small, "default", randomSource(1));
 * equal(conv1!.weights.length, 9 * 4 * 5);
 * ok(conv1!.weights.every((w) => Math.abs(w) <= 1 / 6)); // 1/√(9 × 4)
 * ```
 */
export function initialParameters(
  spec: NetworkSpec,
  initialisation: Initialisation,
  random: RandomSource,
): LayerParameters[] {
  validateSpec(spec);
  const draw = (count: number, bound: number) => {
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = (2 * uniform(random) - 1) * bound;
    return values;
  };
  return layerShapes(spec).map(({ spec: own, inputs, weights }) => {
    const { units, bias } = own;
    const bound = WEIGHT_BOUND[initialisation](inputs, outputsOf(own));
    const drawn = draw(weights, bound);
    const biases = initialisation === "default" && bias;
    return { weights: drawn, biases: biases ? draw(units, bound) : new Float32Array(units) };
  });
}

/** Number of weights that leave one input. */
function outputsOf({ kind, units }: LayerSpec): number {
  switch (kind) {
    case "dense":
      return units;
    case "convolution":
      return 9 * units;
  }
}
