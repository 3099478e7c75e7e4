/**
 * A tile of the first layer for a batch of sparse samples: `out = start + Σ_k x_k · row_k` over the
 * inputs of a sample that are not 0.
 *
 * Even and odd k are summed apart and added at the end, so that one sample has enough independent
 * sums; a sum does not depend on the columns beside it.
 */
import { inputAt, rowAt, Samples } from "./layout";

/**
 * `size` vectors, 1 to 5, of every sample of the batch; outputs are `outStep` bytes apart, `rows` are
 * the weights of the tile.
 */
export function gather(
  size: u32,
  out: usize,
  outStep: usize,
  start: usize,
  samples: Samples,
  batch: usize,
  count: u32,
  rows: usize,
): void {
  if (size == 5) tile(5, out, outStep, start, samples, batch, count, rows);
  else if (size == 4) tile(4, out, outStep, start, samples, batch, count, rows);
  else if (size == 3) tile(3, out, outStep, start, samples, batch, count, rows);
  else if (size == 2) tile(2, out, outStep, start, samples, batch, count, rows);
  else tile(1, out, outStep, start, samples, batch, count, rows);
}

/** One sample after the other, its sums held in registers; `size` is known when compiled. */
@inline
function tile(
  size: i32,
  out: usize,
  outStep: usize,
  start: usize,
  samples: Samples,
  batch: usize,
  count: u32,
  rows: usize,
): void {
  for (let slot: u32 = 0; slot < count; slot++) {
    const starts = samples.rowStarts + (<usize> load<u32>(batch + (<usize> slot << 2)) << 2);
    const entries = samples.entries + (<usize> load<u32>(starts) << 2);
    const end = samples.entries + (<usize> load<u32>(starts, 4) << 2);
    const pixelToInput = samples.pixelToInput;
    const stride: usize = size << 4;
    const zero = f32x4.splat(0);
    let even0 = v128.load(start), even1 = zero, even2 = zero, even3 = zero, even4 = zero;
    if (size > 1) even1 = v128.load(start, 16);
    if (size > 2) even2 = v128.load(start, 32);
    if (size > 3) even3 = v128.load(start, 48);
    if (size > 4) even4 = v128.load(start, 64);
    let odd0 = zero, odd1 = zero, odd2 = zero, odd3 = zero, odd4 = zero;
    for (let at = entries; at < end; at += 16) {
      const x0 = inputAt(at, pixelToInput);
      const row0 = rowAt(at, rows, stride);
      even0 = f32x4.add(even0, f32x4.mul(x0, v128.load(row0)));
      if (size > 1) even1 = f32x4.add(even1, f32x4.mul(x0, v128.load(row0, 16)));
      if (size > 2) even2 = f32x4.add(even2, f32x4.mul(x0, v128.load(row0, 32)));
      if (size > 3) even3 = f32x4.add(even3, f32x4.mul(x0, v128.load(row0, 48)));
      if (size > 4) even4 = f32x4.add(even4, f32x4.mul(x0, v128.load(row0, 64)));
      const x1 = inputAt(at + 4, pixelToInput);
      const row1 = rowAt(at + 4, rows, stride);
      odd0 = f32x4.add(odd0, f32x4.mul(x1, v128.load(row1)));
      if (size > 1) odd1 = f32x4.add(odd1, f32x4.mul(x1, v128.load(row1, 16)));
      if (size > 2) odd2 = f32x4.add(odd2, f32x4.mul(x1, v128.load(row1, 32)));
      if (size > 3) odd3 = f32x4.add(odd3, f32x4.mul(x1, v128.load(row1, 48)));
      if (size > 4) odd4 = f32x4.add(odd4, f32x4.mul(x1, v128.load(row1, 64)));
      const x2 = inputAt(at + 8, pixelToInput);
      const row2 = rowAt(at + 8, rows, stride);
      even0 = f32x4.add(even0, f32x4.mul(x2, v128.load(row2)));
      if (size > 1) even1 = f32x4.add(even1, f32x4.mul(x2, v128.load(row2, 16)));
      if (size > 2) even2 = f32x4.add(even2, f32x4.mul(x2, v128.load(row2, 32)));
      if (size > 3) even3 = f32x4.add(even3, f32x4.mul(x2, v128.load(row2, 48)));
      if (size > 4) even4 = f32x4.add(even4, f32x4.mul(x2, v128.load(row2, 64)));
      const x3 = inputAt(at + 12, pixelToInput);
      const row3 = rowAt(at + 12, rows, stride);
      odd0 = f32x4.add(odd0, f32x4.mul(x3, v128.load(row3)));
      if (size > 1) odd1 = f32x4.add(odd1, f32x4.mul(x3, v128.load(row3, 16)));
      if (size > 2) odd2 = f32x4.add(odd2, f32x4.mul(x3, v128.load(row3, 32)));
      if (size > 3) odd3 = f32x4.add(odd3, f32x4.mul(x3, v128.load(row3, 48)));
      if (size > 4) odd4 = f32x4.add(odd4, f32x4.mul(x3, v128.load(row3, 64)));
    }
    v128.store(out, f32x4.add(even0, odd0));
    if (size > 1) v128.store(out, f32x4.add(even1, odd1), 16);
    if (size > 2) v128.store(out, f32x4.add(even2, odd2), 32);
    if (size > 3) v128.store(out, f32x4.add(even3, odd3), 48);
    if (size > 4) v128.store(out, f32x4.add(even4, odd4), 64);
    out += outStep;
  }
}
