/**
 * What tfjs lacks to train convolutions, made of its own operations.
 *
 * Found in tfjs 4.22.0 (`test/training/tfjs_convolution_test.ts`):
 * - The backend wasm has no kernel for the gradient of a convolution by its filter, `Conv2DBackpropFilter`; it has
 *   `Conv2DBackpropInput`. The backends cpu and webgpu have both.
 * - All have `MaxPoolGrad`, with different rules for equal maxima: on cpu the first one gets the gradient. On wasm the
 *   last one gets it; if no value of a window is above 0, its first pixel does, even if another one is largest.
 */
import * as tf from "@tensorflow/tfjs";

/** Name of the kernel in tfjs. */
const FILTER_GRADIENT = "Conv2DBackpropFilter";

/** Gives a backend the gradient of a convolution by its filter if it has none. */
export function registerFilterGradient(backendName: string): void {
  if (tf.getKernel(FILTER_GRADIENT, backendName) !== undefined) return;
  tf.registerKernel({ kernelName: FILTER_GRADIENT, backendName, kernelFunc: filterGradient });
}

/** The attributes of the kernel that are used here, as tfjs has them. */
interface FilterGradientAttributes {
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number;
  readonly dataFormat: string;
  readonly dimRoundingMode: "floor" | "round" | "ceil" | undefined;
  readonly filterShape: [height: number, width: number, channels: number, maps: number];
}

/**
 * The gradient by the filter: for each of its pixels, the product of the input, moved by that pixel, and of the
 * gradient of the output, summed over all images and positions. For stride 1 and channels that come last.
 *
 * Measured for both convolutions of a network of 16 and 32 maps, batch 64 of 32×32×3: these nine products 19 ms, one
 * product of all patches, nine times the memory, 22 ms, a convolution of transposed inputs 22 ms, tfjs's own
 * `Conv3DBackpropFilterV2` 185 ms.
 */
function filterGradient(
  { inputs, attrs }: Parameters<tf.KernelConfig["kernelFunc"]>[0],
): tf.Tensor {
  const [x, dy] = [inputs["x"], inputs["dy"]] as [tf.Tensor4D, tf.Tensor4D];
  const attributes = attrs as unknown as FilterGradientAttributes;
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attributes;
  const { computeConv2DInfo } = tf.backend_util;
  const info = computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
  const { strideHeight, strideWidth, outHeight, outWidth } = info;
  if (strideHeight !== 1 || strideWidth !== 1 || dataFormat !== "NHWC") {
    throw new Error(
      "The gradient of a convolution by its filter is made for strides 1,1 and the format NHWC, got " +
        `${strideHeight},${strideWidth} and ${dataFormat}`,
    );
  }
  return tf.tidy(() => {
    const [images, , , channels] = x.shape;
    const [rows, columns, , maps] = filterShape;
    const positions = images * outHeight * outWidth;
    const { top, bottom, left, right } = info.padInfo;
    const edges: [number, number][] = [[0, 0], [0, 0], [top, bottom], [left, right]];
    const surrounded = tf.pad(tf.transpose(x, [3, 0, 1, 2]), edges);
    const gradients = tf.reshape(dy, [positions, maps]);
    const products = Array.from({ length: rows * columns }, (_, pixel) => {
      const [row, column] = [Math.floor(pixel / columns), pixel % columns];
      const size = [channels, images, outHeight, outWidth];
      const moved = tf.slice(surrounded, [0, 0, row, column], size);
      return tf.matMul(tf.reshape(moved, [channels, positions]), gradients);
    });
    return tf.reshape(tf.stack(products), filterShape);
  });
}

/**
 * The largest of each 2 × 2 pixels of every channel; an odd last row or column is left out. The gradient goes to the
 * first of equal pixels, row by row, which is PyTorch's rule: that of `tf.maximum` goes to its first argument.
 */
export function pooledMaxima(images: tf.Tensor4D): tf.Tensor4D {
  const [count, height, width, channels] = images.shape;
  const [rows, columns] = [Math.floor(height / 2), Math.floor(width / 2)];
  const even = tf.slice(images, [0, 0, 0, 0], [count, 2 * rows, 2 * columns, channels]);
  const pairs = tf.reshape(even, [count * rows, 2, columns, 2 * channels]);
  const [left, right] = tf.split(pairs, 2, 3) as [tf.Tensor, tf.Tensor];
  const [above, below] = tf.split(tf.maximum(left, right), 2, 1) as [tf.Tensor, tf.Tensor];
  return tf.reshape(tf.maximum(above, below), [count, rows, columns, channels]);
}
