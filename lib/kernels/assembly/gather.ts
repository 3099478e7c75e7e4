/**
 * The first layer for one sparse sample: `out = start + Σ_k x_k · row_k` over its inputs that are
 * not 0.
 *
 * Even and odd k are summed apart and added at the end, so that one sample has enough independent
 * sums; a sum does not depend on the columns beside it.
 */
import { inputAt, rowAt } from "./inputs";

/** `out[0..width)`, from `count` entries. */
export function gather(
  out: usize,
  start: usize,
  entries: usize,
  count: u32,
  pixelToInput: usize,
  rows: usize,
  width: u32,
): void {
  const stride: usize = width << 2;
  let at: usize = 0;
  for (; at + 80 <= stride; at += 80) {
    block(5, out, start, entries, count, pixelToInput, rows, stride, at);
  }
  const left = (stride - at) >> 4;
  if (left == 4) block(4, out, start, entries, count, pixelToInput, rows, stride, at);
  else if (left == 3) block(3, out, start, entries, count, pixelToInput, rows, stride, at);
  else if (left == 2) block(2, out, start, entries, count, pixelToInput, rows, stride, at);
  else if (left == 1) block(1, out, start, entries, count, pixelToInput, rows, stride, at);
}

/** `size` vectors of four columns, 1 to 5, held in registers; `size` is known when compiled. */
@inline
function block(
  size: i32,
  out: usize,
  start: usize,
  entries: usize,
  count: u32,
  pixelToInput: usize,
  rows: usize,
  stride: usize,
  column: usize,
): void {
  const first = rows + column;
  const from = start + column;
  const zero = f32x4.splat(0);
  let even0 = v128.load(from), even1 = zero, even2 = zero, even3 = zero, even4 = zero;
  if (size > 1) even1 = v128.load(from, 16);
  if (size > 2) even2 = v128.load(from, 32);
  if (size > 3) even3 = v128.load(from, 48);
  if (size > 4) even4 = v128.load(from, 64);
  let odd0 = zero, odd1 = zero, odd2 = zero, odd3 = zero, odd4 = zero;
  const end = entries + (<usize> count << 2);
  for (let at = entries; at < end; at += 16) {
    const x0 = inputAt<u32>(at + 0, pixelToInput);
    const row0 = rowAt<u32>(at + 0, 0, first, stride);
    even0 = f32x4.add(even0, f32x4.mul(x0, v128.load(row0)));
    if (size > 1) even1 = f32x4.add(even1, f32x4.mul(x0, v128.load(row0, 16)));
    if (size > 2) even2 = f32x4.add(even2, f32x4.mul(x0, v128.load(row0, 32)));
    if (size > 3) even3 = f32x4.add(even3, f32x4.mul(x0, v128.load(row0, 48)));
    if (size > 4) even4 = f32x4.add(even4, f32x4.mul(x0, v128.load(row0, 64)));
    const x1 = inputAt<u32>(at + 4, pixelToInput);
    const row1 = rowAt<u32>(at + 4, 0, first, stride);
    odd0 = f32x4.add(odd0, f32x4.mul(x1, v128.load(row1)));
    if (size > 1) odd1 = f32x4.add(odd1, f32x4.mul(x1, v128.load(row1, 16)));
    if (size > 2) odd2 = f32x4.add(odd2, f32x4.mul(x1, v128.load(row1, 32)));
    if (size > 3) odd3 = f32x4.add(odd3, f32x4.mul(x1, v128.load(row1, 48)));
    if (size > 4) odd4 = f32x4.add(odd4, f32x4.mul(x1, v128.load(row1, 64)));
    const x2 = inputAt<u32>(at + 8, pixelToInput);
    const row2 = rowAt<u32>(at + 8, 0, first, stride);
    even0 = f32x4.add(even0, f32x4.mul(x2, v128.load(row2)));
    if (size > 1) even1 = f32x4.add(even1, f32x4.mul(x2, v128.load(row2, 16)));
    if (size > 2) even2 = f32x4.add(even2, f32x4.mul(x2, v128.load(row2, 32)));
    if (size > 3) even3 = f32x4.add(even3, f32x4.mul(x2, v128.load(row2, 48)));
    if (size > 4) even4 = f32x4.add(even4, f32x4.mul(x2, v128.load(row2, 64)));
    const x3 = inputAt<u32>(at + 12, pixelToInput);
    const row3 = rowAt<u32>(at + 12, 0, first, stride);
    odd0 = f32x4.add(odd0, f32x4.mul(x3, v128.load(row3)));
    if (size > 1) odd1 = f32x4.add(odd1, f32x4.mul(x3, v128.load(row3, 16)));
    if (size > 2) odd2 = f32x4.add(odd2, f32x4.mul(x3, v128.load(row3, 32)));
    if (size > 3) odd3 = f32x4.add(odd3, f32x4.mul(x3, v128.load(row3, 48)));
    if (size > 4) odd4 = f32x4.add(odd4, f32x4.mul(x3, v128.load(row3, 64)));
  }
  const to = out + column;
  v128.store(to, f32x4.add(even0, odd0));
  if (size > 1) v128.store(to, f32x4.add(even1, odd1), 16);
  if (size > 2) v128.store(to, f32x4.add(even2, odd2), 32);
  if (size > 3) v128.store(to, f32x4.add(even3, odd3), 48);
  if (size > 4) v128.store(to, f32x4.add(even4, odd4), 64);
}
