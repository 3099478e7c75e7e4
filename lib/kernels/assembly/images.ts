/** Networks for images: samples into frames, the passes through convolutions, and the step of their weights. */
import {
  biasGradient,
  convolve,
  GROUP,
  inputDeltas,
  listDeltas,
  weightGradient,
} from "./convolution";
import {
  Convolution,
  convolutionOf,
  frameOf,
  Image,
  imageOf,
  ImageNetwork,
} from "./image_layout";
import { deltasOf, Layer, layerOf, Samples, valuesOf } from "./layout";
import { move } from "./backward";
import { pixelsToInputs } from "./pixels";

/** Puts the samples of a batch into their frames and through all convolutions. */
export function convolveBatch(network: ImageNetwork, samples: Samples, rows: usize, size: u32): void {
  for (let slot: u32 = 0; slot < size; slot++) {
    takeImage(network.image, samples, load<u32>(rows + (<usize> slot << 2)), slot);
    for (let l: u32 = 0; l < network.convolutions; l++) {
      const layer = convolutionOf(network, l);
      const choices = layer.choices + <usize> slot * layer.choicesSize;
      const from = imageOf(layer.input, slot);
      convolve(layer, from, outputs(network, l, slot), outputRow(network, l), choices);
    }
  }
}

/** Copies one sample into its frame. */
function takeImage(image: Image, samples: Samples, row: u32, slot: u32): void {
  const line = image.width * image.channels;
  let from = <usize> row * <usize> samples.features;
  let to = imageOf(image, slot) + frameOf(image);
  for (let y: u32 = 0; y < image.height; y++) {
    if (samples.pixels != 0) pixelsToInputs(to, samples.pixels + from, line);
    else memory.copy(to, samples.entries + (from << 2), <usize> line << 2);
    from += line;
    to += image.row;
  }
}

/** Address of the first output of a convolution: in the next image, or in the first dense layer's values. */
@inline
function outputs(network: ImageNetwork, l: u32, slot: u32): usize {
  if (l + 1 == network.convolutions) return valuesOf(layerOf(network.network, 0), slot);
  const image = convolutionOf(network, l).output;
  return imageOf(image, slot) + frameOf(image);
}

/** Bytes between two rows of the outputs of a convolution. */
@inline
function outputRow(network: ImageNetwork, l: u32): usize {
  const layer = convolutionOf(network, l);
  if (l + 1 < network.convolutions) return layer.output.row;
  const width = layer.pools ? layer.input.width >> 1 : layer.input.width;
  return <usize> width * (layer.maps << 2);
}

/** From the deltas of the first dense layer to the step of all convolutions. */
export function stepConvolutions(network: ImageNetwork, size: u32, factor: f32): void {
  for (let l: u32 = 0; l < network.convolutions; l++) clear(convolutionOf(network, l));
  for (let slot: u32 = 0; slot < size; slot++) {
    for (let l = network.convolutions - 1; l != <u32> -1; l--) backward(network, l, slot);
  }
  for (let l: u32 = 0; l < network.convolutions; l++) step(convolutionOf(network, l), factor);
}

function clear(layer: Convolution): void {
  memory.fill(layer.gradients, 0, <usize> layer.maps * ((layer.vectors << 4) * 3));
  memory.fill(layer.biasGradients, 0, <usize> layer.maps << 2);
}

/** The gradients of one sample: of the weights of a convolution, and of the image that it was made from. */
function backward(network: ImageNetwork, l: u32, slot: u32): void {
  const layer = convolutionOf(network, l);
  const input = layer.input;
  const isLast = l + 1 == network.convolutions;
  const values = outputs(network, l, slot);
  const deltas = isLast
    ? deltasOf(layerOf(network.network, 0), slot)
    : layer.output.deltas + frameOf(layer.output);
  const row = outputRow(network, l);
  const choices = layer.choices + <usize> slot * layer.choicesSize;
  const patch: usize = (layer.vectors << 4) * 3;
  if (input.deltas != 0) memory.fill(input.deltas, 0, input.size);
  for (let map: u32 = 0; map < layer.realMaps; map++) {
    const end = listDeltas(layer, map, values, deltas, row, choices, network.list);
    biasGradient(layer.biasGradients + (<usize> map << 2), network.list, end);
    if (map < layer.trained) {
      const gradient = layer.gradients + <usize> map * patch;
      weightGradient(gradient, imageOf(input, slot), input, layer.vectors, network.list, end);
    }
    if (input.deltas != 0) {
      const weights = layer.patches + <usize> map * patch;
      inputDeltas(input.deltas, input, layer.vectors, weights, network.list, end);
    }
  }
}

/** Moves weights and biases along their gradients, and copies the weights for the forward pass. */
function step(layer: Convolution, factor: f32): void {
  const patch: usize = (layer.vectors << 4) * 3;
  for (let map: u32 = 0; map < layer.trained; map++) {
    const at = <usize> map * patch;
    move(layer.patches + at, layer.gradients + at, layer.trainedInputs, factor, layer.vectors * 12);
  }
  move(layer.biases, layer.biasGradients, layer.trainedBiases, factor, layer.maps);
  arrange(layer);
}

/** Copies the weights of all convolutions into the order of the forward pass. */
export function arrangeWeights(network: ImageNetwork): void {
  for (let l: u32 = 0; l < network.convolutions; l++) arrange(convolutionOf(network, l));
}

function arrange(layer: Convolution): void {
  const run = layer.input.channels * 3;
  const line: usize = layer.vectors << 4;
  let to = layer.weights;
  for (let map: u32 = 0; map < layer.maps; map += GROUP << 2) {
    const width = min(GROUP << 2, layer.maps - map);
    for (let y: u32 = 0; y < 3; y++) {
      for (let k: u32 = 0; k < run; k++) {
        let from = layer.patches + (<usize> map * 3 + y) * line + (<usize> k << 2);
        for (let j: u32 = 0; j < width; j++) {
          store<f32>(to, load<f32>(from));
          to += 4;
          from += line * 3;
        }
      }
    }
  }
}
