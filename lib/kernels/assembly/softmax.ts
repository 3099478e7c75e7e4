/** Softmax and cross-entropy of one sample. */
import { exponential } from "./exponential";

/** Position of the largest of `count` values, the first of equal ones. */
export function largest(values: usize, count: u32): u32 {
  let best: u32 = 0;
  for (let c: u32 = 1; c < count; c++) {
    if (load<f32>(values + (<usize> c << 2)) > load<f32>(values + (<usize> best << 2))) best = c;
  }
  return best;
}

/** `out[c] = exp(logits[c] − peak)` over `width` values; returns the sum of the first `count`. */
function shares(out: usize, logits: usize, peak: f32, count: u32, width: u32): f32 {
  const shift = f32x4.splat(peak);
  for (let at: usize = 0; at < <usize> width << 2; at += 16) {
    v128.store(out + at, exponential(f32x4.sub(v128.load(logits + at), shift)));
  }
  let sum: f32 = 0;
  for (let c: u32 = 0; c < count; c++) sum += load<f32>(out + (<usize> c << 2));
  return sum;
}

/** `out = softmax(logits) − [class = label]`, the gradient of the loss; 0 in the padding. */
export function softmaxDelta(out: usize, logits: usize, count: u32, width: u32, label: u32): void {
  const peak = load<f32>(logits + (<usize> largest(logits, count) << 2));
  const sum = f32x4.splat(shares(out, logits, peak, count, width));
  for (let at: usize = 0; at < <usize> width << 2; at += 16) {
    v128.store(out + at, f32x4.div(v128.load(out + at), sum));
  }
  for (let c = count; c < width; c++) store<f32>(out + (<usize> c << 2), 0);
  const own = out + (<usize> label << 2);
  store<f32>(own, load<f32>(own) - 1);
}

/** Cross-entropy of one sample, in nats: `ln Σ_c exp(z_c − z_max) − (z_label − z_max)`. */
export function crossEntropy(
  scratch: usize,
  logits: usize,
  count: u32,
  width: u32,
  best: u32,
  label: u32,
): f64 {
  const peak = load<f32>(logits + (<usize> best << 2));
  const sum = shares(scratch, logits, peak, count, width);
  return Math.log(<f64> sum) - (<f64> load<f32>(logits + (<usize> label << 2)) - <f64> peak);
}
