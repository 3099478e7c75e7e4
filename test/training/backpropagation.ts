/**
 * Backpropagation of the mean softmax cross-entropy, written plainly in float64: the oracle of
 * every trainer.
 */
import { gatherInputs, type Samples } from "../../lib/data/dataset.ts";

/** One layer in float64: `weights[i][j]` leads from input i to output j. */
export interface PlainLayer {
  weights: number[][];
  biases: number[];
}

/** Float64 copy of a network's parameters. */
export function toPlain(
  widths: readonly number[],
  parameters: readonly { weights: ArrayLike<number>; biases: ArrayLike<number> }[],
): PlainLayer[] {
  return parameters.map(({ weights, biases }, l) => ({
    weights: Array.from(
      { length: widths[l]! },
      (_, i) => Array.from({ length: widths[l + 1]! }, (_, j) => weights[i * widths[l + 1]! + j]!),
    ),
    biases: Array.from(biases),
  }));
}

/** Inputs of the rows as float64 arrays, and their labels. */
export function batchOf(samples: Samples, indices: ArrayLike<number>) {
  const inputs = new Float32Array(indices.length * samples.features);
  gatherInputs(samples, indices, inputs);
  return Array.from(indices, (at, row) => ({
    input: Array.from(inputs.subarray(row * samples.features, (row + 1) * samples.features)),
    label: samples.labels[at]!,
  }));
}

type Batch = ReturnType<typeof batchOf>;

function forward(layers: readonly PlainLayer[], input: number[]): number[][] {
  const values = [input];
  layers.forEach(({ weights, biases }, l) => {
    const pre = biases.map((bias, j) =>
      values[l]!.reduce((sum, value, i) => sum + value * weights[i]![j]!, bias)
    );
    values.push(l < layers.length - 1 ? pre.map((z) => Math.max(z, 0)) : pre);
  });
  return values;
}

function softmax(logits: readonly number[]): number[] {
  const peak = Math.max(...logits);
  const exponentials = logits.map((z) => Math.exp(z - peak));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((e) => e / sum);
}

/** Mean cross-entropy of a batch, in nats. */
export function plainLoss(layers: readonly PlainLayer[], batch: Batch): number {
  const losses = batch.map(({ input, label }) =>
    -Math.log(softmax(forward(layers, input).at(-1)!)[label]!)
  );
  return losses.reduce((a, b) => a + b, 0) / batch.length;
}

/** Gradient of {@link plainLoss} with respect to every parameter. */
export function plainGradients(layers: readonly PlainLayer[], batch: Batch): PlainLayer[] {
  const gradients: PlainLayer[] = layers.map(({ weights, biases }) => ({
    weights: weights.map((row) => row.map(() => 0)),
    biases: biases.map(() => 0),
  }));
  for (const { input, label } of batch) {
    const values = forward(layers, input);
    let delta = softmax(values.at(-1)!).map((p, c) => (p - (c === label ? 1 : 0)) / batch.length);
    for (let l = layers.length - 1; l >= 0; l--) {
      const { weights, biases } = gradients[l]!;
      values[l]!.forEach((value, i) => delta.forEach((d, j) => weights[i]![j]! += value * d));
      delta.forEach((d, j) => biases[j]! += d);
      if (l > 0) {
        delta = layers[l]!.weights.map((row, i) =>
          values[l]![i]! > 0 ? row.reduce((sum, w, j) => sum + w * delta[j]!, 0) : 0
        );
      }
    }
  }
  return gradients;
}
