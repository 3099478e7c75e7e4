/** The products of swept covariances by which moves change a set. */
import {
  adds, coefficients, drops, inverse, leastVariance, numberAt, precision, ratio, rest, results, setNumber, variance,
} from "./swept_layout";
import { precisionBytes } from "./swept_matrix";

/** Π_{j∈S} (1 + u_vj² / (d_v P_jj)) of all columns outside. */
export function addProducts(matrix: usize, k: u32, outside: u32): void {
  const one = f64x2.splat(1);
  const end = matrix + inverse + (<usize> k << 3);
  let from = matrix + coefficients;
  for (let at: usize = 0; at < <usize> outside << 3; at += 16) {
    const e = f64x2.div(one, v128.load(matrix + variance + at));
    let product = one;
    let other = one;
    let j = matrix + inverse;
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
    v128.store(matrix + adds + at, f64x2.mul(product, other));
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
  for (let i: usize = 0; i < end; i += 32) {
    // Behind the last members are others, or zeros; their products are not used.
    const own = v128.load(matrix + inverse + i);
    const next = v128.load(matrix + inverse + i, 16);
    let product = f64x2.splat(1);
    let other = f64x2.splat(1);
    let from = matrix + precision + i;
    for (let j: usize = 0; j < end; j += 8, from += bytes) {
      const inverted = v128.load_splat<f64>(matrix + inverse + j);
      let share = shareOf(v128.load(from), own, inverted);
      let nextShare = shareOf(v128.load(from, 16), next, inverted);
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
  for (let j: usize = 0; j < <usize> k << 3; j += 16) {
    const p = v128.load(from + j);
    const own = v128.load(matrix + inverse + j);
    v128.store(matrix + ratio + j, f64x2.mul(p, inverted));
    v128.store(matrix + rest + j, f64x2.div(own, shareOf(p, inverted, own)));
  }
  // Its own factor in the products is 1.
  setNumber(matrix + rest, position, 0);
}

/** 1 + (u_vj − u_vi r_j)² h_j / d' of the member j·8. */
@inline
function swapFactor(matrix: usize, from: usize, j: usize, c: v128, e: v128): v128 {
  const r = v128.load_splat<f64>(matrix + ratio + j);
  const h = v128.load_splat<f64>(matrix + rest + j);
  const t = f64x2.sub(v128.load(from + (j << 1)), f64x2.mul(c, r));
  return f64x2.add(f64x2.splat(1), f64x2.mul(f64x2.mul(t, t), f64x2.mul(h, e)));
}

/** The product of `start` and the factors of two swaps of all members. */
@inline
export function swapProduct(matrix: usize, from: usize, k: u32, start: v128, c: v128, e: v128): v128 {
  let p0 = start;
  let p1 = f64x2.splat(1);
  let p2 = f64x2.splat(1);
  let p3 = f64x2.splat(1);
  const end = <usize> k << 3;
  let j: usize = 0;
  for (; j + 24 < end; j += 32) {
    p0 = f64x2.mul(p0, swapFactor(matrix, from, j, c, e));
    p1 = f64x2.mul(p1, swapFactor(matrix, from, j + 8, c, e));
    p2 = f64x2.mul(p2, swapFactor(matrix, from, j + 16, c, e));
    p3 = f64x2.mul(p3, swapFactor(matrix, from, j + 24, c, e));
  }
  if (j < end) p0 = f64x2.mul(p0, swapFactor(matrix, from, j, c, e));
  if (j + 8 < end) p1 = f64x2.mul(p1, swapFactor(matrix, from, j + 8, c, e));
  if (j + 16 < end) p2 = f64x2.mul(p2, swapFactor(matrix, from, j + 16, c, e));
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
  from: usize,
  k: u32,
  start: v128,
  c: v128,
  e: v128,
  bound: v128,
): v128 {
  const one = f64x2.splat(1);
  const end = <usize> k << 3;
  let p = start;
  // All factors are at least 1, but for errors of rounding.
  let below = f64x2.lt(p, bound);
  let j: usize = 0;
  for (; j + 24 < end && v128.any_true(below); j += 32) {
    const left = f64x2.mul(
      swapFactor(matrix, from, j, c, e),
      swapFactor(matrix, from, j + 8, c, e),
    );
    const right = f64x2.mul(
      swapFactor(matrix, from, j + 16, c, e),
      swapFactor(matrix, from, j + 24, c, e),
    );
    p = f64x2.mul(p, f64x2.mul(left, right));
    below = v128.and(below, f64x2.lt(p, bound));
  }
  if (j < end && v128.any_true(below)) {
    let left = swapFactor(matrix, from, j, c, e);
    if (j + 8 < end) left = f64x2.mul(left, swapFactor(matrix, from, j + 8, c, e));
    if (j + 16 < end) left = f64x2.mul(left, swapFactor(matrix, from, j + 16, c, e));
    p = f64x2.mul(p, left);
    below = v128.and(below, f64x2.lt(p, bound));
  }
  return v128.bitselect(p, f64x2.splat(NaN), below);
}

