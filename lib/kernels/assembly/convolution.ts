/**
 * Convolutions of 3 × 3 with zeros around the image, ReLU, and 2 × 2 max pooling or none.
 *
 * The channels of a pixel are adjacent, so that a row of a patch, three pixels, is one run of numbers. The
 * backward pass goes through the outputs whose delta is not 0, map by map: after pooling and ReLU at most one
 * of four is left. Sums do not depend on other maps, nor on how many samples are processed together.
 */
import { Convolution, Image } from "./image_layout";

/** Vectors of four maps whose sums are held in registers at once. */
export const GROUP: u32 = 2;

/**
 * The outputs of a layer for the image at `image`: pixel (y, x) goes to `out + y · outRow + x · outPixel`.
 * `choices` gets, for each output after pooling, which of the four it is: bytes, cell by cell.
 */
export function convolve(
  layer: Convolution,
  image: usize,
  out: usize,
  outRow: usize,
  choices: usize,
): void {
  const vectors = layer.maps >> 2;
  const taps: usize = layer.input.channels * 9;
  let weights = layer.weights;
  let vector: u32 = 0;
  for (; vector + GROUP <= vectors; vector += GROUP) {
    convolveGroup(2, layer, image, out, outRow, choices, vector, weights);
    weights += taps << 5;
  }
  if (vector < vectors) convolveGroup(1, layer, image, out, outRow, choices, vector, weights);
}

/** `size` vectors of maps, 1 or 2, from `vector` on; `size` is known when compiled. */
@inline
function convolveGroup(
  size: i32,
  layer: Convolution,
  image: usize,
  out: usize,
  outRow: usize,
  choices: usize,
  vector: u32,
  weights: usize,
): void {
  const input = layer.input;
  const pixel: usize = <usize> input.channels << 2;
  const row = input.row;
  const run = pixel * 3;
  const outPixel: usize = <usize> layer.maps << 2;
  const first = layer.biases + (<usize> vector << 4);
  const start0 = v128.load(first);
  let start1 = start0;
  if (size > 1) start1 = v128.load(first, 16);
  const rows = layer.pools ? input.height >> 1 : (input.height + 1) >> 1;
  const columns = layer.pools ? input.width >> 1 : (input.width + 1) >> 1;
  for (let y: u32 = 0; y < rows; y++) {
    for (let x: u32 = 0; x < columns; x++) {
      let a0 = start0, b0 = start0, c0 = start0, d0 = start0;
      let a1 = start1, b1 = start1, c1 = start1, d1 = start1;
      let w = weights;
      let above = image + (<usize> y << 1) * row + (<usize> x << 1) * pixel;
      for (let line: u32 = 0; line < 3; line++) {
        const end = above + run;
        for (let at = above; at < end; at += 4) {
          const w0 = v128.load(w);
          const a = v128.load_splat<f32>(at);
          const b = v128.load_splat<f32>(at + pixel);
          const c = v128.load_splat<f32>(at + row);
          const d = v128.load_splat<f32>(at + row + pixel);
          a0 = f32x4.add(a0, f32x4.mul(a, w0));
          b0 = f32x4.add(b0, f32x4.mul(b, w0));
          c0 = f32x4.add(c0, f32x4.mul(c, w0));
          d0 = f32x4.add(d0, f32x4.mul(d, w0));
          if (size > 1) {
            const w1 = v128.load(w, 16);
            a1 = f32x4.add(a1, f32x4.mul(a, w1));
            b1 = f32x4.add(b1, f32x4.mul(b, w1));
            c1 = f32x4.add(c1, f32x4.mul(c, w1));
            d1 = f32x4.add(d1, f32x4.mul(d, w1));
          }
          w += size << 4;
        }
        above += row;
      }
      if (layer.pools) {
        const cell = y * columns + x;
        const to = out + <usize> y * outRow + <usize> x * outPixel + (<usize> vector << 4);
        const choice = choices + <usize> cell * layer.maps + (<usize> vector << 2);
        pool(to, choice, a0, b0, c0, d0);
        if (size > 1) pool(to + 16, choice + 4, a1, b1, c1, d1);
      } else {
        const right = x * 2 + 1 < input.width;
        const below = y * 2 + 1 < input.height;
        const to = out + (<usize> y << 1) * outRow + (<usize> x << 1) * outPixel +
          (<usize> vector << 4);
        keep(size, to, a0, a1);
        if (right) keep(size, to + outPixel, b0, b1);
        if (below) keep(size, to + outRow, c0, c1);
        if (right && below) keep(size, to + outRow + outPixel, d0, d1);
      }
    }
  }
}

