/**
 * A saved network in the hands of tfjs.
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { gatherInputs, type Samples } from "../../data/dataset.ts";

/** Rows that are predicted together. */
const BATCH = 1000;

/** The part of a `tf.LayersModel` that is used here. */
export interface PredictingModel {
  /** From a tensor of tfjs, rows × inputs, to one of rows × classes: a score for each class. */
  predict(inputs: object): object;
}

/**
 * Accuracy, 0..1, that tfjs itself computes with a model of its own: the independent check of what a
 * saved network says.
 *
 * @param model takes rows of `samples.features` inputs and gives one score per class
 * @example
 * ```ts
 * import { layersModelAccuracy, useBackend } from "@multiplet/multiplet/training/tfjs";
 * import * as tf from "@tensorflow/tfjs";
 * import { strictEqual as equal } from "node:assert/strict";
 * await useBackend("cpu");
 * // A model that always says class 1.
 * const model = { predict: () => tf.tensor2d([[0, 1], [0, 1], [0, 1], [0, 1]]) };
 * const inputs = Float32Array.of(1, 2, 3, 4);
 * const samples = { count: 4, features: 1, inputs, labels: Uint8Array.of(1, 1, 1, 0) };
 * equal(await layersModelAccuracy(model, samples), 0.75);
 * ```
 */
export async function layersModelAccuracy(
  model: PredictingModel,
  samples: Samples,
): Promise<number> {
  let correct = 0;
  for (let from = 0; from < samples.count; from += BATCH) {
    const count = Math.min(BATCH, samples.count - from);
    const rows = Uint32Array.from({ length: count }, (_, i) => from + i);
    const inputs = new Float32Array(count * samples.features);
    gatherInputs(samples, rows, inputs);
    const predicted = tf.tidy(() => {
      const scores = model.predict(tf.tensor2d(inputs, [count, samples.features]));
      return tf.argMax(scores as tf.Tensor, 1);
    });
    const classes = await predicted.data();
    predicted.dispose();
    rows.forEach((row, i) => correct += classes[i] === samples.labels[row] ? 1 : 0);
  }
  return correct / samples.count;
}
