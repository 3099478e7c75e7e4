/** Softmax and cross-entropy. The padding of logits is −∞. */
import { exponential } from "./exponential";

/** The largest of `width` logits. */
export function largest(logits: usize, width: u32): f32 {
  let best = v128.load(logits);
  for (let at: usize = 16; at < <usize> width << 2; at += 16) {
    best = f32x4.max(best, v128.load(logits + at));
  }
  best = f32x4.max(best, v128.shuffle<f32>(best, best, 2, 3, 0, 1));
  best = f32x4.max(best, v128.shuffle<f32>(best, best, 1, 0, 3, 2));
  return f32x4.extract_lane(best, 0);
}

/** The sum of four lanes. */
@inline
function across(lanes: v128): f32 {
  const pairs = f32x4.add(lanes, v128.shuffle<f32>(lanes, lanes, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.add(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2)), 0);
}

/**
 * `out = softmax(logits) − [class = label]`, the gradient of the loss, of `count` samples with `width` logits each; 0 in
 * the padding. `classes` has the u8 classes of all samples, the u32 at `rows` are the numbers of these. In passes over
 * all samples: the exponentials of many are computed at once.
 */
export function softmaxDeltas(
  out: usize,
  logits: usize,
  width: u32,
  count: u32,
  classes: usize,
  rows: usize,
): void {
  const step: usize = <usize> width << 2;
  const bytes: usize = <usize> count * step;
  for (let row: usize = 0; row < bytes; row += step) {
    const shift = f32x4.splat(largest(logits + row, width));
    for (let at = row; at < row + step; at += 16) {
      v128.store(out + at, f32x4.sub(v128.load(logits + at), shift));
    }
  }
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(out + at, exponential(v128.load(out + at)));
  }
  for (let slot: u32 = 0; slot < count; slot++) {
    const first = out + <usize> slot * step;
    let sum = f32x4.splat(0);
    for (let at = first; at < first + step; at += 16) sum = f32x4.add(sum, v128.load(at));
    const total = f32x4.splat(across(sum));
    for (let at = first; at < first + step; at += 16) {
      v128.store(at, f32x4.div(v128.load(at), total));
    }
    const label = load<u8>(classes + <usize> load<u32>(rows + (<usize> slot << 2)));
    const own = first + (<usize> label << 2);
    store<f32>(own, load<f32>(own) - 1);
  }
}

/**
 * The sum whose logarithm is a part of a sample's cross-entropy in nats,
 * `ln Σ_c exp(z_c − peak) + (peak − z_label)` with the largest logit as `peak`.
 */
export function normaliser(logits: usize, peak: f32, width: u32): f64 {
  const shift = f32x4.splat(peak);
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < <usize> width << 2; at += 16) {
    sum = f32x4.add(sum, exponential(f32x4.sub(v128.load(logits + at), shift)));
  }
  return across(sum);
}

/** Whether `label` is the first class whose logit is `peak`, the largest one. */
export function isPredicted(logits: usize, peak: f32, width: u32, label: u32): bool {
  const peaks = f32x4.splat(peak);
  for (let c: u32 = 0; c < width; c += 4) {
    const found = i32x4.bitmask(f32x4.eq(v128.load(logits + (<usize> c << 2)), peaks));
    if (found != 0) return c + ctz(found) == label;
  }
  return false;
}
