/** The products of swept covariances by which moves change a set. */
import {
  adds, coefficients, drops, inverse, leastVariance, numberAt, precision, ratio, rest, results, setNumber, variance,
} from "./swept_layout";
import { precisionBytes } from "./swept_matrix";

/** Π_{j∈S} (1 + u_vj² / (d_v P_jj)) of all columns outside. */
export function addProducts(matrix: usize, k: u32, outside: u32): void {
  const one = f64x2.splat(1);
  const start = matrix + inverse;
  const end = start + (<usize> k << 3);
  const own = matrix + variance;
  const to = matrix + adds;
  let from = matrix + coefficients;
  for (let at: usize = 0; at < <usize> outside << 3; at += 16) {
    const e = f64x2.div(one, v128.load(own + at));
    let product = one;
    let other = one;
    let j = start;
    for (; j + 8 < end; j += 16, from += 32) {
      const t = v128.load(from);
      const u = v128.load(from, 16);
      product = f64x2.mul(product, addFactor(t, v128.load_splat<f64>(j), e));
      other = f64x2.mul(other, addFactor(u, v128.load_splat<f64>(j, 8), e));
    }
    if (j < end) {
      product = f64x2.mul(product, addFactor(v128.load(from), v128.load_splat<f64>(j), e));
      from += 16;
    }
    v128.store(to + at, f64x2.mul(product, other));
  }
}

@inline
function addFactor(t: v128, inverted: v128, e: v128): v128 {
  return f64x2.add(f64x2.splat(1), f64x2.mul(f64x2.mul(t, t), f64x2.mul(inverted, e)));
}

/** Π_{j≠i} (1 − P_ij² / (P_ii P_jj)) of all members i. Lanes go over members, four at a time. */
export function dropProducts(matrix: usize, k: u32): void {
  const bytes = precisionBytes(k);
  const end = <usize> k << 3;
  const inverted = matrix + inverse;
  for (let i: usize = 0; i < end; i += 32) {
    // Behind the last members are other numbers; their products are not used.
    const own = v128.load(inverted + i);
    const next = v128.load(inverted + i, 16);
    let product = f64x2.splat(1);
    let other = f64x2.splat(1);
    let from = matrix + precision + i;
    for (let j: usize = 0; j < end; j += 8, from += bytes) {
      const all = v128.load_splat<f64>(inverted + j);
      let share = shareOf(v128.load(from), own, all);
      let nextShare = shareOf(v128.load(from, 16), next, all);
      // A member's own factor is 1.
      if (j - i < 32) {
        if (j == i) share = f64x2.replace_lane(share, 0, 1);
        else if (j == i + 8) share = f64x2.replace_lane(share, 1, 1);
        else if (j == i + 16) nextShare = f64x2.replace_lane(nextShare, 0, 1);
        else nextShare = f64x2.replace_lane(nextShare, 1, 1);
      }
      product = f64x2.mul(product, share);
      other = f64x2.mul(other, nextShare);
    }
    v128.store(matrix + drops + i, product);
    v128.store(matrix + drops + i, other, 16);
  }
}

/** 1 − P_ij² / (P_ii P_jj). */
@inline
function shareOf(p: v128, own: v128, inverted: v128): v128 {
  return f64x2.sub(f64x2.splat(1), f64x2.mul(f64x2.mul(f64x2.mul(p, own), p), inverted));
}

/** Fills r and h of the member at a position, for its swaps. */
export function prepareSwaps(matrix: usize, k: u32, position: u32): void {
  const from = matrix + precision + <usize> position * precisionBytes(k);
  const inverted = f64x2.splat(numberAt(matrix + inverse, position));
  const others = matrix + inverse;
  const r = matrix + ratio;
  const h = matrix + rest;
  for (let j: usize = 0; j < <usize> k << 3; j += 16) {
    const p = v128.load(from + j);
    const own = v128.load(others + j);
    v128.store(r + j, f64x2.mul(p, inverted));
    v128.store(h + j, f64x2.div(own, shareOf(p, inverted, own)));
  }
  // Its own factor in the products is 1.
  setNumber(h, position, 0);
}

/** 1 + (u_vj − u_vi r_j)² h_j / d' of a member j and two columns v. */
@inline
function swapFactor(u: v128, r: v128, h: v128, c: v128, e: v128): v128 {
  const t = f64x2.sub(u, f64x2.mul(c, r));
  return f64x2.add(f64x2.splat(1), f64x2.mul(f64x2.mul(t, t), f64x2.mul(h, e)));
}

