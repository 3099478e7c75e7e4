/** Plain SGD in float64, by the oracle's gradients. */
import { batchOrder, type TrainingRequest } from "../../lib/training/mod.ts";
import { batchOf, plainGradients, type PlainLayer, plainLoss, toPlain } from "./backpropagation.ts";

/** The losses of the first network of the request on the training set, before and after each epoch. */
export function plainLosses(request: TrainingRequest): number[] {
  const { train } = request.dataset.parts;
  const all = batchOf(train, Array.from(train.labels, (_, row) => row));
  const losses: number[] = [];
  plainTraining(request, (layers) => losses.push(plainLoss(layers, all)));
  return losses;
}

/**
 * The first network of the request after all its epochs.
 *
 * @param onEpoch called before the first epoch and after each
 */
export function plainTraining(
  request: TrainingRequest,
  onEpoch: (layers: readonly PlainLayer[]) => void = () => {},
): PlainLayer[] {
  const { spec, dataset, hyperparameters, batchSeed, jobs } = request;
  const { epochs, batchSize, learningRate } = hyperparameters;
  const { initial, treatments: named } = jobs[0]!;
  const treatments = named && spec.layers.map(({ name }) => named[name]);
  const layers = toPlain(spec, initial);
  /** The treatment of the unit from which weights `i` of layer `l` start. */
  const before = (l: number, i: number) => treatments?.[l - 1]?.[i % spec.layers[l - 1]!.units];
  const held = (l: number, i: number, j: number) => {
    const [from, to] = [before(l, i), treatments?.[l]?.[j]];
    return from === "zero" || from === "frozen" || (to !== undefined && to !== "trained");
  };
  const heldBias = (l: number, j: number) => /zero|frozen/.test(treatments?.[l]?.[j] ?? "");
  layers.forEach(({ weights, biases }, l) => {
    weights.forEach((row, i) =>
      row.forEach((_, j) => {
        const removed = before(l, i) === "zero" ||
          /zero|constant/.test(treatments?.[l]?.[j] ?? "");
        if (removed) row[j] = 0;
      })
    );
    biases.forEach((_, j) => treatments?.[l]?.[j] === "zero" && (biases[j] = 0));
  });
  onEpoch(layers);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = batchOrder(dataset.parts.train.count, batchSeed, epoch);
    for (let at = 0; at < order.length; at += batchSize) {
      const rows = order.subarray(at, at + batchSize);
      const gradients = plainGradients(layers, batchOf(dataset.parts.train, rows));
      layers.forEach(({ weights, biases }, l) => {
        const gradient = gradients[l]!;
        weights.forEach((row, i) =>
          row.forEach((_, j) => {
            if (!held(l, i, j)) row[j]! -= learningRate * gradient.weights[i]![j]!;
          })
        );
        biases.forEach((_, j) => {
          if (!heldBias(l, j)) biases[j]! -= learningRate * gradient.biases[j]!;
        });
      });
    }
    onEpoch(layers);
  }
  return layers;
}
