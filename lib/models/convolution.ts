/** Convolution and pooling of the forward pass. Sums in float64, in a fixed order, stored as float32. */
import { PIXEL_TO_INPUT } from "../data/dataset.ts";
import type { LayerParameters } from "./parameters.ts";
import type { ConvolutionSpec, ImageShape } from "./spec.ts";

/** Maps that are computed together: their sums stay in registers. */
const TILE = 4;

/**
 * The pre-activations of a convolution as a function of its images: from `rows` images, one after the other, to
 * `rows × maps × height × width` values. A sum begins with the bias; pixels follow row by row, channels innermost.
 */
export function convolution(
  image: ImageShape,
  maps: number,
  { weights, biases }: LayerParameters,
): (images: Uint8Array | Float32Array, rows: number) => Float32Array {
  const { height, width, channels } = image;
  const inputs = 9 * channels;
  const size = height * width * channels;
  const tiles = Math.ceil(maps / TILE);
  // By tile, input, map of the tile; zeros for the maps that the last tile does not have.
  const packed = new Float64Array(tiles * inputs * TILE);
  for (let k = 0; k < inputs; k++) {
    for (let m = 0; m < maps; m++) {
      packed[(Math.floor(m / TILE) * inputs + k) * TILE + m % TILE] = weights[k * maps + m]!;
    }
  }
  const starts = new Float64Array(tiles * TILE);
  starts.set(biases);
  const surrounded = new Float64Array((height + 2) * (width + 2) * channels);
  return (images, rows) => {
    const result = new Float32Array(rows * maps * height * width);
    for (let row = 0; row < rows; row++) {
      surround(images, row * size, image, surrounded);
      const own = result.subarray(row * maps * height * width, (row + 1) * maps * height * width);
      convolve(surrounded, image, packed, starts, maps, own);
    }
    return result;
  };
}

/** Copies an image between the zeros at the edges of `surrounded`. */
function surround(
  images: Uint8Array | Float32Array,
  from: number,
  { height, width, channels }: ImageShape,
  surrounded: Float64Array,
): void {
  const scale = images instanceof Uint8Array ? PIXEL_TO_INPUT : undefined;
  const length = width * channels;
  for (let y = 0; y < height; y++) {
    const start = from + y * length;
    const target = ((y + 1) * (width + 2) + 1) * channels;
    for (let at = 0; at < length; at++) {
      const raw = images[start + at]!;
      surrounded[target + at] = scale === undefined ? raw : scale[raw]!;
    }
  }
}

/** The maps of one image that is surrounded by zeros. */
function convolve(
  surrounded: Float64Array,
  { height, width, channels }: ImageShape,
  packed: Float64Array,
  starts: Float64Array,
  maps: number,
  result: Float32Array,
): void {
  // Three adjacent pixels of a row lie one after the other, as do their weights.
  const run = 3 * channels;
  const line = (width + 2) * channels;
  const positions = height * width;
  for (let first = 0; first < maps; first += TILE) {
    const count = Math.min(TILE, maps - first);
    const tile = first * 3 * run;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let sum0 = starts[first]!;
        let sum1 = starts[first + 1]!;
        let sum2 = starts[first + 2]!;
        let sum3 = starts[first + 3]!;
        let weight = tile;
        for (let dy = 0; dy < 3; dy++) {
          const from = (y + dy) * line + x * channels;
          for (let at = from; at < from + run; at++, weight += TILE) {
            const value = surrounded[at]!;
            sum0 += value * packed[weight]!;
            sum1 += value * packed[weight + 1]!;
            sum2 += value * packed[weight + 2]!;
            sum3 += value * packed[weight + 3]!;
          }
        }
        const position = first * positions + y * width + x;
        result[position] = sum0;
        if (count > 1) result[position + positions] = sum1;
        if (count > 2) result[position + 2 * positions] = sum2;
        if (count > 3) result[position + 3 * positions] = sum3;
      }
    }
  }
}

/**
 * The images that leave a convolution, the channels of a pixel adjacent: its maps after pooling.
 *
 * @param values `rows × maps × height × width`, after the activation function
 * @param image that enters the convolution
 */
export function pooled(
  { units: maps, pooling }: ConvolutionSpec,
  values: Float32Array,
  { height, width }: ImageShape,
): Float32Array {
  const step = pooling === "max" ? 2 : 1;
  const [rows, columns] = [Math.floor(height / step), Math.floor(width / step)];
  const positions = height * width;
  const samples = values.length / (maps * positions);
  const result = new Float32Array(samples * rows * columns * maps);
  for (let map = 0; map < samples * maps; map++) {
    const target = Math.floor(map / maps) * rows * columns * maps + map % maps;
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const at = map * positions + y * step * width + x * step;
        const value = step === 1
          ? values[at]!
          : Math.max(values[at]!, values[at + 1]!, values[at + width]!, values[at + width + 1]!);
        result[target + (y * columns + x) * maps] = value;
      }
    }
  }
  return result;
}
