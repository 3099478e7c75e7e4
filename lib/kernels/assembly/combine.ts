/**
 * The product that forward and backward pass consist of: `out = start + Σ_k x_k · row_k`.
 *
 * Even and odd k are summed apart and added at the end, always: the sum of a column does not
 * depend on how many columns there are beside it.
 */
import { inputAt, rowAt } from "./inputs";

/** `out[0..width)`; `start` 0 stands for zeros, `step` is the distance of two inputs in bytes. */
export function combine<T>(
  out: usize,
  start: usize,
  inputs: usize,
  step: usize,
  count: u32,
  pixelToInput: usize,
  rows: usize,
  width: u32,
): void {
  const stride: usize = width << 2;
  let column: usize = 0;
  while (column + 80 <= stride) {
    block<T>(5, out, start, inputs, step, count, pixelToInput, rows, stride, column);
    column += 80;
  }
  const left = (stride - column) >> 4;
  if (left == 4) block<T>(4, out, start, inputs, step, count, pixelToInput, rows, stride, column);
  else if (left == 3) {
    block<T>(3, out, start, inputs, step, count, pixelToInput, rows, stride, column);
  } else if (left == 2) {
    block<T>(2, out, start, inputs, step, count, pixelToInput, rows, stride, column);
  } else if (left == 1) {
    block<T>(1, out, start, inputs, step, count, pixelToInput, rows, stride, column);
  }
}

/** `size` vectors of four columns, 1 to 5, held in registers; `size` is known when compiled. */
@inline
function block<T>(
  size: i32,
  out: usize,
  start: usize,
  inputs: usize,
  step: usize,
  count: u32,
  pixelToInput: usize,
  rows: usize,
  stride: usize,
  column: usize,
): void {
  const first = rows + column;
  let even0 = f32x4.splat(0), even1 = even0, even2 = even0, even3 = even0, even4 = even0;
  let odd0 = even0, odd1 = even0, odd2 = even0, odd3 = even0, odd4 = even0;
  if (start != 0) {
    const from = start + column;
    even0 = v128.load(from);
    if (size > 1) even1 = v128.load(from, 16);
    if (size > 2) even2 = v128.load(from, 32);
    if (size > 3) even3 = v128.load(from, 48);
    if (size > 4) even4 = v128.load(from, 64);
  }
  const pairs: usize = count & ~1;
  let at = inputs;
  for (let k: usize = 0; k < pairs; k += 2) {
    const x = inputAt<T>(at, pixelToInput);
    const row = rowAt<T>(at, k, first, stride);
    at += step;
    even0 = f32x4.add(even0, f32x4.mul(x, v128.load(row)));
    if (size > 1) even1 = f32x4.add(even1, f32x4.mul(x, v128.load(row, 16)));
    if (size > 2) even2 = f32x4.add(even2, f32x4.mul(x, v128.load(row, 32)));
    if (size > 3) even3 = f32x4.add(even3, f32x4.mul(x, v128.load(row, 48)));
    if (size > 4) even4 = f32x4.add(even4, f32x4.mul(x, v128.load(row, 64)));
    const y = inputAt<T>(at, pixelToInput);
    const next = rowAt<T>(at, k + 1, first, stride);
    at += step;
    odd0 = f32x4.add(odd0, f32x4.mul(y, v128.load(next)));
    if (size > 1) odd1 = f32x4.add(odd1, f32x4.mul(y, v128.load(next, 16)));
    if (size > 2) odd2 = f32x4.add(odd2, f32x4.mul(y, v128.load(next, 32)));
    if (size > 3) odd3 = f32x4.add(odd3, f32x4.mul(y, v128.load(next, 48)));
    if (size > 4) odd4 = f32x4.add(odd4, f32x4.mul(y, v128.load(next, 64)));
  }
  if (count & 1) {
    const x = inputAt<T>(at, pixelToInput);
    const row = rowAt<T>(at, pairs, first, stride);
    even0 = f32x4.add(even0, f32x4.mul(x, v128.load(row)));
    if (size > 1) even1 = f32x4.add(even1, f32x4.mul(x, v128.load(row, 16)));
    if (size > 2) even2 = f32x4.add(even2, f32x4.mul(x, v128.load(row, 32)));
    if (size > 3) even3 = f32x4.add(even3, f32x4.mul(x, v128.load(row, 48)));
    if (size > 4) even4 = f32x4.add(even4, f32x4.mul(x, v128.load(row, 64)));
  }
  const to = out + column;
  v128.store(to, f32x4.add(even0, odd0));
  if (size > 1) v128.store(to, f32x4.add(even1, odd1), 16);
  if (size > 2) v128.store(to, f32x4.add(even2, odd2), 32);
  if (size > 3) v128.store(to, f32x4.add(even3, odd3), 48);
  if (size > 4) v128.store(to, f32x4.add(even4, odd4), 64);
}