/** The factors of four members one after the other. */
@inline
function firstFactor(u: usize, r: usize, h: usize, c: v128, e: v128): v128 {
  return swapFactor(v128.load(u), v128.load_splat<f64>(r), v128.load_splat<f64>(h), c, e);
}
@inline
function secondFactor(u: usize, r: usize, h: usize, c: v128, e: v128): v128 {
  return swapFactor(v128.load(u, 16), v128.load_splat<f64>(r, 8), v128.load_splat<f64>(h, 8), c, e);
}
@inline
function thirdFactor(u: usize, r: usize, h: usize, c: v128, e: v128): v128 {
  return swapFactor(
    v128.load(u, 32),
    v128.load_splat<f64>(r, 16),
    v128.load_splat<f64>(h, 16),
    c,
    e,
  );
}
@inline
function fourthFactor(u: usize, r: usize, h: usize, c: v128, e: v128): v128 {
  return swapFactor(
    v128.load(u, 48),
    v128.load_splat<f64>(r, 24),
    v128.load_splat<f64>(h, 24),
    c,
    e,
  );
}

/** The product of `start` and the factors of two swaps of all members. */
@inline
export function swapProduct(matrix: usize, u: usize, k: u32, start: v128, c: v128, e: v128): v128 {
  let p0 = start;
  let p1 = f64x2.splat(1);
  let p2 = f64x2.splat(1);
  let p3 = f64x2.splat(1);
  let r = matrix + ratio;
  let h = matrix + rest;
  const end = r + (<usize> k << 3);
  for (; r + 24 < end; r += 32, h += 32, u += 64) {
    p0 = f64x2.mul(p0, firstFactor(u, r, h, c, e));
    p1 = f64x2.mul(p1, secondFactor(u, r, h, c, e));
    p2 = f64x2.mul(p2, thirdFactor(u, r, h, c, e));
    p3 = f64x2.mul(p3, fourthFactor(u, r, h, c, e));
  }
  if (r < end) p0 = f64x2.mul(p0, firstFactor(u, r, h, c, e));
  if (r + 8 < end) p1 = f64x2.mul(p1, secondFactor(u, r, h, c, e));
  if (r + 16 < end) p2 = f64x2.mul(p2, thirdFactor(u, r, h, c, e));
  return f64x2.mul(f64x2.mul(p0, p1), f64x2.mul(p2, p3));
}

/** The two products from 1 on of the swaps of the member at a position with two columns; 0 where d' is too small. */
export function swapProducts(matrix: usize, k: u32, position: u32, pair: u32): void {
  const from = matrix + coefficients + (<usize> pair * k << 4);
  const c = v128.load(from + (<usize> position << 4));
  const own = v128.load(matrix + variance + (<usize> pair << 4));
  const d = varianceAfter(own, c, numberAt(matrix + inverse, position));
  const one = f64x2.splat(1);
  const product = swapProduct(matrix, from, k, one, c, f64x2.div(one, d));
  v128.store(results, v128.and(product, f64x2.gt(d, f64x2.splat(leastVariance))));
}

/** d' or f' of two columns with the coefficients c: what a member with 1 / P_ii explains is added. */
@inline
export function varianceAfter(own: v128, c: v128, inverted: f64): v128 {
  return f64x2.add(own, f64x2.mul(f64x2.mul(c, c), f64x2.splat(inverted)));
}

/**
 * The product of `start` and the factors of two swaps of all members, or a smaller one where it is at least `bound`,
 * or was after some of the factors: NaN.
 */
@inline
export function swapProductBelow(
  matrix: usize,
  u: usize,
  k: u32,
  start: v128,
  c: v128,
  e: v128,
  bound: v128,
): v128 {
  let r = matrix + ratio;
  let h = matrix + rest;
  const end = r + (<usize> k << 3);
  let p = start;
  // All factors are at least 1, but for errors of rounding.
  let below = f64x2.lt(p, bound);
  for (; r + 24 < end && v128.any_true(below); r += 32, h += 32, u += 64) {
    const left = f64x2.mul(firstFactor(u, r, h, c, e), secondFactor(u, r, h, c, e));
    const right = f64x2.mul(thirdFactor(u, r, h, c, e), fourthFactor(u, r, h, c, e));
    p = f64x2.mul(p, f64x2.mul(left, right));
    below = v128.and(below, f64x2.lt(p, bound));
  }
  if (r < end && v128.any_true(below)) {
    let left = firstFactor(u, r, h, c, e);
    if (r + 8 < end) left = f64x2.mul(left, secondFactor(u, r, h, c, e));
    if (r + 16 < end) left = f64x2.mul(left, thirdFactor(u, r, h, c, e));
    p = f64x2.mul(p, left);
    below = v128.and(below, f64x2.lt(p, bound));
  }
  return v128.bitselect(p, f64x2.splat(NaN), below);
}