/** The largest of four values after a ReLU, and which it is: the first of equal ones. A NaN stays. */
@inline
function pool(out: usize, choice: usize, a: v128, b: v128, c: v128, d: v128): void {
  let best = a;
  let which = i32x4.splat(0);
  let larger = isAbove(b, best);
  best = v128.bitselect(b, best, larger);
  which = v128.bitselect(i32x4.splat(1), which, larger);
  larger = isAbove(c, best);
  best = v128.bitselect(c, best, larger);
  which = v128.bitselect(i32x4.splat(2), which, larger);
  larger = isAbove(d, best);
  best = v128.bitselect(d, best, larger);
  which = v128.bitselect(i32x4.splat(3), which, larger);
  v128.store(out, f32x4.pmax(best, f32x4.splat(0)));
  const halves = i16x8.narrow_i32x4_s(which, which);
  v128.store32_lane(choice, i8x16.narrow_i16x8_u(halves, halves), 0);
}

/** True in lanes where `value` is larger, or no number. */
@inline
function isAbove(value: v128, best: v128): v128 {
  return v128.or(f32x4.gt(value, best), f32x4.ne(value, value));
}

@inline
function keep(size: i32, out: usize, v0: v128, v1: v128): void {
  const zero = f32x4.splat(0);
  v128.store(out, f32x4.pmax(v0, zero));
  if (size > 1) v128.store(out, f32x4.pmax(v1, zero), 16);
}

/**
 * Lists the outputs of one map whose delta counts: those with a value above 0. An entry is the u32 distance of
 * the patch from the start of the image, in bytes, and the f32 delta.
 *
 * @returns the end of the list
 */
export function listDeltas(
  layer: Convolution,
  map: u32,
  values: usize,
  deltas: usize,
  outRow: usize,
  choices: usize,
  list: usize,
): usize {
  const input = layer.input;
  const pixel: usize = <usize> input.channels << 2;
  const row = input.row;
  const outPixel: usize = <usize> layer.maps << 2;
  const isPooled = layer.pools != 0;
  const height = isPooled ? input.height >> 1 : input.height;
  const width = isPooled ? input.width >> 1 : input.width;
  const step: usize = isPooled ? pixel * 2 : pixel;
  let choice = choices + map;
  let end = list;
  for (let y: usize = 0; y < height; y++) {
    let patch = isPooled ? y * 2 * row : y * row;
    let at = y * outRow + (<usize> map << 2);
    for (let x: u32 = 0; x < width; x++) {
      const delta = load<f32>(deltas + at);
      const counts = u32(load<f32>(values + at) > 0) & u32(delta != 0);
      let offset = patch;
      if (isPooled) {
        const chosen: usize = load<u8>(choice);
        choice += layer.maps;
        offset += (chosen & 1) * pixel + (chosen >> 1) * row;
      }
      store<u32>(end, offset);
      store<f32>(end, delta, 4);
      end += <usize> counts << 3;
      patch += step;
      at += outPixel;
    }
  }
  return end;
}

/** Adds the sum of the deltas of a list to the f32 at `gradient`. */
export function biasGradient(gradient: usize, list: usize, end: usize): void {
  let sum: f32 = 0;
  for (let at = list; at < end; at += 8) sum += load<f32>(at, 4);
  store<f32>(gradient, load<f32>(gradient) + sum);
}

/** Vectors of a gradient that are held in registers at once. */
const HELD: u32 = 12;

