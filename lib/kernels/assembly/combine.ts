/**
 * The product of all layers and passes but the first layer's sparse one: for every list x of inputs,
 * `out = start + Σ_k x_k · row_k`, with the same rows for all. Lists are taken in pairs, which load
 * each row once for both and have enough independent sums to keep the processor busy.
 *
 * Terms are added in the order of k: a sum depends neither on other lists nor on the columns beside
 * it.
 */

/**
 * `lists` lists of `count` inputs each, the first at `inputs`; `width` columns of their outputs. All
 * distances are in bytes: from one list to the next (`listStep`), from one input to the next
 * (`step`), between outputs and between rows. `start` 0 stands for zeros.
 */
export function combine(
  out: usize,
  outStep: usize,
  start: usize,
  inputs: usize,
  listStep: usize,
  step: usize,
  lists: u32,
  count: u32,
  rows: usize,
  rowStep: usize,
  width: u32,
): void {
  const end: usize = width << 2;
  let at: usize = 0;
  for (; at + 80 <= end; at += 80) {
    columns(5, out, outStep, start, inputs, listStep, step, lists, count, rows, rowStep, at);
  }
  const left = (end - at) >> 4;
  if (left == 4) {
    columns(4, out, outStep, start, inputs, listStep, step, lists, count, rows, rowStep, at);
  } else if (left == 3) {
    columns(3, out, outStep, start, inputs, listStep, step, lists, count, rows, rowStep, at);
  } else if (left == 2) {
    columns(2, out, outStep, start, inputs, listStep, step, lists, count, rows, rowStep, at);
  } else if (left == 1) {
    columns(1, out, outStep, start, inputs, listStep, step, lists, count, rows, rowStep, at);
  }
}

/** All lists, for `size` vectors of four columns from `column` on. */
@inline
function columns(
  size: i32,
  out: usize,
  outStep: usize,
  start: usize,
  inputs: usize,
  listStep: usize,
  step: usize,
  lists: u32,
  count: u32,
  rows: usize,
  rowStep: usize,
  column: usize,
): void {
  for (let list: u32 = 0; list < lists; list += 2) {
    // The last list of an odd number is paired with itself.
    const partner = min(list + 1, lists - 1);
    block(
      size,
      out + <usize> list * outStep,
      out + <usize> partner * outStep,
      start,
      inputs + <usize> list * listStep,
      inputs + <usize> partner * listStep,
      step,
      count,
      rows,
      rowStep,
      column,
    );
  }
}

/** `size` vectors of four columns, 1 to 5, held in registers; `size` is known when compiled. */
@inline
function block(
  size: i32,
  outA: usize,
  outB: usize,
  start: usize,
  inputsA: usize,
  inputsB: usize,
  step: usize,
  count: u32,
  rows: usize,
  rowStep: usize,
  column: usize,
): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0;
  if (start != 0) {
    const from = start + column;
    a0 = v128.load(from);
    if (size > 1) a1 = v128.load(from, 16);
    if (size > 2) a2 = v128.load(from, 32);
    if (size > 3) a3 = v128.load(from, 48);
    if (size > 4) a4 = v128.load(from, 64);
  }
  let b0 = a0, b1 = a1, b2 = a2, b3 = a3, b4 = a4;
  let row = rows + column;
  for (let k: u32 = 0; k < count; k++) {
    const a = v128.load_splat<f32>(inputsA);
    const b = v128.load_splat<f32>(inputsB);
    inputsA += step;
    inputsB += step;
    const row0 = v128.load(row);
    a0 = f32x4.add(a0, f32x4.mul(a, row0));
    b0 = f32x4.add(b0, f32x4.mul(b, row0));
    if (size > 1) {
      const row1 = v128.load(row, 16);
      a1 = f32x4.add(a1, f32x4.mul(a, row1));
      b1 = f32x4.add(b1, f32x4.mul(b, row1));
    }
    if (size > 2) {
      const row2 = v128.load(row, 32);
      a2 = f32x4.add(a2, f32x4.mul(a, row2));
      b2 = f32x4.add(b2, f32x4.mul(b, row2));
    }
    if (size > 3) {
      const row3 = v128.load(row, 48);
      a3 = f32x4.add(a3, f32x4.mul(a, row3));
      b3 = f32x4.add(b3, f32x4.mul(b, row3));
    }
    if (size > 4) {
      const row4 = v128.load(row, 64);
      a4 = f32x4.add(a4, f32x4.mul(a, row4));
      b4 = f32x4.add(b4, f32x4.mul(b, row4));
    }
    row += rowStep;
  }
  put(size, outA + column, a0, a1, a2, a3, a4);
  put(size, outB + column, b0, b1, b2, b3, b4);
}

@inline
function put(size: i32, to: usize, v0: v128, v1: v128, v2: v128, v3: v128, v4: v128): void {
  v128.store(to, v0);
  if (size > 1) v128.store(to, v1, 16);
  if (size > 2) v128.store(to, v2, 32);
  if (size > 3) v128.store(to, v3, 48);
  if (size > 4) v128.store(to, v4, 64);
}
