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

/**
 * The gradient by the filter: for each of its pixels, the product of the input, moved by that pixel, and of the
 * gradient of the output, summed over all images and positions. Strides other than 1 and channels that come first are
 * errors.
 *
 * Nine matrix products of moved inputs take about the time of one product of all patches (19 and 22 ms for both
 * convolutions of a network of 16 and 32 maps, batch 64 of 32×32×3) in less memory; a convolution of transposed inputs
 * takes 22 ms, and tfjs's own `Conv3DBackpropFilterV2` 185 ms.
 */
function filterGradient(
  { inputs, attrs }: Parameters<tf.KernelConfig["kernelFunc"]>[0],
): tf.Tensor {
  const [x, dy] = [inputs["x"], inputs["dy"]] as [tf.Tensor4D, tf.Tensor4D];
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as {
    readonly strides: [number, number] | number;
    readonly pad: "same" | "valid" | number;
    readonly dataFormat: string;
    readonly dimRoundingMode: "floor" | "round" | "ceil" | undefined;
    readonly filterShape: [number, number, number, number];
  };
  const { strideHeight, strideWidth, padInfo, outHeight, outWidth } = tf.backend_util
    .computeConv2DInfo(
      x.shape,
      filterShape,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
  if (strideHeight !== 1 || strideWidth !== 1 || dataFormat !== "NHWC") {
    throw new Error(
      `The gradient of a convolution by its filter is made for stride 1 and channels that come last, got strides ` +
        `${strides} and ${dataFormat}`,
    );
  }
  return tf.tidy(() => {
    const [images, , , channels] = x.shape;
    const [rows, columns, , maps] = filterShape;
    const positions = images * outHeight * outWidth;
    const { top, bottom, left, right } = padInfo;
    const moved = tf.pad(tf.transpose(x, [3, 0, 1, 2]), [[0, 0], [0, 0], [top, bottom], [
      left,
      right,
    ]]);
    const gradients = tf.reshape(dy, [positions, maps]);
    const products = Array.from({ length: rows * columns }, (_, pixel) => {
      const [row, column] = [Math.floor(pixel / columns), pixel % columns];
      const own = tf.slice(moved, [0, 0, row, column], [channels, images, outHeight, outWidth]);
      return tf.matMul(tf.reshape(own, [channels, positions]), gradients);
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
