/**
 * The update of a tile of the first layer by a batch of sparse samples: `row_k += x_k · delta`, sample by sample, without
 * a gradient array. Deltas hold the step length already.
 */
import { inputAt, rowAt, Samples } from "./layout";

/**
 * `size` vectors, 1 to 5, of the rows of a tile, which are `stride` bytes apart, by `count` sparse samples, whose
 * deltas are `deltaStep` bytes apart.
 */
export function scatter(
  size: u32,
  rows: usize,
  stride: usize,
  samples: Samples,
  batch: usize,
  count: u32,
  deltas: usize,
  deltaStep: usize,
): void {
  if (size == 5) tile(5, rows, stride, samples, batch, count, deltas, deltaStep);
  else if (size == 4) tile(4, rows, stride, samples, batch, count, deltas, deltaStep);
  else if (size == 3) tile(3, rows, stride, samples, batch, count, deltas, deltaStep);
  else if (size == 2) tile(2, rows, stride, samples, batch, count, deltas, deltaStep);
  else tile(1, rows, stride, samples, batch, count, deltas, deltaStep);
}

/** `size` is known when compiled. */
@inline
function tile(
  size: i32,
  rows: usize,
  stride: usize,
  samples: Samples,
  batch: usize,
  count: u32,
  deltas: usize,
  deltaStep: usize,
): void {
  const table = samples.pixelToInput;
  for (let slot: u32 = 0; slot < count; slot++) {
    const row = <usize> load<u32>(batch + (<usize> slot << 2));
    const delta0 = v128.load(deltas);
    let delta1 = delta0, delta2 = delta0, delta3 = delta0, delta4 = delta0;
    if (size > 1) delta1 = v128.load(deltas, 16);
    if (size > 2) delta2 = v128.load(deltas, 32);
    if (size > 3) delta3 = v128.load(deltas, 48);
    if (size > 4) delta4 = v128.load(deltas, 64);
    deltas += deltaStep;
    const starts = samples.rowStarts + (row << 2);
    const end = samples.entries + (<usize> load<u32>(starts, 4) << 2);
    // Sparse inputs come in fours.
    for (let at = samples.entries + (<usize> load<u32>(starts) << 2); at < end; at += 8) {
      const x = inputAt(at, table);
      const to = rowAt(at, rows, stride);
      const y = inputAt(at + 4, table);
      const next = rowAt(at + 4, rows, stride);
      add(size, to, x, delta0, delta1, delta2, delta3, delta4);
      add(size, next, y, delta0, delta1, delta2, delta3, delta4);
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
