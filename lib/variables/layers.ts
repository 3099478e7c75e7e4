/** Layers of networks as variables. */
import type { LayerActivations } from "../models/forward.ts";
import { toVariables, type Variables } from "./variables.ts";

/** The activations of one layer, one variable per unit. */
export interface LayerVariables extends Variables {
  /** Name of the layer. */
  readonly layer: string;
}

/**
 * Pre-activations of a layer, one variable per unit, e.g. `fc1[3]`; its columns, if several, are `conv1[3].0`
 * and so on.
 *
 * @example
 * ```ts
 * import { activations, mlp } from "@multiplet/multiplet/models";
 * import { layerVariables } from "@multiplet/multiplet/variables";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const parameters = [{ weights: Float32Array.of(1, -1), biases: Float32Array.of(0, 0.5) }];
 * const inputs = Float32Array.of(2, 3);
 * const samples = { count: 2, features: 1, inputs, labels: Uint8Array.of(0, 1) };
 * const [output] = activations(mlp([1, 2]), parameters, samples).map(layerVariables);
 * deepEqual(output!.columns.map(({ name, values }) => [name, [...values]]), [
 *   ["fc_out[0]", [2, 3]],
 *   ["fc_out[1]", [-1.5, -2.5]],
 * ]);
 * ```
 */
export function layerVariables(
  { layer, samples, preActivations }: LayerActivations,
): LayerVariables {
  const { name, units, columnsPerUnit: width } = layer;
  const unitNames = Array.from({ length: units }, (_, unit) => `${name}[${unit}]`);
  const columns = toVariables({
    samples,
    variables: units * width,
    values: preActivations,
    names: width === 1
      ? unitNames
      : unitNames.flatMap((unit) => Array.from({ length: width }, (_, at) => `${unit}.${at}`)),
  });
  const variables = unitNames.map((unit, index) => ({
    index,
    name: unit,
    columns: Array.from({ length: width }, (_, at) => index * width + at),
  }));
  return { ...columns, variables, layer: name };
}
