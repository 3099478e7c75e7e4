/**
 * The product of all layers and passes but the first layer's sparse ones: for every list x of inputs,
 * `out = start + Σ_k x_k · row_k`, with the same rows for all. Lists are taken in pairs, or in fours
 * where rows are short: they load each row once for all of them, and have enough independent sums to
 * keep the processor busy.
 *
 * Terms are added in the order of k: a sum depends neither on other lists nor on the columns beside
 * it.
 */

/** A value of `start` that is no address: addresses of numbers are multiples of 4. */
export const OWN_VALUES: usize = 1;

/**
 * `lists` lists of `count` inputs each, the first at `inputs`; `width` columns of their outputs. All
 * distances are in bytes: from one list to the next (`listStep`), from one input to the next
 * (`step`), between outputs and between rows. `start` 0 stands for zeros, {@link OWN_VALUES} for the
 * values that each output has.
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
  let list: u32 = 0;
  if (size <= 2) {
    for (; list + 4 <= lists; list += 4) {
      four(
        size,
        out + <usize> list * outStep,
        outStep,
        start,
        inputs + <usize> list * listStep,
        listStep,
        step,
        count,
        rows,
        rowStep,
        column,
      );
    }
  }
  for (; list < lists; list += 2) {
    // The last list of an odd number is paired with itself.
    const partner = min(list + 1, lists - 1);
    two(
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

/** Two lists: `size` vectors of four columns, 1 to 5, held in registers; `size` is known when compiled. */
@inline
function two(
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
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0;
  if (start != 0) {
    const a = (start == OWN_VALUES ? outA : start) + column;
    a0 = v128.load(a);
    if (size > 1) a1 = v128.load(a, 16);
    if (size > 2) a2 = v128.load(a, 32);
    if (size > 3) a3 = v128.load(a, 48);
    if (size > 4) a4 = v128.load(a, 64);
    const b = (start == OWN_VALUES ? outB : start) + column;
    b0 = v128.load(b);
    if (size > 1) b1 = v128.load(b, 16);
    if (size > 2) b2 = v128.load(b, 32);
    if (size > 3) b3 = v128.load(b, 48);
    if (size > 4) b4 = v128.load(b, 64);
  }
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

/** Four lists: one or two vectors of four columns. */
@inline
function four(
  size: i32,
  out: usize,
  outStep: usize,
  start: usize,
  inputs: usize,
  listStep: usize,
  step: usize,
  count: u32,
  rows: usize,
  rowStep: usize,
  column: usize,
): void {
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  if (start != 0) {
    const isOwn = start == OWN_VALUES;
    let from = (isOwn ? out : start) + column;
    const next = isOwn ? outStep : 0;
    a0 = v128.load(from);
    if (size > 1) a1 = v128.load(from, 16);
    from += next;
    b0 = v128.load(from);
    if (size > 1) b1 = v128.load(from, 16);
    from += next;
    c0 = v128.load(from);
    if (size > 1) c1 = v128.load(from, 16);
    from += next;
    d0 = v128.load(from);
    if (size > 1) d1 = v128.load(from, 16);
  }
  let inputsA = inputs;
  let inputsB = inputsA + listStep;
  let inputsC = inputsB + listStep;
  let inputsD = inputsC + listStep;
  let row = rows + column;
  for (let k: u32 = 0; k < count; k++) {
    const a = v128.load_splat<f32>(inputsA);
    const b = v128.load_splat<f32>(inputsB);
    const c = v128.load_splat<f32>(inputsC);
    const d = v128.load_splat<f32>(inputsD);
    inputsA += step;
    inputsB += step;
    inputsC += step;
    inputsD += step;
    const row0 = v128.load(row);
    a0 = f32x4.add(a0, f32x4.mul(a, row0));
    b0 = f32x4.add(b0, f32x4.mul(b, row0));
    c0 = f32x4.add(c0, f32x4.mul(c, row0));
    d0 = f32x4.add(d0, f32x4.mul(d, row0));
    if (size > 1) {
      const row1 = v128.load(row, 16);
      a1 = f32x4.add(a1, f32x4.mul(a, row1));
      b1 = f32x4.add(b1, f32x4.mul(b, row1));
      c1 = f32x4.add(c1, f32x4.mul(c, row1));
      d1 = f32x4.add(d1, f32x4.mul(d, row1));
    }
    row += rowStep;
  }
  let to = out + column;
  put(size, to, a0, a1, a1, a1, a1);
  to += outStep;
  put(size, to, b0, b1, b1, b1, b1);
  to += outStep;
  put(size, to, c0, c1, c1, c1, c1);
  to += outStep;
  put(size, to, d0, d1, d1, d1, d1);
}

@inline
function put(size: i32, to: usize, v0: v128, v1: v128, v2: v128, v3: v128, v4: v128): void {
  v128.store(to, v0);
  if (size > 1) v128.store(to, v1, 16);
  if (size > 2) v128.store(to, v2, 32);
  if (size > 3) v128.store(to, v3, 48);
  if (size > 4) v128.store(to, v4, 64);
}
