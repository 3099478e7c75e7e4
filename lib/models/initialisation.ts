/**
 * Seeded initial parameters.
 * @module
 */
import { type RandomSource, uniform } from "../system/random/random.ts";
import type { LayerParameters } from "./parameters.ts";
import { layerShapes, type MlpSpec, validateSpec } from "./spec.ts";

/**
 * How weights and biases start; all draw uniformly from a symmetric interval.
 * - `"default"`: weights and biases in ±1/√inputs, the usual framework default.
 * - `"glorot"`: weights in ±√(6/(inputs+outputs)), biases 0 (Glorot & Bengio 2010).
 * - `"he"`: weights in ±√(6/inputs), biases 0 (He et al. 2015).
 */
export type Initialisation = "default" | "glorot" | "he";

/** All values of {@link Initialisation}. */
export const INITIALISATIONS = ["default", "glorot", "he"] as const satisfies Initialisation[];

/** Half-width of the interval of the weights. */
function weightBound(initialisation: Initialisation, inputs: number, outputs: number): number {
  switch (initialisation) {
    case "default":
      return 1 / Math.sqrt(inputs);
    case "glorot":
      return Math.sqrt(6 / (inputs + outputs));
    case "he":
      return Math.sqrt(6 / inputs);
  }
}

/**
 * Draws the initial parameters of a network.
 *
 * Order of draws: layer by layer, the weights row by row (all weights that leave input 0 first),
 * then the biases. Each value is `fround((2u − 1) · bound)` with u a multiple of 2⁻²⁴ in [0, 1):
 * the same bytes on every machine.
 *
 * @example
 * ```ts
 * import { initialParameters } from "@multiplet/multiplet/models";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { strictEqual as equal, ok } from "node:assert/strict";
 * const [fc1] = initialParameters({ widths: [784, 20, 10] }, "default", randomSource(1));
 * equal(fc1!.weights.length, 784 * 20);
 * ok(fc1!.weights.every((w) => Math.abs(w) <= 1 / 28)); // 1/√784
 * ```
 */
export function initialParameters(
  spec: MlpSpec,
  initialisation: Initialisation,
  random: RandomSource,
): LayerParameters[] {
  validateSpec(spec);
  return layerShapes(spec).map(({ inputs, outputs, biased }) => {
    const bound = weightBound(initialisation, inputs, outputs);
    const draw = () => (2 * uniform(random) - 1) * bound;
    const weights = new Float32Array(inputs * outputs);
    for (let i = 0; i < weights.length; i++) weights[i] = draw();
    const biases = new Float32Array(outputs);
    if (initialisation === "default" && biased) {
      for (let j = 0; j < outputs; j++) biases[j] = draw();
    }
    return { weights, biases };
  });
}