/**
 * `gradient += delta · patch` over a list: `vectors` vectors for each row of a patch. The vectors may end after
 * the run of three pixels: what comes then has no weight.
 */
export function weightGradient(
  gradient: usize,
  image: usize,
  input: Image,
  vectors: u32,
  list: usize,
  end: usize,
): void {
  const row = input.row;
  if (vectors == 3) return gather(9, 3, gradient, image, row, list, end);
  if (vectors == 1) return gather(3, 1, gradient, image, row, list, end);
  if (vectors == 2) return gather(6, 2, gradient, image, row, list, end);
  for (let line: u32 = 0; line < 3; line++) {
    let from = image;
    for (let left = vectors; left > 0;) {
      // More than three vectors are a multiple of three.
      const held = min(HELD, left);
      if (held == 12) gather(12, 12, gradient, from, row, list, end);
      else if (held == 9) gather(9, 9, gradient, from, row, list, end);
      else if (held == 6) gather(6, 6, gradient, from, row, list, end);
      else gather(3, 3, gradient, from, row, list, end);
      gradient += <usize> held << 4;
      from += <usize> held << 4;
      left -= held;
    }
    image += row;
  }
}

/** Address of vector `at` of a patch whose rows have `per` vectors. */
@inline
function part(patch: usize, at: i32, per: i32, row: usize): usize {
  const line = at / per;
  const within: usize = (at % per) << 4;
  if (line == 0) return patch + within;
  if (line == 1) return patch + row + within;
  return patch + row + row + within;
}

/** `size` vectors in all, `per` in each row of a patch; both are known when compiled. */
@inline
function gather(
  size: i32,
  per: i32,
  gradient: usize,
  image: usize,
  row: usize,
  list: usize,
  end: usize,
): void {
  let g0 = v128.load(gradient), g1 = v128.load(gradient, 16), g2 = v128.load(gradient, 32);
  let g3 = g0, g4 = g0, g5 = g0, g6 = g0, g7 = g0, g8 = g0, g9 = g0, g10 = g0, g11 = g0;
  if (size > 3) {
    g3 = v128.load(gradient, 48);
    g4 = v128.load(gradient, 64);
    g5 = v128.load(gradient, 80);
  }
  if (size > 6) {
    g6 = v128.load(gradient, 96);
    g7 = v128.load(gradient, 112);
    g8 = v128.load(gradient, 128);
  }
  if (size > 9) {
    g9 = v128.load(gradient, 144);
    g10 = v128.load(gradient, 160);
    g11 = v128.load(gradient, 176);
  }
  for (let at = list; at < end; at += 8) {
    const patch = image + <usize> load<u32>(at);
    const delta = v128.load_splat<f32>(at, 4);
    g0 = f32x4.add(g0, f32x4.mul(delta, v128.load(part(patch, 0, per, row))));
    g1 = f32x4.add(g1, f32x4.mul(delta, v128.load(part(patch, 1, per, row))));
    g2 = f32x4.add(g2, f32x4.mul(delta, v128.load(part(patch, 2, per, row))));
    if (size > 3) {
      g3 = f32x4.add(g3, f32x4.mul(delta, v128.load(part(patch, 3, per, row))));
      g4 = f32x4.add(g4, f32x4.mul(delta, v128.load(part(patch, 4, per, row))));
      g5 = f32x4.add(g5, f32x4.mul(delta, v128.load(part(patch, 5, per, row))));
    }
    if (size > 6) {
      g6 = f32x4.add(g6, f32x4.mul(delta, v128.load(part(patch, 6, per, row))));
      g7 = f32x4.add(g7, f32x4.mul(delta, v128.load(part(patch, 7, per, row))));
      g8 = f32x4.add(g8, f32x4.mul(delta, v128.load(part(patch, 8, per, row))));
    }
    if (size > 9) {
      g9 = f32x4.add(g9, f32x4.mul(delta, v128.load(part(patch, 9, per, row))));
      g10 = f32x4.add(g10, f32x4.mul(delta, v128.load(part(patch, 10, per, row))));
      g11 = f32x4.add(g11, f32x4.mul(delta, v128.load(part(patch, 11, per, row))));
    }
  }
  v128.store(gradient, g0);
  v128.store(gradient, g1, 16);
  v128.store(gradient, g2, 32);
  if (size > 3) {
    v128.store(gradient, g3, 48);
    v128.store(gradient, g4, 64);
    v128.store(gradient, g5, 80);
  }
  if (size > 6) {
    v128.store(gradient, g6, 96);
    v128.store(gradient, g7, 112);
    v128.store(gradient, g8, 128);
  }
  if (size > 9) {
    v128.store(gradient, g9, 144);
    v128.store(gradient, g10, 160);
    v128.store(gradient, g11, 176);
  }
}

