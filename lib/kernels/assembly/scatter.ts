/** The update of the first layer by one sample: `row_k += x_k · delta`, without a gradient array. */
import { inputAt, rowAt } from "./inputs";

/**
 * Adds to `width` columns of the rows of the `count` inputs; `delta` holds the step length already.
 * Rows are `stride` bytes apart.
 */
export function scatter<T>(
  rows: usize,
  stride: usize,
  width: u32,
  inputs: usize,
  count: u32,
  pixelToInput: usize,
  delta: usize,
): void {
  const end: usize = width << 2;
  let column: usize = 0;
  for (; column + 80 <= end; column += 80) {
    block<T>(5, rows, stride, inputs, count, pixelToInput, delta, column);
  }
  const left = (end - column) >> 4;
  if (left == 4) block<T>(4, rows, stride, inputs, count, pixelToInput, delta, column);
  else if (left == 3) block<T>(3, rows, stride, inputs, count, pixelToInput, delta, column);
  else if (left == 2) block<T>(2, rows, stride, inputs, count, pixelToInput, delta, column);
  else if (left == 1) block<T>(1, rows, stride, inputs, count, pixelToInput, delta, column);
}

/** `size` vectors of four columns, 1 to 5; `size` is known when compiled. */
@inline
function block<T>(
  size: i32,
  rows: usize,
  stride: usize,
  inputs: usize,
  count: u32,
  pixelToInput: usize,
  delta: usize,
  column: usize,
): void {
  const first = rows + column;
  const from = delta + column;
  const delta0 = v128.load(from);
  let delta1 = delta0, delta2 = delta0, delta3 = delta0, delta4 = delta0;
  if (size > 1) delta1 = v128.load(from, 16);
  if (size > 2) delta2 = v128.load(from, 32);
  if (size > 3) delta3 = v128.load(from, 48);
  if (size > 4) delta4 = v128.load(from, 64);
  const end = inputs + (<usize> count << 2);
  if (isInteger<T>()) {
    // Sparse inputs come in fours.
    for (let at = inputs; at < end; at += 8) {
      const x = inputAt<T>(at, pixelToInput);
      const row = rowAt<T>(at, 0, first, stride);
      const y = inputAt<T>(at + 4, pixelToInput);
      const next = rowAt<T>(at + 4, 0, first, stride);
      add(size, row, x, delta0, delta1, delta2, delta3, delta4);
      add(size, next, y, delta0, delta1, delta2, delta3, delta4);
    }
  } else {
    let row = first;
    for (let at = inputs; at < end; at += 4) {
      add(size, row, inputAt<T>(at, 0), delta0, delta1, delta2, delta3, delta4);
      row += stride;
    }
  }
}

/** `row += x · delta` in `size` vectors. */
@inline
function add(
  size: i32,
  row: usize,
  x: v128,
  delta0: v128,
  delta1: v128,
  delta2: v128,
  delta3: v128,
  delta4: v128,
): void {
  v128.store(row, f32x4.add(v128.load(row), f32x4.mul(x, delta0)));
  if (size > 1) v128.store(row, f32x4.add(v128.load(row, 16), f32x4.mul(x, delta1)), 16);
  if (size > 2) v128.store(row, f32x4.add(v128.load(row, 32), f32x4.mul(x, delta2)), 32);
  if (size > 3) v128.store(row, f32x4.add(v128.load(row, 48), f32x4.mul(x, delta3)), 48);
  if (size > 4) v128.store(row, f32x4.add(v128.load(row, 64), f32x4.mul(x, delta4)), 64);
}
