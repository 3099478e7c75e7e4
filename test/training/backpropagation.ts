/**
 * Backpropagation of the mean softmax cross-entropy, written plainly in float64: the oracle of
 * every trainer.
 */
import { gatherInputs, type Samples } from "../../lib/data/dataset.ts";
import { type ImageShape, mlp, type NetworkSpec } from "../../lib/models/mod.ts";

/** One layer in float64: `weights[i][j]` leads from input i to unit j. */
export interface PlainLayer {
  weights: number[][];
  biases: number[];
  relu: boolean;
  /** Of a convolution, whose weights are those of 9 pixels with all their channels each. */
  image?: ImageShape & { pooling: boolean };
}

/** Float64 copy of a network's parameters; widths stand for a multilayer perceptron. */
export function toPlain(
  network: readonly number[] | NetworkSpec,
  parameters: readonly { weights: ArrayLike<number>; biases: ArrayLike<number> }[],
): PlainLayer[] {
  const { input, layers } = "layers" in network ? network : mlp(network);
  let image = typeof input === "number" ? undefined : input;
  return layers.map((spec, l) => {
    const { weights, biases } = parameters[l]!;
    const { units, activation } = spec;
    const layer: PlainLayer = {
      weights: Array.from(
        { length: weights.length / units },
        (_, i) => Array.from({ length: units }, (_, j) => weights[i * units + j]!),
      ),
      biases: Array.from(biases),
      relu: activation === "relu",
    };
    if (spec.kind === "convolution") {
      const pooling = spec.pooling === "max";
      layer.image = { ...image!, pooling };
      const [height, width] = [image!.height, image!.width].map((size) =>
        pooling ? Math.floor(size / 2) : size
      );
      image = { height: height!, width: width!, channels: units };
    }
    return layer;
  });
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

/**
 * All products of a layer: input `from` times weight `row` of `unit` is a term of sum `at`. The sums of a convolution
 * are in the order of its pixels, the maps of a pixel adjacent.
 */
function eachProduct(
  { weights, biases: { length: units }, image }: PlainLayer,
  visit: (from: number, row: number, at: number, unit: number) => void,
): void {
  if (image === undefined) {
    weights.forEach((own, i) => own.forEach((_, j) => visit(i, i, j, j)));
    return;
  }
  const { height, width, channels } = image;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (y + dy < 0 || y + dy >= height || x + dx < 0 || x + dx >= width) continue;
          for (let c = 0; c < channels; c++) {
            const from = ((y + dy) * width + x + dx) * channels + c;
            const row = (3 * (dy + 1) + dx + 1) * channels + c;
            for (let m = 0; m < units; m++) visit(from, row, (y * width + x) * units + m, m);
          }
        }
      }
    }
  }
}

/** The sums that leave a layer, by their position: all of them, or the first largest one of each 2 × 2 pixels. */
function leavingSums({ biases: { length: units }, image }: PlainLayer, sums: number[]): number[] {
  if (!image?.pooling) return sums.map((_, at) => at);
  const { height, width } = image;
  const leaving: number[] = [];
  for (let y = 0; y + 1 < height; y += 2) {
    for (let x = 0; x + 1 < width; x += 2) {
      for (let m = 0; m < units; m++) {
        const window = [[y, x], [y, x + 1], [y + 1, x], [y + 1, x + 1]]
          .map(([row, column]) => (row! * width + column!) * units + m);
        leaving.push(window.reduce((best, at) => sums[at]! > sums[best]! ? at : best));
      }
    }
  }
  return leaving;
}

/** The values that enter a layer and those that leave it, each with the sum that it comes from. */
interface Passage {
  readonly input: number[];
  readonly sums: number[];
  readonly leaving: number[];
  readonly output: number[];
}

function forward(layers: readonly PlainLayer[], input: number[]): Passage[] {
  let entering = input;
  return layers.map((layer) => {
    const input = entering;
    const positions = layer.image ? layer.image.height * layer.image.width : 1;
    const sums = Array.from({ length: positions }, () => layer.biases).flat();
    eachProduct(
      layer,
      (from, row, at, unit) => sums[at]! += input[from]! * layer.weights[row]![unit]!,
    );
    const values = layer.relu ? sums.map((z) => Math.max(z, 0)) : sums;
    const leaving = leavingSums(layer, values);
    entering = leaving.map((at) => values[at]!);
    return { input, sums, leaving, output: entering };
  });
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
    -Math.log(softmax(forward(layers, input).at(-1)!.output)[label]!)
  );
  return losses.reduce((a, b) => a + b, 0) / batch.length;
}

/**
 * Gradient of {@link plainLoss} with respect to every parameter. At the kinks: none of a ReLU at 0; of pooling that of
 * the first of equal values, row by row.
 */
export function plainGradients(layers: readonly PlainLayer[], batch: Batch): PlainLayer[] {
  const gradients: PlainLayer[] = layers.map((layer) => ({
    ...layer,
    weights: layer.weights.map((row) => row.map(() => 0)),
    biases: layer.biases.map(() => 0),
  }));
  for (const { input, label } of batch) {
    const passages = forward(layers, input);
    let delta = softmax(passages.at(-1)!.output)
      .map((p, c) => (p - (c === label ? 1 : 0)) / batch.length);
    for (let l = layers.length - 1; l >= 0; l--) {
      const { input, sums, leaving } = passages[l]!;
      const ofSums = sums.map(() => 0);
      leaving.forEach((at, out) => {
        if (!layers[l]!.relu || sums[at]! > 0) ofSums[at] = delta[out]!;
      });
      const { weights, biases } = gradients[l]!;
      const ofInput = input.map(() => 0);
      eachProduct(layers[l]!, (from, row, at, unit) => {
        weights[row]![unit]! += input[from]! * ofSums[at]!;
        ofInput[from]! += layers[l]!.weights[row]![unit]! * ofSums[at]!;
      });
      ofSums.forEach((d, at) => biases[at % biases.length]! += d);
      delta = ofInput;
    }
  }
  return gradients;
}
