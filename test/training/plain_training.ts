/** Plain SGD in float64, by the oracle's gradients. */
import { batchOrder, type TrainingRequest } from "../../lib/training/mod.ts";
import { batchOf, plainGradients, type PlainLayer, toPlain } from "./backpropagation.ts";

/** The first network of the request after all its epochs; treatments are ignored. */
export function plainTraining(request: TrainingRequest): PlainLayer[] {
  const { spec, dataset, hyperparameters, batchSeed, jobs } = request;
  const { epochs, batchSize, learningRate } = hyperparameters;
  const layers = toPlain(spec.widths, jobs[0]!.initial);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = batchOrder(dataset.train.count, batchSeed, epoch);
    for (let at = 0; at < order.length; at += batchSize) {
      const rows = order.subarray(at, at + batchSize);
      const gradients = plainGradients(layers, batchOf(dataset.train, rows));
      layers.forEach(({ weights, biases }, l) => {
        const gradient = gradients[l]!;
        weights.forEach((row, i) =>
          row.forEach((_, j) => row[j]! -= learningRate * gradient.weights[i]![j]!)
        );
        biases.forEach((_, j) => biases[j]! -= learningRate * gradient.biases[j]!);
      });
    }
  }
  return layers;
}