/**
 * `deltas += delta · weights` over a list, at the patch of each entry: the deltas of the image that one map
 * was made of. `weights` are those into the map, in the form of a patch.
 */
export function inputDeltas(
  deltas: usize,
  input: Image,
  vectors: u32,
  weights: usize,
  list: usize,
  end: usize,
): void {
  const row = input.row;
  for (let line: u32 = 0; line < 3; line++) {
    let to = deltas;
    for (let left = vectors; left > 0;) {
      const held = min(HELD, left);
      if (held == 12) spread(12, to, weights, list, end);
      else if (held == 9) spread(9, to, weights, list, end);
      else if (held == 6) spread(6, to, weights, list, end);
      else spread(3, to, weights, list, end);
      weights += <usize> held << 4;
      to += <usize> held << 4;
      left -= held;
    }
    deltas += row;
  }
}

/** `size` vectors of a row of a patch; known when compiled. */
@inline
function spread(size: i32, deltas: usize, weights: usize, list: usize, end: usize): void {
  const w0 = v128.load(weights), w1 = v128.load(weights, 16), w2 = v128.load(weights, 32);
  let w3 = w0, w4 = w0, w5 = w0, w6 = w0, w7 = w0, w8 = w0, w9 = w0, w10 = w0, w11 = w0;
  if (size > 3) {
    w3 = v128.load(weights, 48);
    w4 = v128.load(weights, 64);
    w5 = v128.load(weights, 80);
  }
  if (size > 6) {
    w6 = v128.load(weights, 96);
    w7 = v128.load(weights, 112);
    w8 = v128.load(weights, 128);
  }
  if (size > 9) {
    w9 = v128.load(weights, 144);
    w10 = v128.load(weights, 160);
    w11 = v128.load(weights, 176);
  }
  for (let at = list; at < end; at += 8) {
    const to = deltas + <usize> load<u32>(at);
    const delta = v128.load_splat<f32>(at, 4);
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(delta, w0)));
    v128.store(to, f32x4.add(v128.load(to, 16), f32x4.mul(delta, w1)), 16);
    v128.store(to, f32x4.add(v128.load(to, 32), f32x4.mul(delta, w2)), 32);
    if (size > 3) {
      v128.store(to, f32x4.add(v128.load(to, 48), f32x4.mul(delta, w3)), 48);
      v128.store(to, f32x4.add(v128.load(to, 64), f32x4.mul(delta, w4)), 64);
      v128.store(to, f32x4.add(v128.load(to, 80), f32x4.mul(delta, w5)), 80);
    }
    if (size > 6) {
      v128.store(to, f32x4.add(v128.load(to, 96), f32x4.mul(delta, w6)), 96);
      v128.store(to, f32x4.add(v128.load(to, 112), f32x4.mul(delta, w7)), 112);
      v128.store(to, f32x4.add(v128.load(to, 128), f32x4.mul(delta, w8)), 128);
    }
    if (size > 9) {
      v128.store(to, f32x4.add(v128.load(to, 144), f32x4.mul(delta, w9)), 144);
      v128.store(to, f32x4.add(v128.load(to, 160), f32x4.mul(delta, w10)), 160);
      v128.store(to, f32x4.add(v128.load(to, 176), f32x4.mul(delta, w11)), 176);
    }
  }
}
